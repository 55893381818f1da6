import { lazy, Suspense, useEffect } from 'react';
import { Provider } from 'urql';
import { Route, Router, Switch, useLocation } from 'wouter';
import { client } from './client';
import { Boundary } from './design/boundary';
import { Footer, Masthead } from './design/masthead';
import { Loading, Missing } from './design/states';
import { LanguageContext, languageOf, PREFIX } from './language';
import { routes } from './routes';

const pages = Object.entries(routes).map(([path, load]) => [path, lazy(load)] as const);

/** Scrolls every new page to its top, as a browser does without scripts. */
function StartAtTop() {
  const [path] = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is not read; its change is the reason to scroll.
  useEffect(() => {
    scrollTo(0, 0);
  }, [path]);
  return null;
}

/** The frame of all pages, in the language of the address. */
export function App() {
  const [path] = useLocation();
  const language = languageOf(path);
  useEffect(() => {
    document.documentElement.lang = language === 'ZH' ? 'zh-Hans' : 'en';
  }, [language]);
  return (
    <Provider value={client}>
      <LanguageContext value={language}>
        <Router base={PREFIX[language]}>
          <StartAtTop />
          <Masthead />
          <main id="main" tabIndex={-1}>
            <Boundary key={path}>
              <Suspense fallback={<Loading />}>
                <Switch>
                  {pages.map(([path, Page]) => (
                    <Route key={path} path={path} component={Page} />
                  ))}
                  <Route component={Missing} />
                </Switch>
              </Suspense>
            </Boundary>
          </main>
          <Footer />
        </Router>
      </LanguageContext>
    </Provider>
  );
}

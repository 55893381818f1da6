import { useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { to } from '../addresses';
import icon from '../icon.svg';
import { inLanguage, PREFIX, useLanguage } from '../language';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { choose, chosen, THEMES, type Theme } from '../theme';

function LanguageSwitch() {
  const text = useText(site).language;
  const language = useLanguage();
  const other = language === 'EN' ? 'ZH' : 'EN';
  const [path] = useLocation();
  const search = useSearch();
  const full = PREFIX[language] + path;
  return (
    <Link
      href={`~${inLanguage(other, full)}${search && `?${search}`}`}
      lang={other === 'ZH' ? 'zh-Hans' : 'en'}
      hrefLang={other === 'ZH' ? 'zh' : 'en'}
    >
      {text.other}
    </Link>
  );
}

function ThemeSwitch() {
  const text = useText(site).theme;
  const [theme, setTheme] = useState(chosen);
  const change = (theme: Theme) => {
    choose(theme);
    setTheme(theme);
  };
  return (
    <select aria-label={text.label} value={theme} onChange={(event) => change(event.target.value as Theme)}>
      {THEMES.map((it) => (
        <option key={it} value={it}>
          {text[it]}
        </option>
      ))}
    </select>
  );
}

/** The header of every page. */
export function Masthead() {
  const text = useText(site);
  const language = useLanguage();
  const [path] = useLocation();
  const pages: [string, string][] = [
    [to.home(), text.nav.home],
    [to.explore(), text.nav.explore],
    [to.compare(), text.nav.compare],
  ];
  return (
    <>
      <a className="skip" href="#main">
        {text.skip}
      </a>
      <header className="masthead">
        <Link className="brand" href={to.home()}>
          <img src={icon} alt="" width="26" height="26" />
          {text.name}
        </Link>
        <nav aria-label={text.nav.label}>
          <ul className="pages">
            {pages.map(([address, name]) => (
              <li key={address}>
                <Link href={address} aria-current={path === address ? 'page' : undefined}>
                  {name}
                </Link>
              </li>
            ))}
            <li>
              <a href={`${PREFIX[language]}/docs`}>{text.nav.docs}</a>
            </li>
            <li>
              <a href="/playground">{text.nav.playground}</a>
            </li>
          </ul>
        </nav>
        <div className="switches">
          <ThemeSwitch />
          <LanguageSwitch />
        </div>
      </header>
    </>
  );
}

/** The footer of every page. */
export function Footer() {
  const text = useText(site).footer;
  return (
    <footer className="footer">
      <p>{text.about}</p>
      <ul className="links">
        <li>
          <a href="/schema.graphql">{text.schema}</a>
        </li>
        <li>
          <a href="/clusters.geojson">{text.geojson}</a>
        </li>
        <li>
          <a href="/licenses.md">{text.licenses}</a>
        </li>
      </ul>
    </footer>
  );
}

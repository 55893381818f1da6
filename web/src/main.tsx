import './workers';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './playground.css';
import { pick, useGraphiQL } from '@graphiql/react';
import { GraphiQL } from 'graphiql';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { examples } from './examples';
import { fetcher } from './fetcher';

/**
 * Makes the editors show the open tab once they are loaded. GraphiQL itself fills in the first tab's query, without
 * its variables, even when another tab was chosen in the meantime.
 */
function OpenTab() {
  const { queryEditor, variableEditor, tabs, activeTabIndex } = useGraphiQL(
    pick('queryEditor', 'variableEditor', 'tabs', 'activeTabIndex'),
  );
  useEffect(() => {
    const tab = tabs[activeTabIndex];
    if (!queryEditor || !variableEditor || !tab) return;
    if (queryEditor.getValue() !== (tab.query ?? '')) queryEditor.setValue(tab.query ?? '');
    if (variableEditor.getValue() !== (tab.variables ?? '')) variableEditor.setValue(tab.variables ?? '');
    // Once for each pair of editors: from then on GraphiQL keeps them in step.
  }, [queryEditor, variableEditor]);
  return null;
}

// The editor is loaded on demand; when that fails there is no component left to say so.
addEventListener('vite:preloadError', () => {
  document.getElementById('failure')!.hidden = false;
});

createRoot(document.getElementById('playground')!).render(
  <GraphiQL
    defaultEditorToolsVisibility="variables"
    defaultTabs={examples}
    fetcher={fetcher}
    inputValueDeprecation
    schemaDescription
    shouldPersistHeaders={false}
  >
    <GraphiQL.Logo>{null}</GraphiQL.Logo>
    <OpenTab />
  </GraphiQL>,
);

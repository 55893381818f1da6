import './workers';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './playground.css';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { pick, useGraphiQL, useGraphiQLActions, useMonaco } from '@graphiql/react';
import { GraphiQL } from 'graphiql';
import { Kind, parse } from 'graphql';
import { StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { CopyLink } from './copy-link';
import { examples } from './examples';
import { fetcher } from './fetcher';
import { fromLink } from './link';
import { QUERIES_PLUGIN } from './queries';
import { linked, openTab, storage } from './storage';

/**
 * Keeps the operation that Execute runs in step with the editor. GraphiQL parses a changed query a moment later, and
 * until then would send the name of an operation that is gone, such as that of the tab that was open before.
 */
function Operations() {
  const { setOperationFacts } = useGraphiQLActions();
  const { queryEditor } = useGraphiQL(pick('queryEditor'));
  useEffect(() => {
    const listener = queryEditor?.onDidChangeModelContent(() => {
      try {
        const documentAST = parse(queryEditor.getValue());
        const operations = documentAST.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
        const operationName = operations[0]?.name?.value;
        setOperationFacts({ documentAST, operations, ...(operationName && { operationName }) });
      } catch {
        setOperationFacts({});
      }
    });
    return () => listener?.dispose();
  }, [queryEditor, setOperationFacts]);
  return null;
}

const PLUGINS = [HISTORY_PLUGIN, QUERIES_PLUGIN];

/** GraphiQL, once its editor is loaded: until then its buttons do nothing, or empty the open tab. */
function Playground() {
  const { monaco, actions } = useMonaco(pick('monaco', 'actions'));
  useEffect(() => void actions.initialize(), [actions]);
  if (!monaco) {
    return (
      <p className="loading" role="status">
        Loading the editor…
      </p>
    );
  }
  const { query, variables } = openTab();
  return (
    <GraphiQL
      defaultEditorToolsVisibility="variables"
      defaultTabs={linked ? [{ ...linked }, ...examples] : examples}
      fetcher={fetcher}
      initialQuery={query}
      initialVariables={variables}
      inputValueDeprecation
      plugins={PLUGINS}
      schemaDescription
      shouldPersistHeaders={false}
      storage={storage}
    >
      <GraphiQL.Logo>{null}</GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, copy, merge }) => (
          <>
            {prettify}
            {merge}
            {copy}
            <CopyLink />
          </>
        )}
      </GraphiQL.Toolbar>
      <Operations />
    </GraphiQL>
  );
}

// A shared link that is opened in this very page.
addEventListener('hashchange', () => {
  if (fromLink(location.hash)) location.reload();
});

// The editor is loaded on demand. When that fails, no component is left to show it.
addEventListener('vite:preloadError', () => {
  document.getElementById('failure')!.hidden = false;
});

createRoot(document.getElementById('playground')!).render(
  <StrictMode>
    <Playground />
  </StrictMode>,
);

import pages from 'virtual:docs-examples';
import { type GraphiQLPlugin, pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';

function Queries() {
  const { addTab, updateActiveTabValues } = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL(pick('queryEditor', 'variableEditor'));
  const open = (name: string, query: string) => {
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue('');
    // GraphiQL does so a moment later; the history of a query that is run at once would have no name for it.
    updateActiveTabValues({ query, variables: '', headers: '', operationName: name });
  };
  return (
    <section className="example-queries" aria-label="Example queries">
      <h2>Example queries</h2>
      <p>Those of the documentation. Each opens in a tab of its own.</p>
      {pages.map(({ title, queries }) => (
        <div key={title}>
          <h3>{title}</h3>
          <ul>
            {queries.map(({ name, about, query }) => (
              <li key={name}>
                <button type="button" className="graphiql-un-styled" onClick={() => open(name, query)}>
                  {name}
                </button>
                <p>{about}</p>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M9 18h6M10 21h4M8.5 15c0-2-2.5-3-2.5-6.5a6 6 0 0 1 12 0c0 3.5-2.5 4.5-2.5 6.5z" />
    </svg>
  );
}

/** A panel beside the editors with the examples of the documentation. */
export const QUERIES_PLUGIN: GraphiQLPlugin = { title: 'Example queries', icon: Icon, content: Queries };

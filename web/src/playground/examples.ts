interface Example {
  query: string;
  variables: string | null;
}

const queries = import.meta.glob<string>('./examples/*.graphql', { query: '?raw', import: 'default', eager: true });
const variables = import.meta.glob<string>('./examples/*.variables.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The files in `examples/`, by name. A tab's title is the name of its operation. */
export const examples: Example[] = Object.keys(queries)
  .sort()
  .map((path) => ({
    query: queries[path]!.trimEnd(),
    variables: variables[path.replace(/\.graphql$/, '.variables.json')]?.trimEnd() ?? null,
  }));

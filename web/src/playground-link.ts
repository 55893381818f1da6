/**
 * The address of the playground with a query and its variables in the editors. They stand after `#`, so that they are
 * never sent to the server; the playground reads them with `URLSearchParams`.
 */
export function playgroundLink(query: string, variables: object): string {
  const json = JSON.stringify(variables, null, 2);
  return `/playground#query=${encodeURIComponent(query.trim())}&variables=${encodeURIComponent(json)}`;
}

/** The query in an address of `to.playground`, if there is one. */
export function fromLink(hash: string): { query: string; variables: string } | undefined {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const query = parts.get('query');
  return query ? { query, variables: parts.get('variables') ?? '' } : undefined;
}

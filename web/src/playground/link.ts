/** The query that an address of `playgroundLink` brings; nothing if it brings none. */
export function fromLink(hash: string): { query: string; variables: string } | undefined {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const query = parts.get('query');
  return query ? { query, variables: parts.get('variables') ?? '' } : undefined;
}

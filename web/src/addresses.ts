type Search = Record<string, string | undefined>;

function address(path: string, search: Search = {}) {
  const set = Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set)}`;
}

/** Addresses of pages, for `Link`. */
export const to = {
  home: (search?: { indicator?: string; round?: string; period?: string; scope?: string; product?: string }) =>
    address('/', search),
  province: (code: string) => `/provinces/${encodeURIComponent(code)}`,
  cluster: (slug: string) => `/clusters/${encodeURIComponent(slug)}`,
  industry: (slug: string) => `/industries/${encodeURIComponent(slug)}`,
  contest: (slug: string) => `/contests/${encodeURIComponent(slug)}`,
  round: (slug: string) => `/rounds/${encodeURIComponent(slug)}`,
  source: (slug: string) => `/sources/${encodeURIComponent(slug)}`,
  explore: (search?: Search) => address('/explore', search),
  compare: (search?: Search) => address('/compare', search),
  /**
   * The playground with a query and its variables in the editors. They follow `#`, so that they are never sent to the
   * server; the playground reads them with `URLSearchParams`.
   */
  playground: (query: string, variables: object) => {
    const json = JSON.stringify(variables, null, 2);
    return `/playground#query=${encodeURIComponent(query.trim())}&variables=${encodeURIComponent(json)}`;
  },
};

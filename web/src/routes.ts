import type { ComponentType } from 'react';

type Load = () => Promise<{ default: ComponentType }>;

/**
 * The pages by path, without the language's prefix. Each is loaded when it is opened.
 * `crates/server/src/pages.rs` answers the same paths, and a browser test asks it for each.
 */
export const routes: Record<string, Load> = {
  '/': () => import('./pages/home'),
  '/provinces/:code': () => import('./pages/province'),
  '/clusters/:slug': () => import('./pages/cluster'),
  '/explore': () => import('./pages/explore'),
  '/compare': () => import('./pages/compare'),
  '/industries/:slug': () => import('./pages/industry'),
  '/contests/:slug': () => import('./pages/contest'),
  '/rounds/:slug': () => import('./pages/round'),
  '/sources/:slug': () => import('./pages/source'),
};

type Search = Record<string, string | undefined>;

function address(path: string, search: Search = {}) {
  const set = Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set)}`;
}

const key = encodeURIComponent;

/** Addresses of pages, for `Link`. */
export const to = {
  home: (search?: { indicator?: string; round?: string; period?: string; scope?: string; product?: string }) =>
    address('/', search),
  province: (code: string) => `/provinces/${key(code)}`,
  cluster: (slug: string) => `/clusters/${key(slug)}`,
  industry: (slug: string) => `/industries/${key(slug)}`,
  contest: (slug: string) => `/contests/${key(slug)}`,
  round: (slug: string) => `/rounds/${key(slug)}`,
  source: (slug: string) => `/sources/${key(slug)}`,
  explore: (search?: Search) => address('/explore', search),
  compare: (search?: Search) => address('/compare', search),
};

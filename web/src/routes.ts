import type { ComponentType } from 'react';

type Load = () => Promise<{ default: ComponentType }>;

/**
 * The pages by path, without the prefix of the language. Each is loaded when it is opened.
 * `crates/server/src/pages.rs` answers the same paths, and a browser test requests each of them.
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

import type { GraphiQLProps } from 'graphiql';
import { examples } from './examples';
import { fromLink } from './link';

const PREFIX = 'graphiql:';
const TABS = `${PREFIX}tabState`;
const COPIES = [`${PREFIX}query`, `${PREFIX}variables`];

/**
 * The browser's storage, less GraphiQL's copies of the open tab. It writes the query, the variables and the tabs at
 * three different times, and when they disagree on the next visit it adds a tab. So the tabs alone are kept.
 */
export const storage: NonNullable<GraphiQLProps['storage']> = {
  getItem: (key) => (COPIES.includes(key) ? null : localStorage.getItem(key)),
  setItem(key, value) {
    if (!COPIES.includes(key)) localStorage.setItem(key, value);
  },
  removeItem: (key) => localStorage.removeItem(key),
  clear: () => keys().forEach((key) => localStorage.removeItem(key)),
  get length() {
    return keys().length;
  },
};

function keys() {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

/** The query that a shared link brought, taken out of the address: what the visitor makes of it is kept in its tab. */
export const linked = fromLink(location.hash);
if (linked) history.replaceState(null, '', location.pathname);

/** What the editors start with: what a link brought, the tab that was open when the visitor left, or the first example. */
export function openTab(): { query: string; variables: string } {
  if (linked) return linked;
  let tab;
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem(TABS) ?? '');
    tab = tabs[activeTabIndex] ?? tabs[0];
  } catch {
    // Nothing is kept, or nothing that GraphiQL would read either.
    tab = examples[0];
  }
  return { query: tab?.query ?? '', variables: tab?.variables ?? '' };
}

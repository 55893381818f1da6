import type { GraphiQLProps } from 'graphiql';
import { examples } from './examples';
import { fromLink } from './link';

const PREFIX = 'graphiql:';
const TABS = `${PREFIX}tabState`;
const COPIES = [`${PREFIX}query`, `${PREFIX}variables`];

/**
 * The browser's storage without GraphiQL's copies of the open tab. GraphiQL writes the query, the variables and the tabs
 * at three different times, and adds a tab on the next visit if they disagree. So only the tabs are stored.
 */
export const storage: NonNullable<GraphiQLProps['storage']> = {
  getItem: (key) => (COPIES.includes(key) ? null : localStorage.getItem(key)),
  setItem(key, value) {
    if (!COPIES.includes(key)) localStorage.setItem(key, value);
  },
  removeItem: (key) => localStorage.removeItem(key),
  clear() {
    for (const key of keys()) localStorage.removeItem(key);
  },
  get length() {
    return keys().length;
  },
};

function keys() {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

/** The query of a shared link, removed from the address: from now on its tab stores what the visitor makes of it. */
export const linked = fromLink(location.hash);
if (linked) history.replaceState(null, '', location.pathname);

/** The content of the editors at first: of a link, of the tab that was open on the last visit, or of the first example. */
export function openTab(): { query: string; variables: string } {
  if (linked) return linked;
  let tab: { query?: string; variables?: string | null } | undefined;
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem(TABS) ?? '');
    tab = tabs[activeTabIndex] ?? tabs[0];
  } catch {
    // Nothing is stored, or nothing that GraphiQL could read.
    tab = examples[0];
  }
  return { query: tab?.query ?? '', variables: tab?.variables ?? '' };
}

const KEY = 'atlas:theme';
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The colours that the visitor has chosen: the system's, unless there is a choice. */
export function chosen(): Theme {
  const theme = localStorage.getItem(KEY);
  return THEMES.find((it) => it === theme) ?? 'system';
}

/** Shows colours on this page. */
export function show(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Shows colours on this page and on the next visits. */
export function choose(theme: Theme) {
  if (theme === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  show(theme);
}

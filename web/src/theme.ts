import { useState } from 'react';

const KEY = 'atlas:theme';
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

function stored(): Theme {
  const theme = localStorage.getItem(KEY);
  return THEMES.find((it) => it === theme) ?? 'system';
}

function apply(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

apply(stored());

/** The colour scheme: that of the system, unless the visitor has chosen one. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, set] = useState(stored);
  return [
    theme,
    (theme) => {
      if (theme === 'system') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
      apply(theme);
      set(theme);
    },
  ];
}

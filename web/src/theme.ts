import { useState } from 'react';

const KEY = 'atlas:theme';
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

function kept(): Theme {
  const theme = localStorage.getItem(KEY);
  return THEMES.find((it) => it === theme) ?? 'system';
}

function show(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

show(kept());

/** The colours: the system's, unless the visitor has chosen. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, set] = useState(kept);
  return [
    theme,
    (theme) => {
      if (theme === 'system') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
      show(theme);
      set(theme);
    },
  ];
}

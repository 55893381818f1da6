import type { ReactNode } from 'react';

/** A short label. */
export function Tag({ tone, children }: { tone?: 'accent' | 'warn'; children: ReactNode }) {
  return <span className={tone ? `tag ${tone}` : 'tag'}>{children}</span>;
}

import type { ReactNode } from 'react';

/** A box for what stands beside others of its kind. */
export function Card({
  title,
  chosen = false,
  children,
}: {
  title?: ReactNode;
  chosen?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={chosen ? 'card chosen' : 'card'}>
      {title && <h3>{title}</h3>}
      {children}
    </div>
  );
}

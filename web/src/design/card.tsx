import type { ReactNode } from 'react';

/** A box, one of several side by side. */
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

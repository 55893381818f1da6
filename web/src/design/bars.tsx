import type { ReactNode } from 'react';
import { Link } from 'wouter';

export interface Bar {
  key: string;
  label: string;
  /** The link of the label, if any. */
  href: string | undefined;
  /** The length of the bar. It is not shown as a number, so rounding does not matter. */
  size: number;
  /** The exact number, as a link to its origin. */
  amount: ReactNode;
}

interface Props {
  label: string;
  bars: Bar[];
  /** Whether labels may take more than one line. */
  wrap?: boolean;
  /** The key of the highlighted bar. */
  marked?: string | undefined;
  onMark?: (key: string | undefined) => void;
}

/** A bar chart from zero. */
export function Bars({ label, bars, wrap = false, marked, onMark }: Props) {
  const most = Math.max(...bars.map(({ size }) => size), 0);
  return (
    <ol className={wrap ? 'bars wrap' : 'bars'} aria-label={label}>
      {bars.map((bar) => (
        <li
          key={bar.key}
          className={bar.key === marked ? 'marked' : undefined}
          onMouseEnter={() => onMark?.(bar.key)}
          onMouseLeave={() => onMark?.(undefined)}
        >
          {bar.href === undefined ? (
            <span className="label" title={bar.label}>
              {bar.label}
            </span>
          ) : (
            <Link className="label" href={bar.href} title={bar.label}>
              {bar.label}
            </Link>
          )}
          <span className="bar" style={{ width: `${most > 0 ? (Math.max(bar.size, 0) / most) * 100 : 0}%` }} />
          <span className="amount">{bar.amount}</span>
        </li>
      ))}
    </ol>
  );
}

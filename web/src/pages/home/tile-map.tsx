import type { CSSProperties } from 'react';
import { Link } from 'wouter';
import { to } from '../../addresses';
import { useLanguage } from '../../language';
import { useText } from '../../text/dictionary';
import { home } from '../../text/home';
import { tiles } from './tiles';

/** A province on the map. */
export interface Place {
  code: string;
  name: string;
  abbreviationZh: string;
  /** Absent where there is no figure. */
  amount?: { size: number; text: string; short: string };
}

/** The number of shades above the one for nothing. */
const SHADES = 6;
const LEVELS = [...Array(SHADES + 1).keys()];

/**
 * The shade of a size, from 0 for nothing to SHADES for the most. By the square root, since few provinces have very
 * large figures: with equal steps the others would all look alike.
 */
const shade = (size: number, most: number) => (size <= 0 || most <= 0 ? 0 : Math.ceil(Math.sqrt(size / most) * SHADES));

interface Props {
  label: string;
  places: Map<string, Place>;
  marked: string | undefined;
  onMark: (code: string | undefined) => void;
}

/** One tile for each province, shaded by its amount. */
export function TileMap({ label, places, marked, onMark }: Props) {
  const text = useText(home);
  const language = useLanguage();
  const amounts = [...places.values()].flatMap(({ amount }) => (amount ? [amount] : []));
  const sorted = amounts.toSorted((a, b) => a.size - b.size);
  const most = sorted.at(-1);
  const pointed = marked ? places.get(marked) : undefined;
  return (
    <div className="tile-map">
      <ul className={amounts.some(({ short }) => short.length > 4) ? 'tiles long' : 'tiles'} aria-label={label}>
        {tiles.map(({ code, column, row }) => {
          const place = places.get(code);
          if (!place) return null;
          const { name, amount } = place;
          const level = amount && shade(amount.size, most?.size ?? 0);
          return (
            <li key={code} style={{ '--column': column, '--row': row } as CSSProperties}>
              <Link
                href={to.province(code)}
                className={`tile ${level === undefined ? 'no-amount' : `shade-${level}`} ${code === marked ? 'marked' : ''}`}
                onMouseEnter={() => onMark(code)}
                onMouseLeave={() => onMark(undefined)}
                onFocus={() => onMark(code)}
                onBlur={() => onMark(undefined)}
              >
                <span className="unseen">
                  {name}: {amount?.text ?? text.noFigure}
                </span>
                <span className="letters" aria-hidden="true">
                  {language === 'ZH' ? place.abbreviationZh : code.slice(3)}
                </span>
                <span className="amount" aria-hidden="true">
                  {amount?.short ?? '–'}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      <p className="pointed" aria-hidden="true">
        {pointed ? (
          <>
            <strong>{pointed.name}</strong> {pointed.amount?.text ?? text.noFigure}
          </>
        ) : (
          <span className="soft">{text.mapHint}</span>
        )}
      </p>
      {most && (
        <div className="legend" role="img" aria-label={`${text.legend}: ${sorted[0]!.text} – ${most.text}`}>
          <span>{sorted[0]!.short}</span>
          <span className="ramp">
            {LEVELS.map((level) => (
              <span key={level} className={`shade-${level}`} />
            ))}
          </span>
          <span>{most.short}</span>
        </div>
      )}
    </div>
  );
}

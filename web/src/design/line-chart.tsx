import { extent, max, min } from 'd3-array';
import { scaleLinear, scaleUtc } from 'd3-scale';
import { line } from 'd3-shape';
import type { ReactNode } from 'react';
import { useLanguage } from '../language';

export interface Line {
  key: string;
  /** The text of the legend. */
  label: ReactNode;
  points: LinePoint[];
}

export interface LinePoint {
  /** The last day of its period. */
  end: string;
  /** The position, rounded; `title` has the exact figure. Null in a gap, where the line breaks. */
  value: number | null;
  /** Period and figure as text. */
  title: string;
}

const WIDTH = 560;
const HEIGHT = 240;
const EDGE = { top: 12, right: 14, bottom: 36, left: 58 };
/** Dash patterns, to tell lines apart without colours. */
const DASHES = [undefined, '6 3', '2 3', '8 3 2 3', '12 4', '1 4'];

/** How many lines can be told apart. */
export const MOST_LINES = DASHES.length;

/** The colour of a line by its index. */
const colour = (index: number) => `var(--cat-${(index % DASHES.length) + 1})`;

const drawn = (point: LinePoint): point is LinePoint & { value: number } => point.value !== null;

/** Figures over time. The exact figures are in a table on the same page. `label` names the chart for screen readers. */
export function LineChart({ label, lines }: { label: string; lines: Line[] }) {
  const locale = useLanguage() === 'ZH' ? 'zh-CN' : 'en';
  const points = lines.flatMap((it) => it.points).filter(drawn);
  const days = points.map(({ end }) => new Date(end));
  const [first, last] = extent(days);
  if (!first || !last) return null;
  const x = scaleUtc([first, last], [EDGE.left + 8, WIDTH - EDGE.right]);
  const values = points.map(({ value }) => value);
  // The axis starts at zero, unless that would press the line flat against the top.
  const least = min(values)!;
  const most = max(values)!;
  const floor = least > 0 && least > most * 0.7 ? least - (most - least) * 0.25 : Math.min(0, least);
  const y = scaleLinear([floor, most === floor ? floor + 1 : most], [HEIGHT - EDGE.bottom, EDGE.top]).nice(4);
  const path = line<LinePoint>(
    (point) => x(new Date(point.end)),
    (point) => y(point.value ?? 0),
  ).defined(drawn);
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 2 });
  const years = [...new Set(days.map((day) => day.getUTCFullYear()))].sort();
  const step = Math.ceil(years.length / 8);
  return (
    <figure className="line-chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line className="grid" x1={EDGE.left} x2={WIDTH} y1={y(tick)} y2={y(tick)} />
            <text x={EDGE.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
              {short.format(tick)}
            </text>
          </g>
        ))}
        {years
          .filter((_, index) => (years.length - 1 - index) % step === 0)
          .map((year) => (
            <text
              key={year}
              x={x(new Date(Math.min(Date.UTC(year, 11, 31), +last)))}
              y={HEIGHT - 6}
              textAnchor="middle"
            >
              {year}
            </text>
          ))}
        {lines.map(({ key, points }, index) => (
          <g key={key}>
            <path
              className="line"
              d={path(points) ?? undefined}
              stroke={colour(index)}
              strokeDasharray={DASHES[index % DASHES.length]}
            />
            {points.filter(drawn).map((point) => (
              <circle key={point.title} cx={x(new Date(point.end))} cy={y(point.value)} r="4.5" fill={colour(index)}>
                <title>{point.title}</title>
              </circle>
            ))}
          </g>
        ))}
      </svg>
      <ul className="legend">
        {lines.map(({ key, label }, index) => (
          <li key={key}>
            <svg viewBox="0 0 16 10" aria-hidden="true">
              <line
                x1="0"
                x2="16"
                y1="5"
                y2="5"
                stroke={colour(index)}
                strokeWidth="2"
                strokeDasharray={DASHES[index % DASHES.length]}
              />
            </svg>
            <span>{label}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

import { useState } from 'react';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { useLimits } from './stat';
import { type StatRow, StatTable, type StatTableProps } from './stat-table';
import { keyOf } from './subject';

/** The most stats that are shown at once; of more, only the first of each kind, and of many kinds the first. */
const MOST = 24;
const FIRST_KINDS = 15;

/**
 * Stats as a table in which those that differ in period or source alone follow each other. Of many, only the first of
 * each such kind is shown, with a button for the others.
 */
export function FoldedStatTable({ stats, ...how }: Omit<StatTableProps, 'besidePeriod'>) {
  const text = useText(site);
  const limits = useLimits();
  const [open, setOpen] = useState<string[]>([]);
  const [everything, setEverything] = useState(false);
  const kindOf = (stat: StatRow) =>
    [
      stat.indicator.code,
      stat.unit.code,
      limits(stat),
      stat.subject && `${stat.subject.__typename} ${keyOf(stat.subject)}`,
    ].join('\n');
  const kinds = Map.groupBy(stats, kindOf);
  const long = stats.length > MOST;
  const folded = long && !everything;
  const shown = [...kinds]
    .slice(0, folded ? FIRST_KINDS : undefined)
    .flatMap(([kind, group]) => (folded && !open.includes(kind) ? group.slice(0, 1) : group));
  const unfold = (stat: StatRow) => {
    const kind = kindOf(stat);
    const [first, ...others] = kinds.get(kind) ?? [];
    if (!folded || stat !== first || others.length === 0) return null;
    const words = open.includes(kind) ? text.fewer : text.figure.unfold(others.length);
    return (
      <div>
        <button
          type="button"
          className="unfold"
          aria-expanded={open.includes(kind)}
          aria-label={[words, stat.indicator.name, stat.subject?.name].filter(Boolean).join(', ')}
          onClick={() => setOpen(open.includes(kind) ? open.filter((it) => it !== kind) : [...open, kind])}
        >
          {words}
        </button>
      </div>
    );
  };
  return (
    <>
      <StatTable stats={shown} besidePeriod={unfold} {...how} />
      {long && (
        <button type="button" className="more" aria-expanded={everything} onClick={() => setEverything(!everything)}>
          {everything ? text.fewer : text.more(stats.length)}
        </button>
      )}
    </>
  );
}

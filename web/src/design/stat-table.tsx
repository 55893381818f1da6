import type { ReactNode } from 'react';
import type { StatDetailsFragment, SubjectLinkFragment } from '../gql/graphql';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { Facts } from './facts';
import { CiteStat, SourceLink, useLimits } from './stat';
import { Table } from './table';
import { Tag } from './tag';

export type StatRow = StatDetailsFragment & { subject?: SubjectLinkFragment };

export interface StatTableProps {
  stats: StatRow[];
  caption?: string | undefined;
  /** The first column and its heading, by the key of the stat: for stats of several subjects. */
  subjects?: { name: string; of: Map<string, ReactNode> } | undefined;
  /** Without a column for the source, which the page itself names. */
  ofOneSource?: boolean;
  /** Shows values that all rows share once, above the table. */
  sharedAbove?: boolean;
  /** Added to the cell of the period. */
  besidePeriod?: (stat: StatRow) => ReactNode;
}

interface Column {
  name: string;
  cell: (stat: StatRow, before: StatRow | undefined) => ReactNode;
  /** The value as text, to find out whether all rows share it. */
  comparable?: (stat: StatRow) => string;
  /** The value above the table, once for all rows. */
  above?: (stat: StatRow) => ReactNode;
  /** The column that stays in the rows when this one is shown above. */
  remaining?: Column;
}

/** Stats as a table, in the order given. The indicator is emphasized where it changes; a note of all rows is the caption. */
export function StatTable({
  stats,
  caption,
  subjects,
  ofOneSource = false,
  sharedAbove = false,
  besidePeriod,
}: StatTableProps) {
  const { figure: text, basis, citation } = useText(site);
  const limits = useLimits();
  const [first] = stats;
  const isShared = (of: (stat: StatRow) => unknown) =>
    stats.length > 1 && stats.every((stat) => of(stat) === of(first!));
  const sharedNote = isShared(({ note }) => note) ? first?.note : null;
  const period = (stat: StatRow) => (
    <>
      <span className="number">{stat.period.label}</span>
      {stat.period.basis !== 'STATED' && <div className="soft small">{basis[stat.period.basis]}</div>}
    </>
  );
  const cite: Column = { name: citation.cite, cell: (stat) => <CiteStat stat={stat} /> };
  const columns: Column[] = [
    {
      name: text.indicator,
      cell: (stat, before) => (
        <span className={before?.indicator.code === stat.indicator.code ? 'again' : undefined}>
          {stat.indicator.name}
        </span>
      ),
      comparable: ({ indicator }) => indicator.code,
      above: ({ indicator }) => indicator.name,
    },
    {
      name: text.figure,
      cell: (stat) => (
        <>
          <span className="number strong">{stat.formatted}</span>
          {stat.disputed && (
            <>
              {' '}
              <Tag tone="warn">{text.disputed}</Tag>
            </>
          )}
        </>
      ),
    },
    {
      name: text.period,
      cell: (stat) => (
        <>
          {period(stat)}
          {besidePeriod?.(stat)}
        </>
      ),
      comparable: ({ period }) => `${period.label} ${period.basis}`,
      above: period,
    },
    {
      name: text.scope,
      cell: (stat) => limits(stat) || <span className="soft none">–</span>,
      comparable: limits,
      above: (stat) => limits(stat) || null,
    },
    {
      name: text.asPrinted,
      cell: (stat) => (
        <>
          {stat.asPrinted && <q className="printed">{stat.asPrinted}</q>}
          {stat.note && (caption || !sharedNote) && <div className="soft small">{stat.note}</div>}
        </>
      ),
    },
    ofOneSource
      ? cite
      : {
          name: text.source,
          cell: (stat) => (
            <>
              <SourceLink source={stat.source} />
              <CiteStat stat={stat} />
            </>
          ),
          comparable: ({ source }) => source.slug,
          above: ({ source }) => <SourceLink source={source} />,
          remaining: cite,
        },
  ];
  const shared = sharedAbove ? columns.filter(({ comparable }) => comparable && isShared(comparable)) : [];
  const inRows = columns.flatMap((column) => (shared.includes(column) ? (column.remaining ?? []) : column));
  // Seven columns beside the filters would be too narrow, so the limits of a figure are shown with its indicator.
  const [indicator, , , limit] = columns;
  if (sharedAbove && inRows.includes(indicator!) && inRows.includes(limit!)) {
    inRows.splice(inRows.indexOf(limit!), 1);
    inRows[0] = {
      name: text.indicator,
      cell: (stat, before) => (
        <>
          {indicator!.cell(stat, before)}
          {limits(stat) && <div className="soft small">{limits(stat)}</div>}
        </>
      ),
    };
  }
  return (
    <>
      {shared.length > 0 && first && <Facts facts={shared.map(({ name, above }) => [name, above?.(first)])} />}
      <Table
        caption={caption ?? sharedNote}
        head={[...(subjects ? [subjects.name] : []), ...inRows.map(({ name }) => name)]}
        rows={stats.map((stat, index) => ({
          key: stat.key,
          cells: [
            ...(subjects ? [subjects.of.get(stat.key)] : []),
            ...inRows.map(({ cell }) => cell(stat, stats[index - 1])),
          ],
        }))}
      />
    </>
  );
}

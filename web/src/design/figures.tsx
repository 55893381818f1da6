import { useState, type ReactNode } from 'react';
import type { FigureFragment, SubjectLinkFragment } from '../gql/graphql';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { Facts } from './facts';
import { CiteFigure, SourceLink, useLimits } from './figure';
import { keyOf } from './subject';
import { Table } from './table';
import { Tag } from './tag';

type Row = FigureFragment & { subject?: SubjectLinkFragment };

interface Props {
  figures: Row[];
  caption?: string | undefined;
  /** What each is about, by its key, where that is not the same for all: the first column, with its name. */
  subjects?: { name: string; of: Map<string, ReactNode> } | undefined;
  /** The page says of which source they are. */
  ofOneSource?: boolean;
  /** What is the same for all stands once above, and not in every row. */
  sharedAbove?: boolean;
  /** Stands in the cell of the period. */
  besidePeriod?: (figure: Row) => ReactNode;
}

interface Column {
  name: string;
  cell: (figure: Row, before: Row | undefined) => ReactNode;
  /** What may be the same for all: as text, to tell, and as it stands above. */
  said?: (figure: Row) => string;
  above?: (figure: Row) => ReactNode;
  /** What stays in the rows all the same. */
  left?: Column;
}

/**
 * All figures of something as a table, in the order given; the indicator stands out where it changes. A note that is the
 * same for all stands above.
 */
export function Figures({ figures, caption, subjects, ofOneSource = false, sharedAbove = false, besidePeriod }: Props) {
  const { figure: text, basis, citation } = useText(site);
  const limits = useLimits();
  const [first] = figures;
  const alike = (of: (figure: Row) => unknown) =>
    figures.length > 1 && figures.every((figure) => of(figure) === of(first!));
  const sharedNote = alike(({ note }) => note) ? first?.note : null;
  const period = (figure: Row) => (
    <>
      <span className="number">{figure.period.label}</span>
      {figure.period.basis !== 'STATED' && <div className="soft small">{basis[figure.period.basis]}</div>}
    </>
  );
  const cite: Column = { name: citation.cite, cell: (figure) => <CiteFigure figure={figure} /> };
  const columns: Column[] = [
    {
      name: text.indicator,
      cell: (figure, before) => (
        <span className={before?.indicator.code === figure.indicator.code ? 'again' : undefined}>
          {figure.indicator.name}
        </span>
      ),
      said: ({ indicator }) => indicator.code,
      above: ({ indicator }) => indicator.name,
    },
    {
      name: text.figure,
      cell: (figure) => (
        <>
          <span className="number strong">{figure.formatted}</span>
          {figure.disputed && (
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
      cell: (figure) => (
        <>
          {period(figure)}
          {besidePeriod?.(figure)}
        </>
      ),
      said: ({ period }) => `${period.label} ${period.basis}`,
      above: period,
    },
    {
      name: text.scope,
      cell: (figure) => limits(figure) || <span className="soft none">–</span>,
      said: limits,
      above: (figure) => limits(figure) || null,
    },
    {
      name: text.asPrinted,
      cell: (figure) => (
        <>
          {figure.asPrinted && <q className="printed">{figure.asPrinted}</q>}
          {figure.note && (caption || !sharedNote) && <div className="soft small">{figure.note}</div>}
        </>
      ),
    },
    ofOneSource
      ? cite
      : {
          name: text.source,
          cell: (figure) => (
            <>
              <SourceLink source={figure.source} />
              <CiteFigure figure={figure} />
            </>
          ),
          said: ({ source }) => source.slug,
          above: ({ source }) => <SourceLink source={source} />,
          left: cite,
        },
  ];
  const shared = sharedAbove ? columns.filter(({ said }) => said && alike(said)) : [];
  const inRows = columns.flatMap((column) => (shared.includes(column) ? (column.left ?? []) : column));
  // Seven columns beside the filters would be too narrow, so what limits a figure stands with its indicator.
  const [indicator, , , limit] = columns;
  if (sharedAbove && inRows.includes(indicator!) && inRows.includes(limit!)) {
    inRows.splice(inRows.indexOf(limit!), 1);
    inRows[0] = {
      name: text.indicator,
      cell: (figure, before) => (
        <>
          {indicator!.cell(figure, before)}
          {limits(figure) && <div className="soft small">{limits(figure)}</div>}
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
        rows={figures.map((figure, index) => ({
          key: figure.key,
          cells: [
            ...(subjects ? [subjects.of.get(figure.key)] : []),
            ...inRows.map(({ cell }) => cell(figure, figures[index - 1])),
          ],
        }))}
      />
    </>
  );
}

/** The most figures that are shown at once; of more, only the first of each kind, and of many kinds the first. */
const MOST = 24;
const FIRST_KINDS = 15;

/**
 * Figures as a table in which those that differ in period or source alone stand together. Of many, only the first of
 * those are shown until the others are asked for.
 */
export function FoldedFigures({ figures, ...how }: Omit<Props, 'besidePeriod'>) {
  const text = useText(site);
  const limits = useLimits();
  const [open, setOpen] = useState<string[]>([]);
  const [everything, setEverything] = useState(false);
  const kindOf = (figure: Row) =>
    [
      figure.indicator.code,
      figure.unit.code,
      limits(figure),
      figure.subject && `${figure.subject.__typename} ${keyOf(figure.subject)}`,
    ].join('\n');
  const kinds = Map.groupBy(figures, kindOf);
  const long = figures.length > MOST;
  const folded = long && !everything;
  const shown = [...kinds]
    .slice(0, folded ? FIRST_KINDS : undefined)
    .flatMap(([kind, group]) => (folded && !open.includes(kind) ? group.slice(0, 1) : group));
  const unfold = (figure: Row) => {
    const kind = kindOf(figure);
    const [first, ...others] = kinds.get(kind) ?? [];
    if (!folded || figure !== first || others.length === 0) return null;
    const words = open.includes(kind) ? text.fewer : text.figure.unfold(others.length);
    return (
      <div>
        <button
          type="button"
          className="unfold"
          aria-expanded={open.includes(kind)}
          aria-label={[words, figure.indicator.name, figure.subject?.name].filter(Boolean).join(', ')}
          onClick={() => setOpen(open.includes(kind) ? open.filter((it) => it !== kind) : [...open, kind])}
        >
          {words}
        </button>
      </div>
    );
  };
  return (
    <>
      <Figures figures={shown} besidePeriod={unfold} {...how} />
      {long && (
        <button type="button" className="more" aria-expanded={everything} onClick={() => setEverything(!everything)}>
          {everything ? text.fewer : text.more(figures.length)}
        </button>
      )}
    </>
  );
}

import { useState, type ReactNode } from 'react';
import type { FigureFragment, SubjectLinkFragment } from '../gql/graphql';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
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
  /** Stands in the cell of the period. */
  besidePeriod?: (figure: Row) => ReactNode;
}

/**
 * All figures of something as a table, in the order given; the indicator stands out where it changes. A note that is the
 * same for all stands above.
 */
export function Figures({ figures, caption, subjects, ofOneSource = false, besidePeriod }: Props) {
  const { figure: text, basis, citation } = useText(site);
  const limits = useLimits();
  const [first] = figures;
  const sharedNote = figures.length > 1 && figures.every(({ note }) => note === first?.note) ? first?.note : null;
  return (
    <Table
      caption={caption ?? sharedNote}
      head={[
        ...(subjects ? [subjects.name] : []),
        text.indicator,
        text.figure,
        text.period,
        text.scope,
        text.asPrinted,
        ofOneSource ? citation.cite : text.source,
      ]}
      rows={figures.map((figure, index) => {
        const again = figures[index - 1]?.indicator.code === figure.indicator.code;
        return {
          key: figure.key,
          cells: [
            ...(subjects ? [subjects.of.get(figure.key)] : []),
            <span className={again ? 'again' : undefined}>{figure.indicator.name}</span>,
            <>
              <span className="number strong">{figure.formatted}</span>
              {figure.disputed && (
                <>
                  {' '}
                  <Tag tone="warn">{text.disputed}</Tag>
                </>
              )}
            </>,
            <>
              <span className="number">{figure.period.label}</span>
              {figure.period.basis !== 'STATED' && <div className="soft small">{basis[figure.period.basis]}</div>}
              {besidePeriod?.(figure)}
            </>,
            limits(figure) || <span className="soft none">–</span>,
            <>
              {figure.asPrinted && <q className="printed">{figure.asPrinted}</q>}
              {figure.note && (caption || !sharedNote) && <div className="soft small">{figure.note}</div>}
            </>,
            <>
              {!ofOneSource && <SourceLink source={figure.source} />}
              <CiteFigure figure={figure} />
            </>,
          ],
        };
      })}
    />
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
    [figure.indicator.code, figure.unit.code, limits(figure), figure.subject && `${figure.subject.__typename} ${keyOf(figure.subject)}`].join('\n');
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

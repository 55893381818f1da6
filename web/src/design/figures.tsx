import { useState } from 'react';
import { Link } from 'wouter';
import type { FigureFragment, SubjectLinkFragment } from '../gql/graphql';
import { to } from '../routes';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { CiteFigure, SourceLink, useLimits } from './figure';
import { Table } from './table';
import { Tag } from './tag';

type Row = FigureFragment & { subject?: SubjectLinkFragment };

interface Props {
  figures: Row[];
  caption?: string;
  /** The page says which. */
  ofOneSource?: boolean;
}

/** The most figures that are shown at once; of more, only the first of each kind, and of many kinds the first. */
const MOST = 24;
const FIRST_KINDS = 15;

/** What a figure is about. */
function Subject({ of }: { of: SubjectLinkFragment }) {
  const href = addressOf(of);
  return href ? <Link href={href}>{of.name}</Link> : of.name;
}

function addressOf(of: SubjectLinkFragment): string | undefined {
  switch (of.__typename) {
    case 'Province':
      return to.province(of.code);
    case 'City':
      return to.province(of.province.code);
    case 'Cluster':
      return to.cluster(of.slug);
    case 'Industry':
      return to.industry(of.slug);
    case 'Contest':
      return to.contest(of.slug);
    case 'Round':
      return to.round(of.slug);
    default:
      return undefined;
  }
}

/**
 * Figures as a table: in the order given, but those that differ in period or source alone stand together. Of many, only
 * the first of those are shown until the others are asked for. With subjects, if the figures have them. A note
 * that is the same for all stands above.
 */
export function Figures({ figures, caption, ofOneSource = false }: Props) {
  const { figure: text, basis, citation, ...all } = useText(site);
  const limits = useLimits();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [everything, setEverything] = useState(false);
  const withSubjects = figures.some(({ subject }) => subject);
  const groups = Map.groupBy(figures, (figure) =>
    [figure.indicator.code, figure.unit.code, limits(figure), figure.subject && addressOf(figure.subject), figure.subject?.name].join('\n'),
  );
  const [first] = figures;
  const sharedNote = figures.length > 1 && figures.every(({ note }) => note === first?.note) ? first?.note : null;
  const long = figures.length > MOST;
  const folded = long && !everything;
  const toggle = (key: string) => setOpen(open.has(key) ? new Set([...open].filter((it) => it !== key)) : new Set([...open, key]));
  const rows = [...groups].slice(0, folded ? FIRST_KINDS : undefined).flatMap(([key, group]) => {
    const shown = folded && !open.has(key) ? group.slice(0, 1) : group;
    return shown.map((figure, index) => ({ figure, key, group, index }));
  });
  return (
    <>
      <Table
        caption={caption ?? sharedNote}
        head={[
          text.indicator,
          ...(withSubjects ? [text.subject] : []),
          text.figure,
          text.period,
          text.scope,
          text.asPrinted,
          ofOneSource ? citation.cite : text.source,
        ]}
        rows={rows.map(({ figure, key, group, index }, row) => {
          const again = rows[row - 1]?.figure.indicator.code === figure.indicator.code;
          return {
            key: figure.key,
            cells: [
              <span className={again ? 'again' : undefined}>{figure.indicator.name}</span>,
              ...(withSubjects ? [figure.subject && <Subject of={figure.subject} />] : []),
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
                {folded && index === 0 && group.length > 1 && (
                  <div>
                    <button
                      type="button"
                      className="unfold"
                      aria-expanded={open.has(key)}
                      aria-label={[open.has(key) ? text.fold : text.unfold(group.length - 1), figure.indicator.name, figure.subject?.name].filter(Boolean).join(', ')}
                      onClick={() => toggle(key)}
                    >
                      {open.has(key) ? text.fold : text.unfold(group.length - 1)}
                    </button>
                  </div>
                )}
              </>,
              limits(figure) || <span className="soft none">–</span>,
              <>
                {figure.asPrinted && <q className="printed">{figure.asPrinted}</q>}
                {figure.note && !sharedNote && <div className="soft small">{figure.note}</div>}
              </>,
              <>
                {!ofOneSource && <SourceLink source={figure.source} />}
                <CiteFigure figure={figure} />
              </>,
            ],
          };
        })}
      />
      {long && (
        <button type="button" className="more" aria-expanded={everything} onClick={() => setEverything(!everything)}>
          {everything ? all.fewer : all.more(figures.length)}
        </button>
      )}
    </>
  );
}

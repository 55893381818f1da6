import type { ReactNode } from 'react';
import type { FigureFragment } from '../gql/graphql';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { SourceLink, useLimits } from './figure';
import { Table } from './table';
import { Tag } from './tag';

interface Props {
  figures: FigureFragment[];
  caption?: string;
  /** What each is about, by its key, where that is not the same for all: the first column, with its name. */
  subjects?: { name: string; of: Map<string, ReactNode> };
}

/** All figures of something as a table, in the order given; the indicator stands where it changes. */
export function Figures({ figures, caption, subjects }: Props) {
  const { figure: text, basis } = useText(site);
  const limits = useLimits();
  return (
    <Table
      caption={caption}
      head={[...(subjects ? [subjects.name] : []), text.indicator, text.figure, text.period, text.scope, text.asPrinted, text.source]}
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
            </>,
            limits(figure) || <span className="soft">–</span>,
            <>
              {figure.asPrinted && <q className="printed">{figure.asPrinted}</q>}
              {figure.note && <div className="soft small">{figure.note}</div>}
            </>,
            <SourceLink source={figure.source} />,
          ],
        };
      })}
    />
  );
}

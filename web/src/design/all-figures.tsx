import type { ComponentProps } from 'react';
import { Link } from 'wouter';
import { useText } from '../text/dictionary';
import { subject } from '../text/subject';
import { Disagreements, disagreementsOf, type Disputed } from './disagreements';
import { Figures } from './figures';
import { useMore } from './more';
import { OverTime } from './over-time';
import { Section } from './page';
import { chartsOf } from './series';
import { Empty } from './states';

interface Props {
  figures: Disputed[];
  total: number;
  /** Where the rest is, if there is more than could be asked for. */
  rest?: string;
}

/** How many charts, and disagreements, stand there before all are asked for. */
const FIRST = 6;

/** All that is known of something in figures: over time, where sources disagree, and as a table. */
export function AllFigures({ figures, total, rest }: Props) {
  const text = useText(subject);
  const charts = chartsOf(figures);
  const disagreements = disagreementsOf(figures);
  const [shownCharts, moreCharts] = useMore(charts, FIRST);
  const [shownDisagreements, moreDisagreements] = useMore(disagreements, FIRST);
  return (
    <>
      {charts.length > 0 && (
        <Section title={text.series} about={text.seriesAbout}>
          <OverTime charts={shownCharts} />
          {moreCharts}
        </Section>
      )}
      {disagreements.length > 0 && (
        <Section title={text.disagreements} about={text.disagreementsAbout}>
          <Disagreements groups={shownDisagreements} />
          {moreDisagreements}
        </Section>
      )}
      <Section title={text.figures} about={total > 0 && text.figuresAbout(total)}>
        <FigureList figures={figures} total={total} {...(rest && { rest })} />
      </Section>
    </>
  );
}

/** Figures as a table, and where the rest is. */
export function FigureList({ figures, total, rest, ...how }: Omit<ComponentProps<typeof Figures>, 'caption'> & Omit<Props, 'figures'>) {
  const text = useText(subject);
  if (total === 0) return <Empty>{text.noFigures}</Empty>;
  return (
    <>
      <Figures figures={figures} {...how} />
      {total > figures.length && (
        <p className="soft small">
          {text.moreFigures(figures.length, total)} {rest && <Link href={rest}>{text.toTheRest}</Link>}
        </p>
      )}
    </>
  );
}

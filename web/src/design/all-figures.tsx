import type { ComponentProps } from 'react';
import { Link } from 'wouter';
import { useText } from '../text/dictionary';
import { subject } from '../text/subject';
import { Disagreements, disagreementsOf, type Disputed } from './disagreements';
import { FoldedFigures } from './figures';
import { useMore } from './more';
import { OverTime } from './over-time';
import { Section } from './page';
import { chartsOf } from './series';
import { Empty } from './states';
import { SubjectLink } from './subject';

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

/** Figures as a table, with their subjects if they have them, and where the rest is. */
export function FigureList({
  figures,
  total,
  rest,
  ofOneSource = false,
}: Omit<Props, 'figures'> & ComponentProps<typeof FoldedFigures>) {
  const text = useText(subject);
  if (total === 0) return <Empty>{text.noFigures}</Empty>;
  const subjects = figures.flatMap(({ key, subject }) =>
    subject ? [[key, <SubjectLink subject={subject} />] as const] : [],
  );
  return (
    <>
      <FoldedFigures
        figures={figures}
        ofOneSource={ofOneSource}
        subjects={subjects.length > 0 ? { name: text.about, of: new Map(subjects) } : undefined}
      />
      {total > figures.length && (
        <p className="soft small">
          {text.moreFigures(figures.length, total)} {rest && <Link href={rest}>{text.toTheRest}</Link>}
        </p>
      )}
    </>
  );
}

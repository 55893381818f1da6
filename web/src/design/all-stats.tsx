import type { ComponentProps } from 'react';
import { Link } from 'wouter';
import { useText } from '../text/dictionary';
import { subject } from '../text/subject';
import { Disagreements, type Disputed, disagreementsOf } from './disagreements';
import { FoldedStatTable } from './folded-stat-table';
import { useMore } from './more';
import { OverTime } from './over-time';
import { Section } from './page';
import { chartsOf } from './series';
import { Empty } from './states';
import { SubjectLink } from './subject';

interface Props {
  stats: Disputed[];
  total: number;
  /** The address of the whole list, if one request cannot have all of it. */
  rest?: string;
}

/** How many charts, and how many disagreements, are shown at first. */
const FIRST = 6;

/** All figures of a subject: charts over time, disagreements between sources, and a table. */
export function AllStats({ stats, total, rest }: Props) {
  const text = useText(subject);
  const charts = chartsOf(stats);
  const disagreements = disagreementsOf(stats);
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
        <StatList stats={stats} total={total} {...(rest && { rest })} />
      </Section>
    </>
  );
}

/** Figures as a table, with their subjects if there are several, and a link to the whole list. */
export function StatList({
  stats,
  total,
  rest,
  ofOneSource = false,
}: Omit<Props, 'stats'> & ComponentProps<typeof FoldedStatTable>) {
  const text = useText(subject);
  if (total === 0) return <Empty>{text.noFigures}</Empty>;
  const subjects = stats.flatMap(({ key, subject }) =>
    subject ? [[key, <SubjectLink subject={subject} />] as const] : [],
  );
  return (
    <>
      <FoldedStatTable
        stats={stats}
        ofOneSource={ofOneSource}
        subjects={subjects.length > 0 ? { name: text.about, of: new Map(subjects) } : undefined}
      />
      {total > stats.length && (
        <p className="soft small">
          {text.moreFigures(stats.length, total)} {rest && <Link href={rest}>{text.toTheRest}</Link>}
        </p>
      )}
    </>
  );
}

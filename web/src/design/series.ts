import type { FigureFragment } from '../gql/graphql';

/** Figures that may stand on one line: of one indicator, unit, limitation and source, never of two sources. */
export interface Series {
  key: string;
  /** From the first period to the last; two or more. */
  figures: [FigureFragment, FigureFragment, ...FigureFragment[]];
}

/** The series among figures, longest first. Of intervals of different length only the most frequent make a line. */
export function seriesOf(figures: FigureFragment[]): Series[] {
  const groups = Map.groupBy(figures, ({ indicator, unit, scope, product, threshold, round, source, period }) =>
    [indicator.code, unit.code, scope, product, threshold?.formatted, round?.slug, source.slug, months(period)].join(
      '\n',
    ),
  );
  return [...groups]
    .map(([key, group]) => ({ key, figures: group.toSorted((a, b) => a.period.end.localeCompare(b.period.end)) }))
    .filter((series): series is Series => series.figures.length > 1)
    .toSorted((a, b) => b.figures.length - a.figures.length);
}

/** How long a period is, in months. */
function months({ start, end }: FigureFragment['period']): number {
  const [from, to] = [new Date(start), new Date(end)];
  return (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth() + 1;
}

/** The series that share a chart, by indicator and unit. */
export function chartsOf(figures: FigureFragment[]): [Series, ...Series[]][] {
  const charts = Map.groupBy(
    seriesOf(figures),
    ({ figures: [{ indicator, unit }] }) => `${indicator.code} ${unit.code}`,
  );
  return [...charts.values()] as [Series, ...Series[]][];
}

import type { StatDetailsFragment } from '../gql/graphql';

/** Stats that may share a line: of one indicator, unit, scope and source. Lines never mix sources. */
export interface Series {
  key: string;
  /** From the first period to the last; two or more. */
  stats: [StatDetailsFragment, StatDetailsFragment, ...StatDetailsFragment[]];
}

/** The series among stats, the longest first. Periods of different length never share a line. */
export function seriesOf(stats: StatDetailsFragment[]): Series[] {
  const groups = Map.groupBy(stats, ({ indicator, unit, scope, product, threshold, round, source, period }) =>
    [indicator.code, unit.code, scope, product, threshold?.formatted, round?.slug, source.slug, months(period)].join(
      '\n',
    ),
  );
  return [...groups]
    .map(([key, group]) => ({ key, stats: group.toSorted((a, b) => a.period.end.localeCompare(b.period.end)) }))
    .filter((series): series is Series => series.stats.length > 1)
    .toSorted((a, b) => b.stats.length - a.stats.length);
}

/** The length of a period in months. */
function months({ start, end }: StatDetailsFragment['period']): number {
  const [from, to] = [new Date(start), new Date(end)];
  return (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth() + 1;
}

/** The series that share a chart, by indicator and unit. */
export function chartsOf(stats: StatDetailsFragment[]): [Series, ...Series[]][] {
  const charts = Map.groupBy(seriesOf(stats), ({ stats: [{ indicator, unit }] }) => `${indicator.code} ${unit.code}`);
  return [...charts.values()] as [Series, ...Series[]][];
}

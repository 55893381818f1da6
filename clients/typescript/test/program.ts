// Compiled against the installed package with every strictness on, and run by package.test.mjs.
import {
  Atlas, AtlasError, ClusterDocument, ClusterGroupsDocument, type ClusterFieldsFragment, ClustersDocument, ProvinceDocument,
  ProvinceStatsDocument, type Qualifier, RankingDocument, SearchDocument, SeriesDocument, StatDocument, type StatFieldsFragment,
  StatsDocument,
} from 'cluster-atlas';

export async function program(url: string) {
  const atlas = new Atlas(url);

  const { stat } = await atlas.query(StatDocument, { key: 'o-9feac37f10dd' });
  const rate: string | undefined = stat?.value;

  const { province } = await atlas.query(ProvinceDocument, { code: 'CN-ZJ' });
  const { province: none } = await atlas.query(ProvinceDocument, { code: 'CN-XX' });

  const winners: ClusterFieldsFragment[] = [];
  const pages: number[] = [];
  for await (const page of atlas.pages(ClustersDocument, { first: 30, counted: true }, (answer) => answer.clusters)) {
    pages.push(page.nodes.length);
    winners.push(...page.nodes);
  }

  const figures: StatFieldsFragment[] = [];
  const variables = { code: 'CN-ZJ', filter: { indicator: { eq: 'gross_domestic_product' } }, first: 2 };
  for await (const figure of atlas.nodes(ProvinceStatsDocument, variables, ({ province }) => province?.stats)) {
    figures.push(figure);
  }

  const { ranking } = await atlas.query(RankingDocument, {
    indicator: 'gross_domestic_product', kind: 'PROVINCE', period: '2023', first: 2,
  });
  const { series } = await atlas.query(SeriesDocument, {
    indicator: 'gross_domestic_product', kind: 'PROVINCE', subjects: ['CN-ZJ'], from: '2020',
  });
  const { search } = await atlas.query(SearchDocument, { query: '浙江' });
  const { clusterGroups } = await atlas.query(ClusterGroupsDocument, { by: ['REGION'] });

  const answers = await atlas.query(StatsDocument); // all of its variables may be left out
  const unknown: unknown = await atlas.query('{ dataset { version } }');

  return {
    rate,
    province: province?.nameZh,
    none,
    winners: winners.map(({ slug }) => slug),
    pages,
    figures: figures.map(({ value, period, source }) => [period.label, value, source.slug]),
    ranking: ranking.nodes.map(({ rank, share, gapToNext, stat }) => [rank, share, gapToNext, stat.asPrinted]),
    series: series?.[0]?.series?.[0]?.points.map(({ period, value }) => [period.label, value]),
    found: search.nodes[0]?.item,
    groups: clusterGroups.nodes.map(({ region, count }) => [region, count]),
    page: answers.stats.nodes.length,
    unknown,
  };
}

// What must not compile.
export async function mistakes(atlas: Atlas) {
  // @ts-expect-error A variable is missing.
  await atlas.query(ClusterDocument);
  // @ts-expect-error There is no such variable.
  await atlas.query(ClusterDocument, { slug: 'x', name: 'y' });
  // @ts-expect-error A figure is no number.
  await atlas.query(StatsDocument, { filter: { value: { gte: 0.1 } } });
  // @ts-expect-error What is sent is one of the known values.
  await atlas.query(StatDocument, { key: 'x', style: 'MLA' });
  // @ts-expect-error Lists are paged forwards.
  atlas.nodes(StatsDocument, { last: 5 }, (answer) => answer.stats);
  // @ts-expect-error There is no such variable.
  atlas.nodes(StatsDocument, { frist: 5 }, (answer) => answer.stats);
  // @ts-expect-error It pages by `after`, which this document does not have.
  atlas.nodes(ClusterDocument, { slug: 'x' }, () => null);
  const { stat } = await atlas.query(StatDocument, { key: 'x' });
  // @ts-expect-error There may be none.
  stat.value;
  if (!stat) return null;
  // @ts-expect-error A figure is no number.
  const figure: number = stat.value;
  // @ts-expect-error There is no such field.
  stat.name;
  // @ts-expect-error What comes may be newer than the known values.
  const qualifier: Qualifier = stat.qualifier;
  const over: boolean = stat.qualifier === 'OVER';
  const failure: AtlasError | null = null;
  return { figure, qualifier, over, failure };
}

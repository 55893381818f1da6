import type { Row } from '../../csv';
import { keyOf } from '../../design/subject';
import type {
  ExploreClusterGroupsQuery,
  ExploreClustersQuery,
  ExploreStatGroupsQuery,
  ExploreStatsQuery,
  StatDetailsFragment,
} from '../../gql/graphql';
import type { ExploreData } from './request';

/** The rows of a downloaded file, flat, with the names of the API. */
export function rowsOf(data: ExploreData): Row[] {
  if ('stats' in data) return data.stats.nodes.map(statRow);
  if ('statGroups' in data) return data.statGroups.nodes.map(statGroupRow);
  if ('clusters' in data) return data.clusters.nodes.map(clusterRow);
  return data.clusterGroups.nodes.map(clusterGroupRow);
}

function statColumns({
  value,
  unit,
  qualifier,
  scope,
  product,
  round,
  period,
  preferred,
  disputed,
  asPrinted,
  note,
  source,
}: StatDetailsFragment): Row {
  return {
    value,
    unit: unit.code,
    qualifier,
    scope,
    product,
    round: round?.slug ?? null,
    period: period.label,
    periodStart: period.start,
    periodEnd: period.end,
    periodBasis: period.basis,
    preferred,
    disputed,
    asPrinted,
    note,
    source: source.slug,
    sourceTitle: source.title,
    sourcePublisher: source.publisher,
    sourcePublishedOn: source.publishedOn,
  };
}

function statRow(stat: ExploreStatsQuery['stats']['nodes'][number]): Row {
  const { indicator, key, subject, threshold } = stat;
  return {
    key,
    subjectKind: subject.__typename,
    subject: keyOf(subject),
    subjectName: subject.name,
    indicator: indicator.code,
    indicatorName: indicator.name,
    ...statColumns(stat),
    threshold: threshold?.value ?? null,
    thresholdUnit: threshold?.unit.code ?? null,
  };
}

function statGroupRow(group: ExploreStatGroupsQuery['statGroups']['nodes'][number]): Row {
  const { subject, source } = group;
  return {
    province: group.province?.code ?? null,
    provinceName: group.province?.name ?? null,
    region: group.region,
    industry: group.industry?.slug ?? null,
    industryName: group.industry?.name ?? null,
    subjectKind: group.subjectKind,
    subject: subject && keyOf(subject),
    subjectName: subject?.name ?? null,
    period: group.period?.label ?? null,
    source: source?.slug ?? null,
    sourceTitle: source?.title ?? null,
    qualifier: group.qualifier,
    indicator: group.indicator.code,
    indicatorName: group.indicator.name,
    unit: group.unit.code,
    scope: group.scope,
    product: group.product,
    threshold: group.threshold?.value ?? null,
    thresholdUnit: group.threshold?.unit.code ?? null,
    round: group.round?.slug ?? null,
    count: group.count,
    qualifiedCount: group.qualifiedCount,
    sum: group.sum,
    sumUnavailableReason: group.sumUnavailableReason,
    average: group.average,
    minimum: group.minimum,
    maximum: group.maximum,
  };
}

/** Joins texts without repeating any: a cluster may lie in several cities of a province. */
const joined = (texts: (string | undefined)[]) => [...new Set(texts)].filter(Boolean).join('; ');

function clusterRow(cluster: ExploreClustersQuery['clusters']['nodes'][number]): Row {
  const stat = cluster.rank?.stat;
  const { locations, source } = cluster;
  return {
    slug: cluster.slug,
    nameEn: cluster.nameEn,
    nameZh: cluster.nameZh,
    provinces: joined(locations.map(({ province }) => province.code)),
    provinceNames: joined(locations.map(({ province }) => province.name)),
    cities: joined(locations.map(({ city }) => city?.code)),
    cityNames: joined(locations.map(({ city }) => city?.name)),
    industry: cluster.industry?.slug ?? null,
    industryName: cluster.industry?.name ?? null,
    rounds: joined(cluster.awards.map(({ round }) => round.slug)),
    verification: cluster.verification,
    clusterSource: source.slug,
    clusterSourceTitle: source.title,
    ...(stat && { indicator: stat.indicator.code, ...statColumns(stat), threshold: stat.threshold?.formatted ?? null }),
  };
}

function clusterGroupRow(group: ExploreClusterGroupsQuery['clusterGroups']['nodes'][number]): Row {
  return {
    province: group.province?.code ?? null,
    provinceName: group.province?.name ?? null,
    city: group.city?.code ?? null,
    cityName: group.city?.name ?? null,
    region: group.region,
    industry: group.industry?.slug ?? null,
    industryName: group.industry?.name ?? null,
    track: group.track?.slug ?? null,
    round: group.round?.slug ?? null,
    verification: group.verification,
    count: group.count,
    indicator: group.indicator?.code ?? null,
    unit: group.unit?.code ?? null,
    figureCount: group.figureCount,
    qualifiedCount: group.qualifiedCount,
    sum: group.sum,
    sumUnavailableReason: group.sumUnavailableReason,
    average: group.average,
    minimum: group.minimum,
    maximum: group.maximum,
  };
}

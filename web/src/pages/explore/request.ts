import {
  ExploreClusterGroupsDocument,
  ExploreClustersDocument,
  ExploreStatGroupsDocument,
  ExploreStatsDocument,
  type ClusterDimension,
  type ExploreClusterGroupsQuery,
  type ExploreClusterGroupsQueryVariables,
  type ExploreClustersQuery,
  type ExploreClustersQueryVariables,
  type ExploreStatGroupsQuery,
  type ExploreStatGroupsQueryVariables,
  type ExploreStatsQuery,
  type ExploreStatsQueryVariables,
  type StatDimension,
  type TypedDocumentString,
} from '../../gql/graphql';
import type { Language } from '../../language';
import {
  clusterFilter,
  clusterOrder,
  dimensionsOf,
  groupOrder,
  ofOf,
  pageOf,
  preferredOnlyOf,
  statFilter,
  statOrder,
  type Asked,
} from './asked';

/** What comes of one of the four requests; which one, its list tells. */
export type Data = ExploreStatsQuery | ExploreStatGroupsQuery | ExploreClustersQuery | ExploreClusterGroupsQuery;
export type Document = TypedDocumentString<Data, object>;

export interface Request {
  document: Document;
  variables: object;
}

/** The one request of a view. */
export function requestOf(asked: Asked, language: Language): Request {
  const grouped = dimensionsOf(asked).length > 0;
  const all = {
    language,
    ...pageOf(asked),
    options: true,
    indicatorOrder: [{ field: language === 'ZH' ? ('NAME_ZH' as const) : ('NAME' as const) }],
  };
  if (ofOf(asked) === 'clusters') {
    const filter = clusterFilter(asked);
    const { indicator } = asked;
    return grouped
      ? {
          document: ExploreClusterGroupsDocument as unknown as Document,
          variables: {
            ...all,
            by: dimensionsOf(asked) as ClusterDimension[],
            filter,
            ...(indicator && { stat: { indicator } }),
            orderBy: groupOrder(asked),
          } satisfies ExploreClusterGroupsQueryVariables,
        }
      : {
          document: ExploreClustersDocument as unknown as Document,
          variables: {
            ...all,
            filter,
            orderBy: clusterOrder(asked, language),
            measured: Boolean(indicator),
            indicator: indicator ?? '',
          } satisfies ExploreClustersQueryVariables,
        };
  }
  const { indicator, kind, province, q, source } = asked;
  const figures = {
    ...all,
    filter: statFilter(asked),
    narrowed: Boolean(indicator),
    among: statFilter({ ...(indicator && { indicator }), ...(kind && { kind }), ...(province && { province }) }),
    sourced: Boolean(source),
    source: source ?? '',
    searching: Boolean(q),
    text: q ?? '',
  };
  return grouped
    ? {
        document: ExploreStatGroupsDocument as unknown as Document,
        variables: {
          ...figures,
          by: dimensionsOf(asked) as StatDimension[],
          preferredOnly: preferredOnlyOf(asked),
          orderBy: groupOrder(asked),
        } satisfies ExploreStatGroupsQueryVariables,
      }
    : {
        document: ExploreStatsDocument as unknown as Document,
        variables: { ...figures, orderBy: statOrder(asked) } satisfies ExploreStatsQueryVariables,
      };
}

/** The list of an answer. */
export function listOf(data: Data) {
  if ('stats' in data) return data.stats;
  if ('statGroups' in data) return data.statGroups;
  if ('clusters' in data) return data.clusters;
  return data.clusterGroups;
}

import {
  type ClusterDimension,
  ExploreClusterGroupsDocument,
  type ExploreClusterGroupsQuery,
  type ExploreClusterGroupsQueryVariables,
  ExploreClustersDocument,
  type ExploreClustersQuery,
  type ExploreClustersQueryVariables,
  ExploreStatGroupsDocument,
  type ExploreStatGroupsQuery,
  type ExploreStatGroupsQueryVariables,
  ExploreStatsDocument,
  type ExploreStatsQuery,
  type ExploreStatsQueryVariables,
  type StatDimension,
  type TypedDocumentString,
} from '../../gql/graphql';
import type { Language } from '../../language';
import { dimensionsOf, type ExploreState, preferredOnlyOf, resourceOf } from './state';
import { clusterFilter, clusterOrder, groupOrder, pageArguments, statFilter, statOrder } from './variables';

/** The answer to one of the four requests, told apart by the name of its list. */
export type ExploreData = ExploreStatsQuery | ExploreStatGroupsQuery | ExploreClustersQuery | ExploreClusterGroupsQuery;

interface RequestFor<List extends string, Data, Variables> {
  /** The name of its list in the answer. */
  list: List;
  document: TypedDocumentString<Data, Variables>;
  variables: Variables;
}

/** The four requests of this page, each with its own variables. */
export type ExploreRequest =
  | RequestFor<'stats', ExploreStatsQuery, ExploreStatsQueryVariables>
  | RequestFor<'statGroups', ExploreStatGroupsQuery, ExploreStatGroupsQueryVariables>
  | RequestFor<'clusters', ExploreClustersQuery, ExploreClustersQueryVariables>
  | RequestFor<'clusterGroups', ExploreClusterGroupsQuery, ExploreClusterGroupsQueryVariables>;

/** The one request of a view. */
export function requestOf(state: ExploreState, language: Language): ExploreRequest {
  const grouped = dimensionsOf(state).length > 0;
  if (resourceOf(state) === 'stats') return grouped ? statGroups(state, language) : stats(state, language);
  return grouped ? clusterGroups(state, language) : clusters(state, language);
}

const common = (state: ExploreState, language: Language) => ({
  language,
  ...pageArguments(state),
  options: true,
  indicatorOrder: [{ field: language === 'ZH' ? ('NAME_ZH' as const) : ('NAME' as const) }],
});

function ofStats(state: ExploreState, language: Language) {
  const { indicator, kind, province, q, source } = state;
  return {
    ...common(state, language),
    filter: statFilter(state),
    narrowed: Boolean(indicator),
    among: statFilter({ indicator, kind, province }),
    sourced: Boolean(source),
    source: source ?? '',
    searching: Boolean(q),
    text: q ?? '',
  };
}

const stats = (state: ExploreState, language: Language): ExploreRequest => ({
  list: 'stats',
  document: ExploreStatsDocument,
  variables: { ...ofStats(state, language), orderBy: statOrder(state) },
});

const statGroups = (state: ExploreState, language: Language): ExploreRequest => ({
  list: 'statGroups',
  document: ExploreStatGroupsDocument,
  variables: {
    ...ofStats(state, language),
    by: dimensionsOf(state) as StatDimension[],
    preferredOnly: preferredOnlyOf(state),
    orderBy: groupOrder(state),
  },
});

const clusters = (state: ExploreState, language: Language): ExploreRequest => ({
  list: 'clusters',
  document: ExploreClustersDocument,
  variables: {
    ...common(state, language),
    filter: clusterFilter(state),
    orderBy: clusterOrder(state, language),
    measured: Boolean(state.indicator),
    indicator: state.indicator ?? '',
  },
});

const clusterGroups = (state: ExploreState, language: Language): ExploreRequest => ({
  list: 'clusterGroups',
  document: ExploreClusterGroupsDocument,
  variables: {
    ...common(state, language),
    by: dimensionsOf(state) as ClusterDimension[],
    filter: clusterFilter(state),
    ...(state.indicator && { stat: { indicator: state.indicator } }),
    orderBy: groupOrder(state),
  },
});

/** The list of an answer, whichever it is. */
export function listOf(data: ExploreData) {
  if ('stats' in data) return data.stats;
  if ('statGroups' in data) return data.statGroups;
  if ('clusters' in data) return data.clusters;
  return data.clusterGroups;
}

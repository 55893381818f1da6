import type { AddressState } from '../../address-state';
import type { ClusterDimension, Region, StatDimension, SubjectKind } from '../../gql/graphql';

/** What the address of this page holds. Everything that the page shows follows from it. */
export const NAMES = [
  'of',
  'q',
  'kind',
  'province',
  'region',
  'industry',
  'round',
  'indicator',
  'unit',
  'scope',
  'product',
  'source',
  'period',
  'from',
  'to',
  'min',
  'max',
  'preferredOnly',
  'disputed',
  'by',
  'order',
  'after',
  'before',
] as const;

export type Name = (typeof NAMES)[number];
export type ExploreState = AddressState<Name>;
/** Only the names that change; an undefined value takes its name out of the address. */
export type Change = ExploreState;
export type Update = (change: Change, options?: { replace: boolean }) => void;

/** The filters of each list. */
export const FILTERS = {
  stats: [
    'q',
    'kind',
    'indicator',
    'unit',
    'province',
    'round',
    'scope',
    'product',
    'source',
    'period',
    'from',
    'to',
    'min',
    'max',
    'preferredOnly',
    'disputed',
  ],
  clusters: ['q', 'province', 'region', 'industry', 'round', 'indicator', 'min', 'max'],
} as const satisfies Record<string, Name[]>;

/** The nouns that can be listed, as in `of` of the address. */
export type Resource = keyof typeof FILTERS;

export const KINDS: SubjectKind[] = ['PROVINCE', 'CITY', 'CLUSTER', 'INDUSTRY', 'CONTEST', 'ROUND', 'COUNTRY'];
export const REGIONS: Region[] = ['EAST', 'CENTRAL', 'WEST', 'NORTHEAST'];
export const STAT_DIMENSIONS: StatDimension[] = [
  'INDICATOR',
  'PROVINCE',
  'REGION',
  'INDUSTRY',
  'SUBJECT_KIND',
  'SUBJECT',
  'PERIOD',
  'SOURCE',
  'QUALIFIER',
  'UNIT',
  'SCOPE',
  'PRODUCT',
  'ROUND',
];
export const CLUSTER_DIMENSIONS: ClusterDimension[] = [
  'PROVINCE',
  'REGION',
  'CITY',
  'INDUSTRY',
  'TRACK',
  'ROUND',
  'VERIFICATION',
];

/** The orders of each list; the first is the default. */
export const ORDERS = {
  stats: ['PERIOD-DESC', 'PERIOD-ASC', 'VALUE-DESC', 'VALUE-ASC', 'INDICATOR-ASC', 'SUBJECT-ASC'],
  clusters: ['NAME-ASC', 'NAME-DESC', 'SLUG-ASC'],
  measured: ['STAT-DESC', 'STAT-ASC', 'NAME-ASC', 'NAME-DESC', 'SLUG-ASC'],
  counted: ['COUNT-DESC', 'COUNT-ASC', 'KEY-ASC', 'KEY-DESC'],
  groups: [
    'COUNT-DESC',
    'COUNT-ASC',
    'KEY-ASC',
    'KEY-DESC',
    'SUM-DESC',
    'SUM-ASC',
    'AVERAGE-DESC',
    'AVERAGE-ASC',
    'MAXIMUM-DESC',
    'MINIMUM-ASC',
  ],
} as const;

export type Order = (typeof ORDERS)[keyof typeof ORDERS][number];

/** Rows of a page. */
export const PAGE_SIZE = 20;

export const resourceOf = ({ of }: ExploreState): Resource => (of === 'stats' ? 'stats' : 'clusters');

/** The dimensions of the groups; none for a plain list. */
export const dimensionsOf = ({ by }: ExploreState): string[] => by?.split(',').filter(Boolean) ?? [];

export function ordersOf(state: ExploreState): readonly Order[] {
  const stats = resourceOf(state) === 'stats';
  if (dimensionsOf(state).length > 0) return stats || state.indicator ? ORDERS.groups : ORDERS.counted;
  if (stats) return ORDERS.stats;
  return state.indicator ? ORDERS.measured : ORDERS.clusters;
}

export const orderOf = (state: ExploreState): string => state.order ?? ordersOf(state)[0]!;

/** If a figure has several sources, lists show all and groups count the preferred one, unless the address decides. */
export const preferredOnlyOf = (state: ExploreState): boolean =>
  state.preferredOnly ? state.preferredOnly === 'true' : dimensionsOf(state).length > 0;

/** The state after a change. Any change but of the page starts at the first page. */
export function changed(state: ExploreState, change: Change): ExploreState {
  const next: Change = { ...state, after: undefined, before: undefined, ...change };
  const other = 'of' in change || 'by' in change || ('indicator' in change && resourceOf(state) === 'clusters');
  if (other && !('order' in change)) delete next.order;
  return Object.fromEntries(NAMES.flatMap((name) => (next[name] ? [[name, next[name]]] : [])));
}

/** The change to another list, which keeps the filters that both have. */
export function changeTo(resource: Resource, state: ExploreState): Change {
  const common: readonly Name[] = FILTERS[resource];
  const dropped = FILTERS[resourceOf(state)].filter((name) => name === 'q' || !common.includes(name));
  return { ...Object.fromEntries(dropped.map((name) => [name, undefined])), of: resource, by: undefined };
}

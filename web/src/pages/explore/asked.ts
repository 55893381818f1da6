import { useSearchParams } from 'wouter';
import type {
  ClusterDimension,
  ClusterFilter,
  ClusterOrder,
  ClusterOrderField,
  GroupOrder,
  GroupOrderField,
  OrderDirection,
  Region,
  StatDimension,
  StatFilter,
  StatOrder,
  StatOrderField,
  SubjectKind,
} from '../../gql/graphql';
import type { Language } from '../../language';

/** What an address of this page may say. Everything the page shows follows from it. */
const NAMES = [
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
export type Asked = Partial<Record<Name, string>>;
/** An undefined value takes its name out of the address. */
export type Change = Partial<Record<Name, string | undefined>>;

/** What narrows figures, and what narrows clusters. */
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

export type Of = keyof typeof FILTERS;

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

/** The orders of each list; the first is taken unless another is asked. */
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

export const PAGE = 20;

export const ofOf = ({ of }: Asked): Of => (of === 'stats' ? 'stats' : 'clusters');

/** What it is grouped by; nothing for a plain list. */
export const dimensionsOf = ({ by }: Asked): string[] => by?.split(',').filter(Boolean) ?? [];

export function ordersOf(asked: Asked): readonly Order[] {
  const stats = ofOf(asked) === 'stats';
  if (dimensionsOf(asked).length > 0) return stats || asked.indicator ? ORDERS.groups : ORDERS.counted;
  if (stats) return ORDERS.stats;
  return asked.indicator ? ORDERS.measured : ORDERS.clusters;
}

export const orderOf = (asked: Asked): string => asked.order ?? ordersOf(asked)[0]!;

/** Of several sources for a figure, lists show all and groups count the preferred one, unless the address says. */
export const preferredOnlyOf = (asked: Asked): boolean =>
  asked.preferredOnly ? asked.preferredOnly === 'true' : dimensionsOf(asked).length > 0;

/** What the address asks for, and the way to ask for something else. Any change but of the page starts at the first page. */
export function useAsked(): [Asked, (change: Change, options?: { replace: boolean }) => void] {
  const [search, setSearch] = useSearchParams();
  const asked: Asked = {};
  for (const name of NAMES) {
    const value = search.get(name)?.trim();
    if (value) asked[name] = value;
  }
  return [asked, (change, options) => setSearch(new URLSearchParams(Object.entries(changed(asked, change))), options)];
}

export function changed(asked: Asked, change: Change): Asked {
  const next: Change = { ...asked, after: undefined, before: undefined, ...change };
  const other = 'of' in change || 'by' in change || ('indicator' in change && ofOf(asked) === 'clusters');
  if (other && !('order' in change)) delete next.order;
  return Object.fromEntries(NAMES.flatMap((name) => (next[name] ? [[name, next[name]]] : [])));
}

/** The same for figures as for clusters, and the other way round, as far as both know it. */
export function turned(asked: Asked, of: Of): Change {
  const kept: readonly Name[] = FILTERS[of];
  const dropped = FILTERS[ofOf(asked)].filter((name) => name === 'q' || !kept.includes(name));
  return { ...Object.fromEntries(dropped.map((name) => [name, undefined])), of, by: undefined };
}

const eq = (value: string) => ({ eq: value });
/** A year stands for its first or last day. */
const day = (text: string, rest: string) => (/^\d{4}$/.test(text) ? `${text}-${rest}` : text);

function range({ min, max }: Asked) {
  return min || max ? { value: { ...(min && { gte: min }), ...(max && { lte: max }) } } : {};
}

export function statFilter(asked: Asked): StatFilter {
  const { kind, indicator, unit, province, round, scope, product, source, period, from, to, disputed } = asked;
  return {
    ...(kind && { subjectKind: { eq: kind as SubjectKind } }),
    ...(indicator && { indicator: eq(indicator) }),
    ...(unit && { unit: eq(unit) }),
    ...(province && { province: eq(province) }),
    ...(round && { round: eq(round) }),
    ...(scope && { scope: eq(scope) }),
    ...(product && { product: eq(product) }),
    ...(source && { source: eq(source) }),
    ...((period || from || to) && {
      period: {
        ...(period && { label: eq(period) }),
        ...(from && { start: { gte: day(from, '01-01') } }),
        ...(to && { end: { lte: day(to, '12-31') } }),
      },
    }),
    ...range(asked),
    ...(disputed === 'true' && { disputed: true }),
    // Groups have an argument for it.
    ...(preferredOnlyOf(asked) && dimensionsOf(asked).length === 0 && { preferredOnly: true }),
  };
}

export function clusterFilter(asked: Asked): ClusterFilter {
  const { q, province, region, industry, round, indicator, min, max } = asked;
  return {
    ...(q && { name: { contains: q } }),
    ...(province && { province: eq(province) }),
    ...(region && { region: { eq: region as Region } }),
    ...(industry && { industry: eq(industry) }),
    ...(round && { round: eq(round) }),
    ...(indicator && (min || max) && { stats: { some: { indicator: eq(indicator), ...range(asked) } } }),
  };
}

export function orderBy(asked: Asked): { field: string; direction: OrderDirection }[] {
  const [field = '', direction = 'ASC'] = orderOf(asked).split('-');
  return [{ field, direction: direction as OrderDirection }];
}

export function statOrder(asked: Asked): StatOrder[] {
  const [first] = orderBy(asked) as [StatOrder];
  // By period alone, one year would come in no order that a reader can see.
  const then: StatOrder[] = (['INDICATOR', 'SUBJECT'] satisfies StatOrderField[])
    .filter((field) => field !== first.field)
    .map((field) => ({ field, direction: 'ASC' }));
  return [first, ...then];
}

export function clusterOrder(asked: Asked, language: Language): ClusterOrder[] {
  return orderBy(asked).map(({ field, direction }): ClusterOrder => {
    if (field === 'STAT' && asked.indicator) return { stat: { indicator: asked.indicator }, direction };
    if (field === 'NAME') return { field: language === 'ZH' ? 'NAME_ZH' : 'NAME', direction };
    return { field: field as ClusterOrderField, direction };
  });
}

export function groupOrder(asked: Asked): GroupOrder[] {
  const [first] = orderBy(asked) as [{ field: GroupOrderField; direction: OrderDirection }];
  return first.field === 'KEY' ? [first] : [first, { field: 'KEY', direction: 'ASC' }];
}

/** Which page: `last` before a cursor, or else `first` after one. */
export function pageOf({ after, before }: Asked) {
  return before ? { last: PAGE, before } : { first: PAGE, ...(after && { after }) };
}

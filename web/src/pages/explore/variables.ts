import type {
  ClusterFilter,
  ClusterOrder,
  ClusterOrderField,
  GroupOrder,
  GroupOrderField,
  OrderDirection,
  Region,
  StatFilter,
  StatOrder,
  StatOrderField,
  SubjectKind,
} from '../../gql/graphql';
import type { Language } from '../../language';
import { dimensionsOf, type ExploreState, orderOf, PAGE_SIZE, preferredOnlyOf } from './state';

const eq = (value: string) => ({ eq: value });
/** A year means its first or its last day. */
const day = (text: string, rest: string) => (/^\d{4}$/.test(text) ? `${text}-${rest}` : text);

function range({ min, max }: ExploreState) {
  return min || max ? { value: { ...(min && { gte: min }), ...(max && { lte: max }) } } : {};
}

export function statFilter(state: ExploreState): StatFilter {
  const { kind, indicator, unit, province, round, scope, product, source, period, from, to, disputed } = state;
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
    ...range(state),
    ...(disputed === 'true' && { disputed: true }),
    // Groups have an argument for this.
    ...(preferredOnlyOf(state) && dimensionsOf(state).length === 0 && { preferredOnly: true }),
  };
}

export function clusterFilter(state: ExploreState): ClusterFilter {
  const { q, province, region, industry, round, indicator, min, max } = state;
  return {
    ...(q && { name: { contains: q } }),
    ...(province && { province: eq(province) }),
    ...(region && { region: { eq: region as Region } }),
    ...(industry && { industry: eq(industry) }),
    ...(round && { round: eq(round) }),
    ...(indicator && (min || max) && { stats: { some: { indicator: eq(indicator), ...range(state) } } }),
  };
}

export function orderBy(state: ExploreState): { field: string; direction: OrderDirection }[] {
  const [field = '', direction = 'ASC'] = orderOf(state).split('-');
  return [{ field, direction: direction as OrderDirection }];
}

export function statOrder(state: ExploreState): StatOrder[] {
  const [first] = orderBy(state) as [StatOrder];
  // By period alone, the figures of one year would be in no visible order.
  const then: StatOrder[] = (['INDICATOR', 'SUBJECT'] satisfies StatOrderField[])
    .filter((field) => field !== first.field)
    .map((field) => ({ field, direction: 'ASC' }));
  return [first, ...then];
}

export function clusterOrder(state: ExploreState, language: Language): ClusterOrder[] {
  return orderBy(state).map(({ field, direction }): ClusterOrder => {
    if (field === 'STAT' && state.indicator) return { stat: { indicator: state.indicator }, direction };
    if (field === 'NAME') return { field: language === 'ZH' ? 'NAME_ZH' : 'NAME', direction };
    return { field: field as ClusterOrderField, direction };
  });
}

export function groupOrder(state: ExploreState): GroupOrder[] {
  const [first] = orderBy(state) as [{ field: GroupOrderField; direction: OrderDirection }];
  return first.field === 'KEY' ? [first] : [first, { field: 'KEY', direction: 'ASC' }];
}

/** Arguments of the page: `last` before a cursor, or else `first` after one. */
export function pageArguments({ after, before }: ExploreState) {
  return before ? { last: PAGE_SIZE, before } : { first: PAGE_SIZE, ...(after && { after }) };
}

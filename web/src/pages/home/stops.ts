import type { HomeQuery } from '../../gql/graphql';
import type { home } from '../../text/home';
import type { Stop } from './slider';
import type { HomeState } from './state';

/** The lists of winners, each of several batches, in the order of announcement. */
export function listsOf(data: HomeQuery) {
  return data.rounds.nodes.filter(({ kind }) => kind === 'LIST' || kind === 'AGGREGATE');
}

/** The lists as stops of the slider. */
export function listStops(
  data: HomeQuery,
  { round }: HomeState,
  text: (typeof home)['EN'],
): { stops: Stop[]; at: number } {
  const lists = listsOf(data);
  const stops = lists.map(({ slug, announcedOn, name, winnersCount }, index) => ({
    // The newest list is the default.
    key: index === lists.length - 1 ? undefined : slug,
    label: announcedOn?.slice(0, 4) ?? name,
    detail: text.clustersCount(winnersCount),
  }));
  const at = stops.findIndex(({ key }) => key === round);
  return { stops, at: at < 0 ? stops.length - 1 : at };
}

/** The periods of an indicator as stops of the slider. */
export function periodStops(
  data: HomeQuery,
  state: HomeState,
  text: (typeof home)['EN'],
): { stops: Stop[]; at: number } {
  const groups = (data.periods?.nodes ?? []).filter(
    ({ scope, product, period }) => period && scope === (state.scope ?? null) && product === (state.product ?? null),
  );
  const labels = [...new Set(groups.map(({ period }) => period!.label))];
  const stops: Stop[] = labels.map((label) => ({ key: label, label }));
  const newest = { key: undefined, label: text.newest };
  const shown = new Set(data.ranking?.nodes.map(({ stat }) => stat.period.label));
  // If every province has the newest period, that stop is the same as the newest of each.
  if (shown.size > 1 && !state.period) stops.push(newest);
  const at = stops.findIndex(({ key }) => key === (state.period ?? (shown.size === 1 ? [...shown][0] : undefined)));
  return { stops, at: at < 0 ? stops.length - 1 : at };
}

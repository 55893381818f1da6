import type { ExploreClustersQuery, ExploreStatsQuery } from '../../gql/graphql';

/** The options of the controls: of these lists, those that the request of the view has. */
export type Options = Partial<
  Pick<
    ExploreStatsQuery,
    'indicators' | 'provinces' | 'rounds' | 'units' | 'limits' | 'periods' | 'sources' | 'source' | 'search'
  > &
    Pick<ExploreClustersQuery, 'industries'>
>;

/** An option of a `Select`. */
export interface Option {
  key: string;
  name: string;
}

export const named = (nodes: ({ name: string } & ({ code: string } | { slug: string }))[] = []): Option[] =>
  nodes.map((node) => ({ key: 'code' in node ? node.code : node.slug, name: node.name }));

export const unique = (texts: (string | null | undefined)[]) =>
  [...new Set(texts)].filter((text) => typeof text === 'string');

/** The sources to choose from, the chosen one among them. */
export function sourcesOf({ source, sources }: Options): Option[] {
  const all = [
    ...(source ? [source] : []),
    ...(sources?.nodes.flatMap(({ source }) => (source ? [source] : [])) ?? []),
  ];
  return [
    ...new Map(all.map((it) => [it.slug, { key: it.slug, name: `${it.title} (${it.publisher})` }])).values(),
  ].toSorted((a, b) => a.name.localeCompare(b.name));
}

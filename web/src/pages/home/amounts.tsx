import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'wouter';
import { to } from '../../addresses';
import type { Bar } from '../../design/bars';
import { SourceLink } from '../../design/stat';
import type { HomeQuery } from '../../gql/graphql';
import type { Language } from '../../language';
import { useText } from '../../text/dictionary';
import { home } from '../../text/home';
import { site } from '../../text/site';
import type { HomeState } from './state';
import { listsOf } from './stops';
import type { Place } from './tile-map';

/** An amount for each province, on the map and as bars. */
interface Amounts {
  places: Map<string, Place>;
  bars: Bar[];
  note: ReactNode;
}

/** The number of clusters in each province; none where no cluster is known. */
export function clusterAmounts(data: HomeQuery, { round }: HomeState, text: (typeof home)['EN']): Amounts {
  const counts = new Map(data.byProvince.nodes.map(({ province, count }) => [province?.code, count]));
  const places = new Map(
    data.provinces.nodes.map((province) => {
      const count = counts.get(province.code) ?? 0;
      return [
        province.code,
        { ...province, amount: { size: count, text: text.clustersCount(count), short: String(count) } },
      ];
    }),
  );
  const bars = [...places.values()]
    .filter(({ amount }) => amount.size > 0)
    .toSorted((a, b) => b.amount.size - a.amount.size)
    .map(({ code, name, amount }) => ({
      key: code,
      label: name,
      href: to.province(code),
      size: amount.size,
      amount: <Link href={to.explore({ of: 'clusters', province: code, round })}>{amount.short}</Link>,
    }));
  const list = round ? data.rounds.nodes.find(({ slug }) => slug === round) : listsOf(data).at(-1);
  return { places, bars, note: <ListNote list={list} named={data.clusters.totalCount} /> };
}

function ListNote({ list, named }: { list: HomeQuery['rounds']['nodes'][number] | undefined; named: number }) {
  const text = useText(home);
  const { source, marks } = useText(site);
  return (
    <>
      <p>{text.inEach}</p>
      {list && named < list.winnersCount && <p>{text.unnamed(named, list.winnersCount)}</p>}
      {list && (
        <p>
          {text.list}
          {marks.colon}
          <Link href={to.round(list.slug)}>{list.name}</Link>
          {marks.stop}
          {source}
          {marks.colon}
          <SourceLink source={list.source} brief />
        </p>
      )}
    </>
  );
}

/** The figure of each province, as its source has it. */
export function statAmounts(data: HomeQuery, state: HomeState, language: Language): Amounts {
  const ranking = (data.ranking?.nodes ?? []).flatMap(({ subject, stat }) =>
    'code' in subject ? [{ code: subject.code, stat }] : [],
  );
  const stats = new Map(ranking.map(({ code, stat }) => [code, stat]));
  const places = new Map(
    data.provinces.nodes.map((province): [string, Place] => {
      const stat = stats.get(province.code);
      if (!stat) return [province.code, province];
      const amount = {
        size: Number(stat.value),
        text: `${stat.formatted} (${stat.period.label})`,
        short: brief(stat.value, language),
      };
      return [province.code, { ...province, amount }];
    }),
  );
  const bars = ranking.map(({ code, stat }) => ({
    key: code,
    label: places.get(code)?.name ?? code,
    href: to.province(code),
    size: Number(stat.value),
    amount: (
      <Link href={to.explore({ of: 'stats', kind: 'PROVINCE', province: code, indicator: state.indicator })}>
        {stat.formatted}
      </Link>
    ),
  }));
  const sources = new Map(ranking.map(({ stat }) => [stat.source.slug, stat.source]));
  return { places, bars, note: <SourcesNote sources={[...sources.values()]} /> };
}

function SourcesNote({ sources }: { sources: ComponentProps<typeof SourceLink>['source'][] }) {
  const text = useText(site);
  return (
    <>
      <p>{text.sources + text.marks.colon}</p>
      <ul>
        {sources.map((source) => (
          <li key={source.slug}>
            <SourceLink source={source} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** A number rounded to fit a tile; the exact figure is beside the map and in the ranking. */
function brief(value: string, language: Language): string {
  return new Intl.NumberFormat(language === 'ZH' ? 'zh-CN' : 'en', {
    notation: 'compact',
    maximumSignificantDigits: 2,
  }).format(Number(value));
}

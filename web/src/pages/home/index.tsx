import './home.css';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useView } from '../../client';
import { Bars, type Bar } from '../../design/bars';
import { SourceLink } from '../../design/figure';
import { useMore } from '../../design/more';
import { Page, Section } from '../../design/page';
import { Show } from '../../design/states';
import { HomeDocument, type HomeQuery } from '../../gql/graphql';
import { useLanguage, type Language } from '../../language';
import { to } from '../../addresses';
import { useText } from '../../text/dictionary';
import { home } from '../../text/home';
import { site } from '../../text/site';
import { TileMap, type Place } from './map';
import { Slider, type Stop } from './slider';

/** How many bars stand there before all are asked for. */
const FIRST_BARS = 15;

/** What the address asks for. Without an indicator the map shows the number of clusters. */
interface Asked {
  indicator?: string;
  scope?: string;
  product?: string;
  round?: string;
  period?: string;
}

function useAsked(): [Asked, (asked: Asked) => void] {
  const [search, setSearch] = useSearchParams();
  const asked: Asked = {};
  for (const name of ['indicator', 'scope', 'product', 'round', 'period'] as const) {
    const value = search.get(name);
    if (value) asked[name] = value;
  }
  return [asked, (next) => setSearch(new URLSearchParams(Object.entries(next)), { replace: true })];
}

/** The map of the provinces, their ranking, and the fields. */
export default function Home() {
  const text = useText(home);
  const language = useLanguage();
  const [asked, ask] = useAsked();
  const { indicator, scope, product, round, period } = asked;
  const view = useView(HomeDocument, {
    language,
    clusters: round ? { round: { eq: round } } : {},
    figures: indicator !== undefined,
    indicator: indicator ?? '',
    ...(scope && { scope }),
    ...(product && { product }),
    unscoped: !scope && !product,
    ...(period && { period }),
  });
  return (
    <Show view={view}>
      {(data) => (
        <Page title={text.title} lead={text.lead(data.clusters.totalCount)}>
          <Shown data={data} asked={asked} ask={ask} />
          <Fields data={data} round={round} />
        </Page>
      )}
    </Show>
  );
}

/** The lists of winners: what brings several batches together, in the order of announcement. */
function listsOf(data: HomeQuery) {
  return data.rounds.nodes.filter(({ kind }) => kind === 'LIST' || kind === 'AGGREGATE');
}

function Shown({ data, asked, ask }: { data: HomeQuery; asked: Asked; ask: (asked: Asked) => void }) {
  const text = useText(home);
  const language = useLanguage();
  const [marked, mark] = useState<string>();
  const { places, bars, note } = asked.indicator ? figuresOf(data, asked, language) : clustersOf(data, asked, text);
  const [shownBars, moreBars] = useMore(bars, FIRST_BARS);
  const { stops, at } = asked.indicator ? periodsOf(data, asked, text) : releasesOf(data, asked, text);
  const choices = data.indicators.nodes.filter(({ round }) => !round);
  const chosen = choices.find(
    ({ indicator, scope, product }) =>
      indicator.code === asked.indicator && scope === (asked.scope ?? null) && product === (asked.product ?? null),
  );
  const name = chosen?.indicator.name ?? text.clusters;
  return (
    <>
      <div className="choose">
        <label>
          {text.indicator}
          <select
            value={chosen ? choices.indexOf(chosen) : ''}
            onChange={(event) => {
              const choice = choices[Number(event.target.value)];
              if (event.target.value === '' || !choice) return ask({});
              const { indicator, scope, product } = choice;
              ask({ indicator: indicator.code, ...(scope && { scope }), ...(product && { product }) });
            }}
          >
            <option value="">{text.clusters}</option>
            <optgroup label={text.figures}>
              {choices.map(({ indicator, scope, product }, index) => (
                <option key={[indicator.code, scope, product].join()} value={index}>
                  {choices.filter((it) => it.indicator.code === indicator.code).length > 1
                    ? [indicator.name, scope, product].filter(Boolean).join(' · ')
                    : indicator.name}
                </option>
              ))}
            </optgroup>
          </select>
        </label>
        <Slider
          label={text.time}
          stops={stops}
          at={at}
          onMove={({ key }) => {
            const { round: _round, period: _period, ...rest } = asked;
            ask(key === undefined ? rest : { ...rest, [asked.indicator ? 'period' : 'round']: key });
          }}
        />
      </div>
      <div className="map-and-ranking">
        <section aria-label={text.map}>
          <TileMap label={`${text.map}: ${name}`} places={places} marked={marked} onMark={mark} />
        </section>
        <section aria-label={text.ranking}>
          <h2>{name}</h2>
          <Bars label={`${text.ranking}: ${name}`} bars={shownBars} marked={marked} onMark={mark} />
          {moreBars}
          <div className="note">{note}</div>
        </section>
      </div>
    </>
  );
}

interface Amounts {
  places: Map<string, Place>;
  bars: Bar[];
  note: React.ReactNode;
}

/** The number of clusters in each province; none where no cluster is known. */
function clustersOf(data: HomeQuery, { round }: Asked, text: (typeof home)['EN']): Amounts {
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
function figuresOf(data: HomeQuery, asked: Asked, language: Language): Amounts {
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
      <Link href={to.explore({ of: 'stats', kind: 'PROVINCE', province: code, indicator: asked.indicator })}>
        {stat.formatted}
      </Link>
    ),
  }));
  const sources = new Map(ranking.map(({ stat }) => [stat.source.slug, stat.source]));
  return { places, bars, note: <SourcesNote sources={[...sources.values()]} /> };
}

function SourcesNote({ sources }: { sources: React.ComponentProps<typeof SourceLink>['source'][] }) {
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

/** As much of a number as a tile has room for; the exact figure stands beside it and in the ranking. */
function brief(value: string, language: Language): string {
  return new Intl.NumberFormat(language === 'ZH' ? 'zh-CN' : 'en', {
    notation: 'compact',
    maximumSignificantDigits: 2,
  }).format(Number(value));
}

function releasesOf(data: HomeQuery, { round }: Asked, text: (typeof home)['EN']): { stops: Stop[]; at: number } {
  const lists = listsOf(data);
  const stops = lists.map(({ slug, announcedOn, name, winnersCount }, index) => ({
    // The newest list is what an address without a list shows.
    key: index === lists.length - 1 ? undefined : slug,
    label: announcedOn?.slice(0, 4) ?? name,
    detail: text.clustersCount(winnersCount),
  }));
  const at = stops.findIndex(({ key }) => key === round);
  return { stops, at: at < 0 ? stops.length - 1 : at };
}

function periodsOf(data: HomeQuery, asked: Asked, text: (typeof home)['EN']): { stops: Stop[]; at: number } {
  const groups = (data.periods?.nodes ?? []).filter(
    ({ scope, product, period }) => period && scope === (asked.scope ?? null) && product === (asked.product ?? null),
  );
  const labels = [...new Set(groups.map(({ period }) => period!.label))];
  const stops: Stop[] = labels.map((label) => ({ key: label, label }));
  const newest = { key: undefined, label: text.newest };
  const shown = new Set(data.ranking?.nodes.map(({ stat }) => stat.period.label));
  // Where every province has the newest period, it is the same as the newest of each.
  if (shown.size > 1 && !asked.period) stops.push(newest);
  const at = stops.findIndex(({ key }) => key === (asked.period ?? (shown.size === 1 ? [...shown][0] : undefined)));
  return { stops, at: at < 0 ? stops.length - 1 : at };
}

/** The six fields and their share of the clusters. */
function Fields({ data, round }: { data: HomeQuery; round: string | undefined }) {
  const text = useText(home);
  const { marks } = useText(site);
  const total = data.clusters.totalCount;
  const fields = data.byIndustry.nodes.flatMap(({ industry, count }) =>
    industry?.kind === 'FIELD' ? [{ industry, count }] : [],
  );
  const others = data.byIndustry.nodes.filter(({ industry }) => industry?.kind !== 'FIELD');
  return (
    <Section title={text.fields} about={text.fieldsAbout(total)}>
      <Bars
        wrap
        label={text.fields}
        bars={fields.map(({ industry, count }) => ({
          key: industry.slug,
          label: industry.name,
          href: to.industry(industry.slug),
          size: count,
          amount: (
            <>
              <Link href={to.explore({ of: 'clusters', industry: industry.slug, round })}>{count}</Link>
              <span className="soft share">{((count / total) * 100).toFixed(1)}%</span>
            </>
          ),
        }))}
      />
      {others.length > 0 && (
        <p className="soft small others">
          {text.others + marks.colon}
          {others.map(({ industry, count }, index) => (
            <span key={industry?.slug ?? ''}>
              {index > 0 && ' · '}
              {industry ? <Link href={to.industry(industry.slug)}>{industry.name}</Link> : text.noField}{' '}
              {industry ? (
                <Link href={to.explore({ of: 'clusters', industry: industry.slug, round })}>{count}</Link>
              ) : (
                count
              )}
            </span>
          ))}
        </p>
      )}
    </Section>
  );
}

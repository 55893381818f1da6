import { useState } from 'react';
import { Link } from 'wouter';
import { Choice } from '../../design/choice';
import { Tag } from '../../design/tag';
import { TextField } from '../../design/text-field';
import type { ExploreClustersQuery, ExploreStatsQuery } from '../../gql/graphql';
import { to } from '../../addresses';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import {
  CLUSTER_DIMENSIONS,
  dimensionsOf,
  FILTERS,
  KINDS,
  ofOf,
  orderOf,
  ordersOf,
  preferredOnlyOf,
  REGIONS,
  STAT_DIMENSIONS,
  turned,
  type Asked,
  type Change,
  type Name,
  type Of,
  type Order,
} from './asked';

/** What the controls offer: of the lists, those that the request of the view has. */
export type Options = Partial<
  Pick<
    ExploreStatsQuery,
    'indicators' | 'provinces' | 'rounds' | 'units' | 'limits' | 'periods' | 'sources' | 'source' | 'search'
  > &
    Pick<ExploreClustersQuery, 'industries'>
>;

interface Props {
  asked: Asked;
  ask: (change: Change, options?: { replace: boolean }) => void;
  options: Options;
}

const named = (nodes: ({ name: string } & ({ code: string } | { slug: string }))[] = []) =>
  nodes.map((node) => ({ key: 'code' in node ? node.code : node.slug, name: node.name }));

const unique = (texts: (string | null | undefined)[]) => [...new Set(texts)].filter((text) => typeof text === 'string');

/** What to show, filters, order and groups. */
export function Controls({ asked, ask, options }: Props) {
  const text = useText(explore);
  const of = ofOf(asked);
  const [open, setOpen] = useState(() => matchMedia('(min-width: 1100px)').matches);
  const count = FILTERS[of].filter((name) => asked[name]).length;
  const choice = (name: Name, label: string, choices: { key: string; name: string }[], none: string = text.any) => (
    <Choice
      label={label}
      value={asked[name] ?? ''}
      none={none}
      options={choices}
      onChoose={(key) => ask({ [name]: key })}
    />
  );
  const typed = (
    name: Name,
    label: string,
    more: { hint?: string; options?: string[]; inputMode?: 'decimal'; type?: 'search' } = {},
  ) => (
    <TextField
      label={label}
      value={asked[name] ?? ''}
      onCommit={(value) => ask({ [name]: value }, { replace: true })}
      {...more}
    />
  );
  const range = (
    <fieldset className="pair">
      <legend>{text.inUnit}</legend>
      {typed('min', text.name.min, { inputMode: 'decimal' })}
      {typed('max', text.name.max, { inputMode: 'decimal' })}
    </fieldset>
  );
  const provinces = named(options.provinces?.nodes);
  const rounds = named(options.rounds?.nodes);
  const indicators = named(options.indicators?.nodes);
  return (
    <div className="controls">
      <fieldset className="segments">
        <legend className="unseen">{text.what}</legend>
        {(['clusters', 'stats'] as const).map((it: Of) => (
          <label key={it}>
            <input type="radio" name="of" checked={of === it} onChange={() => ask(turned(asked, it))} />
            <span>{text.of[it]}</span>
          </label>
        ))}
      </fieldset>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {text.filters}
          {count > 0 && ` (${count})`}
        </summary>
        <div className="fields" key={of}>
          {of === 'clusters' ? (
            <>
              {typed('q', text.name.q, { type: 'search' })}
              {choice('province', text.name.province, provinces)}
              {choice(
                'region',
                text.name.region,
                REGIONS.map((key) => ({ key, name: text.regions[key] })),
              )}
              {choice('industry', text.name.industry, named(options.industries?.nodes))}
              {choice('round', text.ofRound, rounds)}
              {choice('indicator', text.figure, indicators, text.noFigure)}
              {asked.indicator && range}
            </>
          ) : (
            <>
              {typed('q', text.find, { type: 'search', hint: text.findHint })}
              {asked.q && options.search && <Found hits={options.search.nodes} asked={asked} ask={ask} />}
              {choice('indicator', text.name.indicator, indicators)}
              {choice(
                'kind',
                text.name.kind,
                KINDS.map((key) => ({ key, name: text.kind[key] })),
              )}
              {choice('province', text.name.province, provinces)}
              {asked.indicator &&
                typed('period', text.name.period, {
                  hint: '2024',
                  options: unique(options.periods?.nodes.map(({ period }) => period?.label) ?? []),
                })}
              <fieldset className="pair">
                <legend className="unseen">{text.name.period}</legend>
                {typed('from', text.name.from, { hint: text.year })}
                {typed('to', text.name.to, { hint: text.year })}
              </fieldset>
              {choice('unit', text.name.unit, named(options.units?.nodes))}
              {range}
              {typed('scope', text.name.scope, {
                hint: text.exactly,
                options: unique(options.limits?.nodes.map(({ scope }) => scope) ?? []),
              })}
              {typed('product', text.name.product, {
                hint: text.exactly,
                options: unique(options.limits?.nodes.map(({ product }) => product) ?? []),
              })}
              {choice('source', text.name.source, sourcesOf(options))}
              {choice('round', text.name.round, rounds)}
              <label className="check">
                <input
                  type="checkbox"
                  checked={preferredOnlyOf(asked)}
                  onChange={(event) => ask({ preferredOnly: String(event.target.checked) })}
                />
                {text.name.preferredOnly}
              </label>
              <label className="check">
                <input
                  type="checkbox"
                  checked={asked.disputed === 'true'}
                  onChange={(event) => ask({ disputed: event.target.checked ? 'true' : undefined })}
                />
                {text.name.disputed}
              </label>
            </>
          )}
        </div>
      </details>
    </div>
  );
}

/** How the result is put in order and in groups. */
export function Arrangement({ asked, ask }: Omit<Props, 'options'>) {
  const text = useText(explore);
  const dimensions: string[] = ofOf(asked) === 'stats' ? STAT_DIMENSIONS : CLUSTER_DIMENSIONS;
  const [first = '', second = ''] = dimensionsOf(asked);
  const by = (...keys: (string | undefined)[]) => ask({ by: unique(keys).filter(Boolean).join(',') || undefined });
  const others = (taken: string) =>
    dimensions
      .filter((key) => key !== taken)
      .map((key) => ({ key, name: text.dimension[key as keyof typeof text.dimension] }));
  return (
    <div className="arrangement">
      <Choice
        label={text.group}
        value={first}
        none={text.noGroups}
        options={others(second)}
        onChoose={(key) => by(key, key && second)}
      />
      {first && (
        <Choice
          label={text.groupThen}
          value={second}
          none="–"
          options={others(first)}
          onChoose={(key) => by(first, key)}
        />
      )}
      <Choice
        label={text.order}
        value={orderOf(asked)}
        options={ordersOf(asked).map((key: Order) => ({ key, name: text.orders[key] }))}
        onChoose={(key) => ask({ order: key })}
      />
    </div>
  );
}

function sourcesOf({ source, sources }: Options): { key: string; name: string }[] {
  const all = [
    ...(source ? [source] : []),
    ...(sources?.nodes.flatMap(({ source }) => (source ? [source] : [])) ?? []),
  ];
  return [
    ...new Map(all.map((it) => [it.slug, { key: it.slug, name: `${it.title} (${it.publisher})` }])).values(),
  ].toSorted((a, b) => a.name.localeCompare(b.name));
}

/** What was found by name, each to filter by or to open. */
function Found({ hits, asked, ask }: { hits: NonNullable<Options['search']>['nodes'] } & Omit<Props, 'options'>) {
  const text = useText(explore);
  if (hits.length === 0) return <p className="soft small">{text.foundNothing}</p>;
  return (
    <ul className="found" aria-label={text.found}>
      {hits.map(({ item, kind, text: name }) => {
        const official = 'name' in item ? item.name : 'title' in item ? item.title : name;
        const change = filterFor(item);
        const page = pageFor(item);
        return (
          <li key={`${kind} ${official}`}>
            {change ? (
              <button type="button" className="plain" onClick={() => ask({ ...change, q: undefined })}>
                {official}
              </button>
            ) : (
              page && <Link href={page}>{official}</Link>
            )}{' '}
            <Tag>{text.searchKind[kind]}</Tag>
            {name !== official && <span className="soft small"> {name}</span>}
          </li>
        );
      })}
    </ul>
  );

  function filterFor(item: (typeof hits)[number]['item']): Change | undefined {
    switch (item.__typename) {
      case 'Indicator':
        return { indicator: item.code };
      case 'Unit':
        return { unit: item.code };
      case 'Province':
        return { province: item.code };
      case 'Round':
        return { round: item.slug };
      case 'Source':
        return { source: item.slug };
      default:
        return undefined;
    }
  }

  function pageFor(item: (typeof hits)[number]['item']): string | undefined {
    switch (item.__typename) {
      case 'Cluster':
        return to.cluster(item.slug);
      case 'Industry':
        return to.explore({ ...asked, of: 'clusters', q: undefined, industry: item.slug });
      default:
        return undefined;
    }
  }
}

/** The filters that hold, each with a button that takes it away. */
export function Chosen({ asked, ask, options }: Props) {
  const text = useText(explore);
  const names = FILTERS[ofOf(asked)].filter((name) => asked[name]);
  if (names.length === 0) return null;
  const said = (name: Name): string => {
    const value = asked[name]!;
    switch (name) {
      case 'kind':
        return text.kind[value as keyof typeof text.kind] ?? value;
      case 'region':
        return text.regions[value as keyof typeof text.regions] ?? value;
      case 'province':
        return options.provinces?.nodes.find(({ code }) => code === value)?.name ?? value;
      case 'indicator':
        return options.indicators?.nodes.find(({ code }) => code === value)?.name ?? value;
      case 'unit':
        return options.units?.nodes.find(({ code }) => code === value)?.name ?? value;
      case 'industry':
        return options.industries?.nodes.find(({ slug }) => slug === value)?.name ?? value;
      case 'round':
        return options.rounds?.nodes.find(({ slug }) => slug === value)?.name ?? value;
      case 'source':
        return options.source?.title ?? value;
      case 'disputed':
      case 'preferredOnly':
        return value === 'true' ? text.yes : text.no;
      default:
        return value;
    }
  };
  const label = (name: Name) =>
    name === 'q' && ofOf(asked) === 'stats' ? text.find : text.name[name as keyof typeof text.name];
  return (
    <ul className="chosen" aria-label={text.chosen}>
      {names.map((name) => (
        <li key={name}>
          <button
            type="button"
            aria-label={text.remove(`${label(name)}: ${said(name)}`)}
            onClick={() => ask({ [name]: undefined })}
          >
            <span className="soft">{label(name)}:</span> {said(name)} <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      {names.length > 1 && (
        <li>
          <button
            type="button"
            className="plain"
            onClick={() => ask(Object.fromEntries(names.map((name) => [name, undefined])))}
          >
            {text.clear}
          </button>
        </li>
      )}
    </ul>
  );
}

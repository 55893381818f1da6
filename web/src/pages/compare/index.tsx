import './compare.css';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useNewest, useView } from '../../client';
import { Choice } from '../../design/choice';
import { useDecimal, usePercent } from '../../design/decimal';
import { SourceLink, useLimits } from '../../design/figure';
import { LineChart } from '../../design/line-chart';
import { Page, Section } from '../../design/page';
import { Empty, Loading, Show } from '../../design/states';
import { keyOf, SubjectLink } from '../../design/subject';
import { Table } from '../../design/table';
import { Tag } from '../../design/tag';
import { TextField } from '../../design/text-field';
import {
  CompareDocument,
  type CompareQuery,
  type SearchKind,
  type SubjectKind,
  type SubjectLinkFragment,
} from '../../gql/graphql';
import { useLanguage } from '../../language';
import { to } from '../../addresses';
import { compare } from '../../text/compare';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import { basesOf, drawn, type Basis, type Drawn, type Series } from './guard';

/** More lines than this could not be told apart. */
const MOST = 6;
const KINDS: SubjectKind[] = ['PROVINCE', 'CITY', 'CLUSTER', 'INDUSTRY', 'ROUND', 'COUNTRY'];

/** What the address says. */
interface Asked {
  kind: SubjectKind;
  indicator: string | undefined;
  subjects: string[];
  from: string | undefined;
  to: string | undefined;
  basis: string | undefined;
}

type Change = Partial<{ [Key in keyof Asked]: Asked[Key] | undefined }>;

function useAsked(): [Asked, (change: Change, options?: { replace: boolean }) => void] {
  const [search, setSearch] = useSearchParams();
  const text = (name: string) => search.get(name)?.trim() || undefined;
  const asked: Asked = {
    kind: (text('kind') as SubjectKind | undefined) ?? 'PROVINCE',
    indicator: text('indicator'),
    subjects: [...new Set(text('subjects')?.split(',').filter(Boolean))].slice(0, MOST),
    from: text('from'),
    to: text('to'),
    basis: text('basis'),
  };
  return [
    asked,
    (change, options) => {
      const { subjects, ...next } = { ...asked, ...change };
      const entries = Object.entries({ ...next, subjects: subjects?.join(',') }).filter(
        (entry): entry is [string, string] => Boolean(entry[1]),
      );
      setSearch(new URLSearchParams(entries), options);
    },
  ];
}

/** Some of a kind, by one indicator, over time. */
export default function Compare() {
  const text = useText(compare);
  const language = useLanguage();
  const [asked, ask] = useAsked();
  const [sought, seek] = useState('');
  const { kind, indicator, subjects, from, to } = asked;
  const ready = indicator !== undefined && subjects.length > 0;
  const view = useView(CompareDocument, {
    language,
    kind,
    searchKinds: [kind] satisfies SearchKind[],
    indicatorOrder: [{ field: language === 'ZH' ? 'NAME_ZH' : 'NAME' }],
    drawn: ready,
    suggested: indicator !== undefined && subjects.length === 0,
    indicator: indicator ?? '',
    subjects,
    ...(from && { from }),
    ...(to && { to }),
    // Only provinces can be chosen one by one for groups.
    added: ready && kind === 'PROVINCE' && subjects.length > 1,
    provinces: kind === 'PROVINCE' ? subjects : [],
    searching: sought !== '',
    text: sought,
  });
  const { data, error } = view;
  const newest = useNewest(view);
  if (!newest) return <Loading />;
  const names = new Map(newest.series?.map(({ subject }) => [keyOf(subject), subject.name]));
  const refused = !data && error && !error.networkError;
  const add = (key: string) => {
    seek('');
    ask({ subjects: [...subjects, key] });
  };
  return (
    <Page title={text.title} lead={text.lead(MOST)} view={view}>
      <div className="compare-controls">
        <Choice
          label={text.kind}
          value={kind}
          options={KINDS.map((key) => ({ key, name: text.kinds[key] }))}
          onChoose={(key) => ask({ kind: key as SubjectKind, subjects: [], basis: undefined })}
        />
        <Choice
          label={text.indicator}
          value={indicator ?? ''}
          none={text.chooseIndicator}
          options={newest.indicators?.nodes.map(({ code, name }) => ({ key: code, name })) ?? []}
          onChoose={(key) => ask({ indicator: key, basis: undefined })}
        />
        <TextField
          label={text.from}
          value={from ?? ''}
          hint={text.year}
          onCommit={(value) => ask({ from: value || undefined }, { replace: true })}
        />
        <TextField
          label={text.to}
          value={to ?? ''}
          hint={text.year}
          onCommit={(value) => ask({ to: value || undefined }, { replace: true })}
        />
        <div className="adding">
          {subjects.length < MOST ? (
            <TextField label={text.add} type="search" value={sought} hint={text.addHint[kind]} onCommit={seek} />
          ) : (
            <p className="soft small">{text.full(MOST)}</p>
          )}
          {sought && data?.search && <Found search={data.search} chosen={subjects} onAdd={add} />}
        </div>
      </div>
      {subjects.length > 0 && (
        <ul className="chosen-subjects" aria-label={text.subjects}>
          {subjects.map((key) => (
            <li key={key}>
              <button
                type="button"
                aria-label={text.remove(names.get(key) ?? key)}
                onClick={() => ask({ subjects: subjects.filter((it) => it !== key) })}
              >
                {names.get(key) ?? key} <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {refused ? (
        <p className="notice" role="alert">
          {error.graphQLErrors.map(({ message }) => message).join(' ') || error.message}
        </p>
      ) : (
        <Show view={view}>
          {(data) => {
            if (data.series) return <Comparison data={data} asked={asked} ask={ask} />;
            if (data.ranking) return <Suggested ranking={data.ranking} ask={ask} />;
            return <Empty>{text.start}</Empty>;
          }}
        </Show>
      )}
    </Page>
  );
}

/** What was found by name, each to add. */
function Found({
  search,
  chosen,
  onAdd,
}: {
  search: NonNullable<CompareQuery['search']>;
  chosen: string[];
  onAdd: (key: string) => void;
}) {
  const text = useText(compare);
  // The request asks for nothing but subjects.
  const hits = search.nodes.map(({ item, text: name }) => ({
    key: keyOf(item as SubjectLinkFragment),
    item: item as SubjectLinkFragment,
    name,
  }));
  const others = hits.filter(({ key }) => !chosen.includes(key));
  if (others.length === 0) return <p className="soft small">{text.foundNothing}</p>;
  return (
    <ul className="found" aria-label={text.found}>
      {others.map(({ key, item, name }) => (
        <li key={key}>
          <button type="button" className="plain" onClick={() => onAdd(key)}>
            + {item.name}
          </button>
          {name !== item.name && <span className="soft small"> {name}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Who has most of it, to start from. */
function Suggested({ ranking, ask }: { ranking: NonNullable<CompareQuery['ranking']>; ask: (change: Change) => void }) {
  const text = useText(compare);
  const all = ranking.nodes.map(({ subject, stat }) => ({ key: keyOf(subject), subject, stat }));
  if (all.length === 0) return <Empty>{text.noChart}</Empty>;
  return (
    <Section title={text.suggested} about={text.suggestedAbout}>
      <ul className="found suggested">
        {all.map(({ key, subject, stat }) => (
          <li key={key}>
            <button type="button" className="plain" onClick={() => ask({ subjects: [key] })}>
              + {subject.name}
            </button>{' '}
            <span className="soft number">{stat.formatted}</span>
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => ask({ subjects: all.slice(0, 3).map(({ key }) => key) })}>
        {text.addThree}
      </button>
    </Section>
  );
}

/** What a series rests on, in words; the source may stand beside. */
function useBasis(): (series: Series, sourced?: boolean) => string {
  const text = useText(compare);
  const limits = useLimits();
  return ({ frequency, points, source, unit }, sourced = true) => {
    const figure = points.find(({ stat }) => stat)?.stat;
    return [
      (figure && limits(figure)) || text.unlimited,
      unit.name,
      text.frequency[frequency],
      sourced && source.publisher,
    ]
      .filter(Boolean)
      .join(' · ');
  };
}

interface Props {
  data: CompareQuery;
  asked: Asked;
  ask: (change: Change) => void;
}

function Comparison({ data, asked, ask }: Props) {
  const text = useText(compare);
  const basisText = useBasis();
  const compared = data.series ?? [];
  const bases = basesOf(compared);
  const basis = bases.find(({ key }) => key === asked.basis) ?? bases[0];
  const all = drawn(compared, basis);
  const shown = all.filter((it): it is Drawn & { series: Series } => it.series !== undefined && it.fit !== 'unit');
  const indicator = data.indicators.nodes.find(({ code }) => code === asked.indicator);
  return (
    <>
      {bases.length > 1 && basis && (
        <div className="basis">
          <Choice
            label={text.basis}
            value={basis.key}
            options={bases.map(({ key, example, count }) => ({
              key,
              name: `${basisText(example)} (${text.basisOf(count, compared.length)})`,
            }))}
            onChoose={(key) => ask({ basis: key })}
          />
          {/* Too long for the box of a phone. */}
          <p className="in-full soft small" aria-hidden="true">
            {basisText(basis.example)}
          </p>
        </div>
      )}
      <div className="chart-and-warnings">
        <Section title={text.chart}>
          {shown.length === 0 ? (
            <Empty>{text.noChart}</Empty>
          ) : (
            <>
              <h3 className="chart-title">
                {indicator?.name} <span className="soft unit">{basis?.example.unit.name}</span>
              </h3>
              <LineChart
                label={`${indicator?.name}: ${shown.map(({ subject }) => subject.name).join(', ')}`}
                lines={shown.map(({ key, subject, series, fit }) => ({
                  key,
                  label: fit === 'same' ? subject.name : `${subject.name} (${basisText(series)})`,
                  points: series.points.map(({ period, stat, value }) => ({
                    end: period.end,
                    value: value ? Number(value) : null,
                    title: `${subject.name}, ${period.label}: ${stat?.formatted ?? ''}`,
                  })),
                }))}
              />
            </>
          )}
        </Section>
        <Warnings all={all} basis={basis} />
      </div>
      {shown.length > 0 && <Lines shown={shown} asked={asked} />}
      {shown.length > 0 && (
        <Periods
          shown={shown}
          together={shown.every(({ fit }) => fit === 'same') ? (data.together?.nodes ?? []) : []}
        />
      )}
    </>
  );
}

/** What stands between the reader and a fair comparison. */
function Warnings({ all, basis }: { all: Drawn[]; basis: Basis | undefined }) {
  const text = useText(compare);
  const basisText = useBasis();
  const warnings = all.flatMap(({ subject: { name }, series, fit }): string[] => {
    if (!series) return [text.warn.missing(name)];
    if (fit === 'unit') return [text.warn.unit(name, basis?.example.unit.name ?? '', series.unit.name)];
    const labels = (holds: (point: Series['points'][number]) => boolean | null | undefined) =>
      series.points
        .filter(holds)
        .map(({ period }) => period.label)
        .join(', ');
    const gaps = labels(({ gap }) => Boolean(gap));
    const rough = labels(({ stat }) => stat && stat.qualifier !== 'EXACT');
    const assumed = labels(({ stat }) => stat && stat.period.basis !== 'STATED');
    const disputed = labels(({ stat }) => stat?.disputed);
    return [
      fit !== 'same' && text.warn.otherBasis(name, basisText(series)),
      series.points.filter(({ value }) => value).length === 1 && text.warn.oneOnly(name),
      gaps && text.warn.gaps(name, gaps),
      rough && text.warn.rough(name, rough),
      assumed && text.warn.assumed(name, assumed),
      disputed && text.warn.disputed(name, disputed),
    ].filter((warning) => typeof warning === 'string' && warning !== '') as string[];
  });
  const sources = new Set(all.flatMap(({ series, fit }) => (series && fit !== 'unit' ? [series.source.slug] : [])));
  if (sources.size > 1) warnings.unshift(text.warn.sources(sources.size));
  return (
    <section className={warnings.length > 0 ? 'warnings' : 'warnings clear'} aria-label={text.warnings}>
      <h2>{text.warnings}</h2>
      {warnings.length === 0 ? (
        <p>{text.none}</p>
      ) : (
        <ul>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

type Shown = (Drawn & { series: Series })[];

function Lines({ shown, asked }: { shown: Shown; asked: Asked }) {
  const text = useText(compare);
  const basisText = useBasis();
  const percent = usePercent();
  const growth = (value: string) => {
    const { brief, full } = percent(value);
    return (
      <span className="number" title={full}>
        {brief}
      </span>
    );
  };
  return (
    <Section title={text.lines}>
      <Table
        head={[text.subject, text.scope, text.growth, text.source]}
        rows={shown.map(({ key, subject, series, fit }) => ({
          key,
          cells: [
            <SubjectLink subject={subject} />,
            <>
              {basisText(series, false)} {fit !== 'same' && <Tag tone="warn">≠</Tag>}
            </>,
            series.growth?.annualGrowthPercent ? (
              <>
                {growth(series.growth.annualGrowthPercent)}
                <div className="soft small">{text.growthFrom(series.growth.from.label, series.growth.to.label)}</div>
              </>
            ) : (
              <span className="soft">–</span>
            ),
            <SourceLink source={series.source} />,
          ],
        }))}
      />
      {asked.kind === 'PROVINCE' && (
        <p className="soft small all-figures">
          {text.toExplore}:{' '}
          {shown.map(({ key, subject }, index) => (
            <span key={key}>
              {index > 0 && ' · '}
              <Link href={to.explore({ of: 'stats', kind: 'PROVINCE', province: key, indicator: asked.indicator })}>
                {subject.name}
              </Link>
            </span>
          ))}
        </p>
      )}
    </Section>
  );
}

/** The figures by period, the newest first, and their sum where there is one. */
function Periods({ shown, together }: { shown: Shown; together: NonNullable<CompareQuery['together']>['nodes'] }) {
  const text = useText(compare);
  const { refusal } = useText(explore);
  const decimal = useDecimal();
  const points = shown.flatMap(({ series }) => series.points.filter(({ stat }) => stat));
  const periods = new Map(points.map(({ period }) => [period.label, period.end]));
  const labels = [...periods].toSorted(([, a], [, b]) => b.localeCompare(a)).map(([label]) => label);
  const first = shown[0]!.series;
  const sumOf = (label: string) => {
    const group = together.find(
      ({ period, scope, product, source, unit }) =>
        period?.label === label &&
        source?.slug === first.source.slug &&
        (scope ?? null) === (first.scope ?? null) &&
        (product ?? null) === (first.product ?? null) &&
        unit.code === first.unitCode,
    );
    if (!group) return <span className="soft">–</span>;
    if (group.count < shown.length) return <span className="soft small">{text.partOf(group.count, shown.length)}</span>;
    if (group.sumUnavailableReason)
      return <span className="soft small">{text.notAdded(refusal[group.sumUnavailableReason])}</span>;
    const sum = decimal(group.sum ?? '0', group.unit);
    return (
      <span className="number" title={sum.full}>
        {sum.brief}
      </span>
    );
  };
  return (
    <Section title={text.figures} about={together.length > 0 && text.togetherAbout}>
      <Table
        head={[
          text.period,
          ...shown.map(({ subject }) => subject.name),
          ...(together.length > 0 ? [text.together] : []),
        ]}
        rows={labels.map((label) => ({
          key: label,
          cells: [
            <span className="number">{label}</span>,
            ...shown.map(({ series }) => {
              const point = series.points.find(({ period }) => period.label === label);
              return point?.stat ? (
                <span className="number">{point.stat.formatted}</span>
              ) : (
                <span className="soft">–</span>
              );
            }),
            ...(together.length > 0 ? [sumOf(label)] : []),
          ],
        }))}
      />
    </Section>
  );
}

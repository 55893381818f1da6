import { to } from '../../addresses';
import { Bars } from '../../design/bars';
import { ClusterTable } from '../../design/cluster-table';
import { LineChart, MOST_LINES } from '../../design/line-chart';
import { Section } from '../../design/page';
import { seriesOf } from '../../design/series';
import { Stat, useLimits } from '../../design/stat';
import { StatTable } from '../../design/stat-table';
import { keyOf, pageOf, SubjectLink } from '../../design/subject';
import type { ExploreClustersQuery, ExploreStatsQuery } from '../../gql/graphql';
import { useLanguage } from '../../language';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import { site } from '../../text/site';
import type { ExploreState } from './state';

type StatNode = ExploreStatsQuery['stats']['nodes'][number];
type Cluster = ExploreClustersQuery['clusters']['nodes'][number];

/** Figures as chart and table. */
export function Stats({ stats }: { stats: StatNode[] }) {
  const text = useText(explore);
  return (
    <>
      <StatChart stats={stats} />
      <Section title={text.table}>
        <div className="compact">
          <StatTable
            sharedAbove
            stats={stats}
            subjects={{
              name: text.about,
              of: new Map(stats.map(({ key, subject }) => [key, <SubjectLink subject={subject} />])),
            }}
          />
        </div>
      </Section>
    </>
  );
}

/** Lines if a subject has figures of several periods, bars otherwise; neither if the figures do not share a unit. */
function StatChart({ stats }: { stats: StatNode[] }) {
  const text = useText(explore);
  const { source: from } = useText(site);
  const limits = useLimits();
  const [first] = stats;
  if (!first) return null;
  const alike = stats.every(
    ({ indicator, unit }) => indicator.code === first.indicator.code && unit.code === first.unit.code,
  );
  if (!alike) {
    return (
      <Section title={text.chart}>
        <p className="soft">{text.noChart}</p>
      </Section>
    );
  }
  const subjects = Map.groupBy(stats, ({ subject }) => `${subject.__typename} ${keyOf(subject)}`);
  const lines = [...subjects.values()].flatMap((own) =>
    seriesOf(own).map((series) => ({ ...series, subject: own[0]!.subject })),
  );
  const title = (
    <>
      {first.indicator.name} <span className="soft unit">{first.unit.name}</span>
    </>
  );
  if (lines.length > 0) {
    return (
      <Section title={text.chart} about={text.chartOf.lines}>
        <h3>{title}</h3>
        <LineChart
          label={first.indicator.name}
          lines={lines.slice(0, MOST_LINES).map(({ key, stats, subject }) => ({
            key: `${subject.name} ${key}`,
            label: [subject.name, limits(stats[0]), `${from}: ${stats[0].source.publisher}`]
              .filter(Boolean)
              .join(' · '),
            points: stats.map(({ value, formatted, period }) => ({
              end: period.end,
              value: Number(value),
              title: `${subject.name}, ${period.label}: ${formatted}`,
            })),
          }))}
        />
        {lines.length > MOST_LINES && <p className="soft small">{text.firstLines(MOST_LINES, lines.length)}</p>}
      </Section>
    );
  }
  // Values that all bars share are shown once, above.
  const periods = [...new Set(stats.map(({ period }) => period.label))];
  const limited = [...new Set(stats.map(limits))];
  const labels = stats.map((stat) =>
    [stat.subject.name, periods.length > 1 && stat.period.label, limited.length > 1 && limits(stat)]
      .filter(Boolean)
      .join(' · '),
  );
  // If several sources have the same figure, each source gets a number.
  const sources =
    new Set(labels).size < labels.length ? [...new Map(stats.map(({ source }) => [source.slug, source])).values()] : [];
  const numberOf = ({ source }: StatNode) => `[${sources.findIndex(({ slug }) => slug === source.slug) + 1}]`;
  return (
    <Section title={text.chart} about={text.chartOf.figures}>
      <h3>{title}</h3>
      <p className="soft small">
        {[periods.length === 1 && periods[0], limited.length === 1 && limited[0]].filter(Boolean).join(' · ')}
      </p>
      {sources.map(({ slug, publisher }, index) => (
        <p key={slug} className="soft small">
          [{index + 1}] {publisher}
        </p>
      ))}
      <Bars
        wrap
        label={first.indicator.name}
        bars={stats.map((stat, index) => ({
          key: stat.key,
          label: sources.length > 0 ? `${labels[index]} ${numberOf(stat)}` : labels[index]!,
          href: pageOf(stat.subject),
          size: Number(stat.value),
          amount: stat.formatted,
        }))}
      />
    </Section>
  );
}

/** Clusters as chart and table. */
export function Clusters({
  clusters,
  byIndustry,
  state,
}: {
  clusters: Cluster[];
  byIndustry: NonNullable<ExploreClustersQuery['byIndustry']>['nodes'];
  state: ExploreState;
}) {
  const text = useText(explore);
  const language = useLanguage();
  const name = ({ nameEn, nameZh }: Cluster) => (language === 'ZH' ? nameZh : nameEn);
  const { indicator } = state;
  const measured = clusters.flatMap((cluster) => (cluster.rank ? [{ cluster, stat: cluster.rank.stat }] : []));
  const stats = new Map(measured.map(({ cluster, stat }) => [cluster.slug, stat]));
  return (
    <>
      {indicator
        ? measured.length > 0 && (
            <Section title={text.chart} about={text.chartOf.figures}>
              <h3>{measured[0]!.stat.indicator.name}</h3>
              <Bars
                wrap
                label={measured[0]!.stat.indicator.name}
                bars={measured.map(({ cluster, stat }) => ({
                  key: cluster.slug,
                  label: name(cluster),
                  href: to.cluster(cluster.slug),
                  size: Number(stat.value),
                  amount: `${stat.formatted} (${stat.period.label})`,
                }))}
              />
            </Section>
          )
        : byIndustry.length > 1 && (
            <Section title={text.chart} about={text.chartOf.fields}>
              <Bars
                wrap
                label={text.chartOf.fields}
                bars={byIndustry.map(({ count, industry }) => ({
                  key: industry?.slug ?? '',
                  label: industry?.name ?? text.none,
                  href: industry
                    ? to.explore({ ...state, industry: industry.slug, after: undefined, before: undefined })
                    : undefined,
                  size: count,
                  amount: count,
                }))}
              />
            </Section>
          )}
      <Section title={text.table}>
        <ClusterTable
          clusters={clusters}
          more={
            indicator
              ? [
                  [
                    text.figure,
                    ({ slug }) =>
                      stats.has(slug) ? (
                        <Stat stat={stats.get(slug)!} />
                      ) : (
                        <span className="soft none">{text.none}</span>
                      ),
                  ],
                ]
              : []
          }
        />
      </Section>
    </>
  );
}

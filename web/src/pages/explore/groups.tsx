import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Bars } from '../../design/bars';
import { useDecimal } from '../../design/decimal';
import { Facts } from '../../design/facts';
import { SourceLink } from '../../design/figure';
import { Section } from '../../design/page';
import { keyOf, SubjectLink } from '../../design/subject';
import { Table } from '../../design/table';
import type { ExploreClusterGroupsQuery, ExploreStatGroupsQuery } from '../../gql/graphql';
import { to } from '../../addresses';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import { site } from '../../text/site';
import { changed, dimensionsOf, orderOf, type Asked, type Change } from './asked';

type StatGroup = ExploreStatGroupsQuery['statGroups']['nodes'][number];
type ClusterGroup = ExploreClusterGroupsQuery['clusterGroups']['nodes'][number];
type Group = StatGroup | ClusterGroup;

const ofFigures = (group: Group): group is StatGroup => 'subjectKind' in group;

interface Part {
  /** How a row says it, and how a bar does. */
  name: string;
  shown: ReactNode;
  /** What in the address chooses just this part; absent where nothing does. */
  change: Change | undefined;
}

/** What a group stands for in one dimension. */
function usePart(): (group: Group, dimension: string) => Part {
  const text = useText(explore);
  const { qualifier } = useText(site);
  const none: Part = { name: text.none, shown: <span className="soft">{text.none}</span>, change: undefined };
  const plain = (name: string, change?: Change): Part => ({ name, shown: name, change });
  const linked = (name: string, href: string, change?: Change): Part => ({
    name,
    shown: <Link href={href}>{name}</Link>,
    change,
  });
  return (group, dimension) => {
    switch (dimension) {
      case 'PROVINCE':
        return group.province
          ? linked(group.province.name, to.province(group.province.code), { province: group.province.code })
          : none;
      case 'REGION':
        return group.region
          ? plain(text.regions[group.region], ofFigures(group) ? undefined : { region: group.region })
          : none;
      case 'INDUSTRY':
        return group.industry
          ? linked(
              group.industry.name,
              to.industry(group.industry.slug),
              ofFigures(group) ? undefined : { industry: group.industry.slug },
            )
          : none;
      case 'ROUND':
        return group.round ? linked(group.round.name, to.round(group.round.slug), { round: group.round.slug }) : none;
      case 'INDICATOR':
        return group.indicator ? plain(group.indicator.name, { indicator: group.indicator.code }) : none;
      case 'UNIT':
        return group.unit ? plain(group.unit.name, { unit: group.unit.code }) : none;
      default:
        return ofFigures(group) ? ofStats(group, dimension) : ofClusters(group, dimension);
    }
  };

  function ofStats(group: StatGroup, dimension: string): Part {
    switch (dimension) {
      case 'PERIOD':
        return group.period ? plain(group.period.label, { period: group.period.label }) : none;
      case 'SCOPE':
        return group.scope ? plain(group.scope, { scope: group.scope }) : none;
      case 'PRODUCT':
        return group.product ? plain(group.product, { product: group.product }) : none;
      case 'QUALIFIER':
        return group.qualifier ? plain(qualifier[group.qualifier]) : none;
      case 'SUBJECT_KIND':
        return group.subjectKind ? plain(text.kind[group.subjectKind], { kind: group.subjectKind }) : none;
      case 'SUBJECT':
        return group.subject
          ? {
              name: group.subject.name,
              shown: <SubjectLink subject={group.subject} />,
              change:
                group.subject.__typename === 'Province'
                  ? { kind: 'PROVINCE', province: keyOf(group.subject) }
                  : undefined,
            }
          : none;
      case 'SOURCE':
        return group.source
          ? {
              name: group.source.title,
              shown: <SourceLink source={group.source} />,
              change: { source: group.source.slug },
            }
          : none;
      default:
        return none;
    }
  }

  function ofClusters(group: ClusterGroup, dimension: string): Part {
    switch (dimension) {
      case 'CITY':
        return group.city ? plain(group.city.name) : none;
      case 'TRACK':
        return group.track ? linked(group.track.name, to.industry(group.track.slug)) : none;
      case 'VERIFICATION':
        return group.verification ? plain(text.verification[group.verification]) : none;
      default:
        return none;
    }
  }
}

/** A number of things, leading to just these where filters can say which. */
function Count({ count, parts, asked, more = {} }: { count: number; parts: Part[]; asked: Asked; more?: Change }) {
  const changes = parts.map(({ change }) => change);
  if (changes.some((change) => !change)) return count;
  return <Link href={to.explore(changed(asked, Object.assign({ by: undefined }, more, ...changes)))}>{count}</Link>;
}

function Sum({ group }: { group: Group }) {
  const text = useText(explore);
  const decimal = useDecimal();
  if (!group.sum)
    return (
      <span className="soft small refusal">
        {group.sumUnavailableReason && text.notAdded(text.refusal[group.sumUnavailableReason])}
      </span>
    );
  const { brief, full } = decimal(group.sum, group.unit ?? undefined);
  return (
    <>
      <span className="number strong" title={full}>
        {brief}
      </span>
      {group.qualifiedCount > 0 && <div className="soft small">{text.rough(group.qualifiedCount)}</div>}
    </>
  );
}

function Amount({ value, group, rough = false }: { value: string | null | undefined; group: Group; rough?: boolean }) {
  const decimal = useDecimal();
  if (!value) return <span className="soft">–</span>;
  const { brief, full } = decimal(value, group.unit ?? undefined, rough);
  return (
    <span className="number" title={full}>
      {brief}
    </span>
  );
}

const MEASURES = { SUM: 'sum', AVERAGE: 'average', MAXIMUM: 'maximum', MINIMUM: 'minimum' } as const;

/** What the bars of groups show: what they are ordered by, or else sums, or else counts. */
function measureOf(groups: Group[], asked: Asked): keyof typeof MEASURES | 'COUNT' {
  const units = new Set(groups.map(({ indicator, unit }) => `${indicator?.code} ${unit?.code}`));
  if (units.size !== 1 || !groups[0]?.indicator) return 'COUNT';
  const [field = ''] = orderOf(asked).split('-');
  if (asked.order && field === 'COUNT') return 'COUNT';
  if (field in MEASURES) return field as keyof typeof MEASURES;
  return groups.some(({ sum }) => sum) ? 'SUM' : 'COUNT';
}

function GroupChart({ groups, asked }: { groups: Group[]; asked: Asked }) {
  const text = useText(explore);
  const part = usePart();
  const decimal = useDecimal();
  const measure = measureOf(groups, asked);
  const limits = (group: Group) =>
    ofFigures(group)
      ? [group.scope, group.product, !dimensionsOf(asked).includes('ROUND') && group.round?.name]
          .filter(Boolean)
          .join(', ')
      : '';
  const several = new Set(groups.map(limits)).size > 1;
  const name = {
    SUM: text.sum,
    AVERAGE: text.average,
    MAXIMUM: text.maximum,
    MINIMUM: text.minimum,
    COUNT: ofFigures(groups[0]!) ? text.count : text.clusterCount,
  }[measure];
  const indicator = measure !== 'COUNT' && groups[0]?.indicator?.name;
  const unshown = measure !== 'COUNT' && groups.some((group) => !group[MEASURES[measure]]);
  const codes = new Set(groups.map((group) => group.indicator?.code)).size > 1;
  return (
    <Section title={text.chart} about={text.chartOf.groups}>
      <h3>{[name, indicator].filter(Boolean).join(' · ')}</h3>
      {unshown && <p className="soft small">{text.unshown}</p>}
      <Bars
        wrap
        label={name}
        bars={groups.flatMap((group, index) => {
          const value = measure === 'COUNT' ? String(group.count) : group[MEASURES[measure]];
          if (!value) return [];
          const parts = dimensionsOf(asked).map((dimension) => part(group, dimension).name);
          const indicatorToo = codes && !dimensionsOf(asked).includes('INDICATOR') && group.indicator?.name;
          return [
            {
              key: String(index),
              label: [...parts, indicatorToo, several && limits(group)].filter(Boolean).join(' · '),
              href: undefined,
              size: Number(value),
              amount:
                measure === 'COUNT'
                  ? group.count
                  : decimal(value, group.unit ?? undefined, measure === 'AVERAGE').brief,
            },
          ];
        })}
      />
    </Section>
  );
}

/** Figures in groups. */
export function StatGroups({ groups, asked }: { groups: StatGroup[]; asked: Asked }) {
  const text = useText(explore);
  const words = useText(site).figure;
  const decimal = useDecimal();
  const part = usePart();
  const dimensions = dimensionsOf(asked);
  const limits = ({ scope, product, threshold, round }: StatGroup) =>
    [
      !dimensions.includes('SCOPE') && scope,
      !dimensions.includes('PRODUCT') && product,
      threshold && words.above(decimal(threshold.value, threshold.unit).brief),
      round && !dimensions.includes('ROUND') && words.inRound(round.name),
    ]
      .filter(Boolean)
      .join(' · ');
  const measured = (group: StatGroup) => (
    <>
      {!dimensions.includes('INDICATOR') && group.indicator.name} <span className="soft small">{group.unit.name}</span>
      {limits(group) && <div className="soft small">{limits(group)}</div>}
    </>
  );
  const kinds = new Set(groups.map((group) => [group.indicator.code, group.unit.code, limits(group)].join('\n')));
  // What is the same for all stands once above.
  const alike = groups.length > 1 && kinds.size === 1;
  return (
    <>
      <GroupChart groups={groups} asked={asked} />
      <Section title={text.table} about={text.inEach}>
        {alike && <Facts facts={[[text.measured, measured(groups[0]!)]]} />}
        <Table
          head={[
            ...dimensions.map((dimension) => text.dimension[dimension as keyof typeof text.dimension] ?? dimension),
            ...(alike ? [] : [text.measured]),
            text.count,
            text.sum,
            text.average,
            text.minimum,
            text.maximum,
          ]}
          rows={groups.map((group, index) => {
            const parts = dimensions.map((dimension) => part(group, dimension));
            const { indicator, unit, scope, product } = group;
            // A group has one indicator, unit, scope and product, whether or not it is grouped by them.
            const more = {
              indicator: indicator.code,
              unit: unit.code,
              ...(scope && { scope }),
              ...(product && { product }),
              preferredOnly: asked.preferredOnly ?? 'true',
            };
            return {
              key: String(index),
              cells: [
                ...parts.map(({ shown }) => shown),
                ...(alike ? [] : [measured(group)]),
                <Count count={group.count} parts={parts} asked={asked} more={more} />,
                <Sum group={group} />,
                <Amount value={group.average} group={group} rough />,
                <Amount value={group.minimum} group={group} />,
                <Amount value={group.maximum} group={group} />,
              ],
            };
          })}
        />
      </Section>
    </>
  );
}

/** Clusters in groups, with one figure of each added up where one is chosen. */
export function ClusterGroups({ groups, asked }: { groups: ClusterGroup[]; asked: Asked }) {
  const text = useText(explore);
  const part = usePart();
  const dimensions = dimensionsOf(asked);
  const { indicator } = asked;
  return (
    <>
      <GroupChart groups={groups} asked={asked} />
      <Section title={text.table} about={text.inEach}>
        <Table
          head={[
            ...dimensions.map((dimension) => text.dimension[dimension as keyof typeof text.dimension] ?? dimension),
            text.clusterCount,
            ...(indicator ? [text.withFigure, text.sum, text.average, text.minimum, text.maximum] : []),
          ]}
          rows={groups.map((group, index) => {
            const parts = dimensions.map((dimension) => part(group, dimension));
            return {
              key: String(index),
              cells: [
                ...parts.map(({ shown }) => shown),
                <Count count={group.count} parts={parts} asked={asked} />,
                ...(indicator
                  ? [
                      group.figureCount,
                      <Sum group={group} />,
                      <Amount value={group.average} group={group} rough />,
                      <Amount value={group.minimum} group={group} />,
                      <Amount value={group.maximum} group={group} />,
                    ]
                  : []),
              ],
            };
          })}
        />
      </Section>
    </>
  );
}

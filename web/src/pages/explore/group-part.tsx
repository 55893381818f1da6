import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { to } from '../../addresses';
import { SourceLink } from '../../design/stat';
import { keyOf, SubjectLink } from '../../design/subject';
import type { ExploreClusterGroupsQuery, ExploreStatGroupsQuery } from '../../gql/graphql';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import { site } from '../../text/site';
import type { Change } from './state';

export type StatGroup = ExploreStatGroupsQuery['statGroups']['nodes'][number];
export type ClusterGroup = ExploreClusterGroupsQuery['clusterGroups']['nodes'][number];
export type Group = StatGroup | ClusterGroup;

export const isStatGroup = (group: Group): group is StatGroup => 'subjectKind' in group;

export interface Part {
  /** As text, for a bar. */
  name: string;
  /** For a cell of the table. */
  shown: ReactNode;
  /** The change of the address that filters by this part; absent where no filter does. */
  change: Change | undefined;
}

/** The value of a group in one dimension. */
export function usePart(): (group: Group, dimension: string) => Part {
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
          ? plain(text.regions[group.region], isStatGroup(group) ? undefined : { region: group.region })
          : none;
      case 'INDUSTRY':
        return group.industry
          ? linked(
              group.industry.name,
              to.industry(group.industry.slug),
              isStatGroup(group) ? undefined : { industry: group.industry.slug },
            )
          : none;
      case 'ROUND':
        return group.round ? linked(group.round.name, to.round(group.round.slug), { round: group.round.slug }) : none;
      case 'INDICATOR':
        return group.indicator ? plain(group.indicator.name, { indicator: group.indicator.code }) : none;
      case 'UNIT':
        return group.unit ? plain(group.unit.name, { unit: group.unit.code }) : none;
      default:
        return isStatGroup(group) ? ofStats(group, dimension) : ofClusters(group, dimension);
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

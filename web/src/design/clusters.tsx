import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ClusterRowFragment, PlaceFragment } from '../gql/graphql';
import { to } from '../routes';
import { useText } from '../text/dictionary';
import { subject } from '../text/subject';
import { useMore } from './more';
import { BothNames } from './names';
import { Table } from './table';
import { Tag } from './tag';

/** Where a cluster lies. */
export function Places({ locations }: { locations: PlaceFragment[] }) {
  const { lead } = useText(subject);
  return (
    <ul className="plain">
      {locations.map(({ position, role, city, province }) => (
        <li key={position}>
          {/* A municipality is a city and a province at once. */}
          {city && city.name !== province.name && `${city.name}, `}
          <Link href={to.province(province.code)}>{province.name}</Link>{' '}
          {role && <Tag>{lead[role]}</Tag>}
        </li>
      ))}
    </ul>
  );
}

/** How many clusters a table starts with. */
const FIRST = 20;

interface Props {
  clusters: ClusterRowFragment[];
  /** Left out where it is the same for all. */
  without?: 'industry' | 'awards';
  /** Columns at the end, by heading. */
  more?: [heading: string, cell: (cluster: ClusterRowFragment) => ReactNode][];
}

/** Clusters as a table. */
export function Clusters({ clusters, without, more = [] }: Props) {
  const text = useText(subject);
  const [shown, button] = useMore(clusters, FIRST);
  const columns: typeof more = [
    [text.cluster, (cluster) => <BothNames of={cluster} href={to.cluster(cluster.slug)} />],
    [text.place, ({ locations }) => <Places locations={locations} />],
  ];
  if (without !== 'industry') {
    columns.push([text.field, ({ industry }) => industry && <Link href={to.industry(industry.slug)}>{industry.name}</Link>]);
  }
  if (without !== 'awards') {
    columns.push([
      text.wonIn,
      ({ awards }) => (
        <ul className="plain">
          {awards.map(({ round }) => (
            <li key={round.slug}>
              <Link href={to.round(round.slug)}>{round.name}</Link>
              {round.announcedOn && <span className="soft small date"> {round.announcedOn}</span>}
            </li>
          ))}
        </ul>
      ),
    ]);
  }
  columns.push(...more);
  return (
    <>
      <Table
        head={columns.map(([heading]) => heading)}
        rows={shown.map((cluster) => ({ key: cluster.slug, cells: columns.map(([, cell]) => cell(cluster)) }))}
      />
      {button}
    </>
  );
}

import { Fragment, type ReactNode } from 'react';
import { Link } from 'wouter';
import { to } from '../addresses';
import type { ClusterRowFragment, PlaceFragment } from '../gql/graphql';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { subject } from '../text/subject';
import { useMore } from './more';
import { BothNames } from './names';
import { Table } from './table';
import { Tag } from './tag';

/** The locations of a cluster: a line for each province, with the cities in it. */
export function PlaceList({ locations }: { locations: PlaceFragment[] }) {
  const { lead } = useText(subject);
  const { marks } = useText(site);
  const provinces = Map.groupBy(locations, ({ province }) => province.code);
  return (
    <ul className="plain">
      {[...provinces].map(([code, places]) => {
        const { name } = places[0]!.province;
        const province = <Link href={to.province(code)}>{name}</Link>;
        // A municipality is a city and a province at once.
        const cities = places.filter(({ city }) => city && city.name !== name);
        const own = places.find((it) => it.role && !cities.includes(it));
        return (
          <li key={code}>
            {cities.map(({ position, city, role }, index) => (
              <Fragment key={position}>
                {/* A tag separates them, too. */}
                {index > 0 && (cities[index - 1]!.role ? ' ' : marks.and)}
                {city?.name}
                {role && (
                  <>
                    {' '}
                    <Tag>{lead[role]}</Tag>
                  </>
                )}
              </Fragment>
            ))}
            {cities.length > 0 && marks.opening}
            {province}
            {cities.length > 0 && marks.closing}
            {own?.role && (
              <>
                {' '}
                <Tag>{lead[own.role]}</Tag>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** How many clusters a table shows at first. */
const FIRST = 20;

interface Props {
  clusters: ClusterRowFragment[];
  /** A column to leave out, where all rows have the same value. */
  without?: 'industry' | 'awards';
  /** More columns at the end, by heading. */
  more?: [heading: string, cell: (cluster: ClusterRowFragment) => ReactNode][];
}

/** Clusters as a table. */
export function ClusterTable({ clusters, without, more = [] }: Props) {
  const text = useText(subject);
  const [shown, button] = useMore(clusters, FIRST);
  const columns: typeof more = [
    [text.cluster, (cluster) => <BothNames of={cluster} href={to.cluster(cluster.slug)} />],
    [text.place, ({ locations }) => <PlaceList locations={locations} />],
  ];
  if (without !== 'industry') {
    columns.push([
      text.field,
      ({ industry }) => industry && <Link href={to.industry(industry.slug)}>{industry.name}</Link>,
    ]);
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

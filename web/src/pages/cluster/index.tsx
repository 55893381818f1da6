import { Link, useParams } from 'wouter';
import { to } from '../../addresses';
import { useView } from '../../client';
import { AllStats } from '../../design/all-stats';
import { PlaceList } from '../../design/cluster-table';
import { Facts } from '../../design/facts';
import { OtherNames, useNames } from '../../design/names';
import { Page, Section } from '../../design/page';
import { SourceLink } from '../../design/stat';
import { Missing, Show } from '../../design/states';
import { Table } from '../../design/table';
import { ClusterDocument, type ClusterQuery } from '../../gql/graphql';
import { useLanguage } from '../../language';
import { cluster as words } from '../../text/cluster';
import { useText } from '../../text/dictionary';
import { site } from '../../text/site';
import { subject } from '../../text/subject';

/** A cluster, with its locations, awards, names and figures. */
export default function Cluster() {
  const { slug } = useParams<{ slug: string }>();
  const view = useView(ClusterDocument, { slug, language: useLanguage() });
  return (
    <Show named view={view}>
      {({ cluster }) => (cluster ? <Content cluster={cluster} /> : <Missing />)}
    </Show>
  );
}

function Content({ cluster }: { cluster: NonNullable<ClusterQuery['cluster']> }) {
  const text = { ...useText(subject), ...useText(words) };
  const { source } = useText(site);
  const { awards, industry, locations, stats, track } = cluster;
  const [name, otherName] = useNames(cluster);
  const remarks = [
    cluster.verification === 'PARTIAL' && text.partial,
    cluster.nameEnOrigin === 'TRANSLATED' && text.translated,
    cluster.nameZhOrigin === 'COMPILED' && text.compiled,
    cluster.note,
  ].filter((remark) => typeof remark === 'string');
  // Its own names, and the nicknames of its cities for what they make.
  const names = [
    ...cluster.names.map((it) => ({ name: it, of: name })),
    ...locations.flatMap(({ city }) => (city?.names ?? []).map((it) => ({ name: it, of: city?.name }))),
  ];
  return (
    <Page title={name} otherName={otherName} eyebrow={text.kind}>
      <Facts
        facts={[
          [text.place, <PlaceList locations={locations} />],
          [
            text.field,
            industry && (
              <>
                <Link href={to.industry(industry.slug)}>{industry.name}</Link>
                {cluster.industryBasis === 'ASSIGNED' && <div className="soft small">{text.assigned}</div>}
              </>
            ),
          ],
          [text.track, track && <Link href={to.industry(track.slug)}>{track.name}</Link>],
          [text.named, <SourceLink source={cluster.source} />],
        ]}
      />
      {remarks.length > 0 && <p className="soft small remarks">{remarks.join(' ')}</p>}

      <Section title={text.awards}>
        <Table
          head={[text.round, text.contest, text.announced, text.winners, text.rank, source]}
          rows={awards.map(({ round, rank, note, source }) => ({
            key: round.slug,
            cells: [
              <Link href={to.round(round.slug)}>{round.name}</Link>,
              <Link href={to.contest(round.contest.slug)}>{round.contest.name}</Link>,
              <span className="date">{round.announcedOn}</span>,
              round.winnersCount,
              <>
                {rank ?? '–'}
                {note && <div className="soft small">{note}</div>}
              </>,
              <SourceLink source={source} />,
            ],
          }))}
        />
      </Section>

      {names.length > 0 && (
        <Section title={text.names}>
          <OtherNames names={names} />
        </Section>
      )}

      <AllStats stats={stats.nodes} total={stats.totalCount} />
    </Page>
  );
}

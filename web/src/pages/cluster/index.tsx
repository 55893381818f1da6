import { Link, useParams } from 'wouter';
import { useView } from '../../client';
import { Disagreements, disagreementsOf } from '../../design/disagreements';
import { Facts } from '../../design/facts';
import { SourceLink } from '../../design/figure';
import { Figures } from '../../design/figures';
import { OverTime } from '../../design/over-time';
import { Page, Section } from '../../design/page';
import { seriesOf } from '../../design/series';
import { Empty, Missing, Show } from '../../design/states';
import { Table } from '../../design/table';
import { Tag } from '../../design/tag';
import { ClusterDocument, type ClusterQuery } from '../../gql/graphql';
import { useLanguage } from '../../language';
import { to } from '../../routes';
import { useText } from '../../text/dictionary';
import { cluster as words } from '../../text/cluster';
import { site } from '../../text/site';

/** A cluster, with all that is known of it. */
export default function Cluster() {
  const { slug } = useParams<{ slug: string }>();
  const view = useView(ClusterDocument, { slug, language: useLanguage() });
  return <Show view={view}>{({ cluster }) => (cluster ? <Shown cluster={cluster} /> : <Missing />)}</Show>;
}

function Shown({ cluster }: { cluster: NonNullable<ClusterQuery['cluster']> }) {
  const text = useText(words);
  const { source } = useText(site);
  const language = useLanguage();
  const { awards, industry, names, stats, track } = cluster;
  const [name, otherName] = language === 'ZH' ? [cluster.nameZh, cluster.nameEn] : [cluster.nameEn, cluster.nameZh];
  const remarks = [
    cluster.verification === 'PARTIAL' && text.partial,
    cluster.nameEnOrigin === 'TRANSLATED' && text.translated,
    cluster.nameZhOrigin === 'COMPILED' && text.compiled,
    cluster.note,
  ].filter((remark) => typeof remark === 'string');
  const series = seriesOf(stats.nodes);
  const disagreements = disagreementsOf(stats.nodes);
  return (
    <Page title={name} otherName={otherName} eyebrow={text.kind}>
      <Facts
        facts={[
          [text.place, <Places locations={cluster.locations} />],
          [
            text.industry,
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
          rows={awards.map(({ round, rank, source }) => ({
            key: round.slug,
            cells: [
              <Link href={to.round(round.slug)}>{round.name}</Link>,
              <Link href={to.contest(round.contest.slug)}>{round.contest.name}</Link>,
              <span className="date">{round.announcedOn}</span>,
              round.winnersCount,
              rank ?? '–',
              <SourceLink source={source} />,
            ],
          }))}
        />
      </Section>

      {names.length > 0 && (
        <Section title={text.names}>
          <Table
            head={[text.name, text.kindOfName, source]}
            rows={names.map(({ kind, text: name, language, note, source }) => ({
              key: `${kind} ${name}`,
              cells: [
                <span lang={language}>{name}</span>,
                <>
                  <Tag>{text.nameKind[kind]}</Tag>
                  {note && <div className="soft small">{note}</div>}
                </>,
                <SourceLink source={source} />,
              ],
            }))}
          />
        </Section>
      )}

      {series.length > 0 && (
        <Section title={text.series} about={text.seriesAbout}>
          <OverTime series={series} />
        </Section>
      )}

      {disagreements.length > 0 && (
        <Section title={text.disagreements} about={text.disagreementsAbout}>
          <Disagreements groups={disagreements} />
        </Section>
      )}

      <Section title={text.figures} about={stats.totalCount > 0 && text.figuresAbout(stats.totalCount)}>
        {stats.nodes.length > 0 ? <Figures figures={stats.nodes} /> : <Empty>{text.noFigures}</Empty>}
        {stats.totalCount > stats.nodes.length && <p className="soft small">{text.moreFigures(stats.nodes.length)}</p>}
      </Section>
    </Page>
  );
}

function Places({ locations }: { locations: NonNullable<ClusterQuery['cluster']>['locations'] }) {
  const { lead } = useText(words);
  return (
    <ul>
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

import { Link, useParams } from 'wouter';
import { to } from '../../addresses';
import { useView } from '../../client';
import { AllStats } from '../../design/all-stats';
import { ByProvince } from '../../design/by-province';
import { ClusterTable } from '../../design/cluster-table';
import { Facts } from '../../design/facts';
import { BothNames, OtherNames, useNames } from '../../design/names';
import { Page, Section } from '../../design/page';
import { SourceLink } from '../../design/stat';
import { Empty, Missing, Show } from '../../design/states';
import { Table } from '../../design/table';
import { IndustryDocument, type IndustryQuery } from '../../gql/graphql';
import { useLanguage } from '../../language';
import { useText } from '../../text/dictionary';
import { industry as words } from '../../text/industry';
import { site } from '../../text/site';
import { subject } from '../../text/subject';

/** A field, track or label, with its clusters. */
export default function Industry() {
  const { slug } = useParams<{ slug: string }>();
  const view = useView(IndustryDocument, { slug, language: useLanguage() });
  return (
    <Show named view={view}>
      {({ industry, byProvince }) =>
        industry ? <Content industry={industry} groups={byProvince.nodes} /> : <Missing />
      }
    </Show>
  );
}

interface Props {
  industry: NonNullable<IndustryQuery['industry']>;
  groups: IndustryQuery['byProvince']['nodes'];
}

function Content({ industry, groups }: Props) {
  const text = { ...useText(subject), ...useText(words) };
  const { source } = useText(site);
  const [name, otherName] = useNames(industry);
  const { clusters, parent, slug, stats, tracks } = industry;
  return (
    <Page title={name} otherName={otherName} eyebrow={text.kind[industry.kind]}>
      <Facts
        facts={[
          [text.within, parent && <Link href={to.industry(parent.slug)}>{parent.name}</Link>],
          [text.clusters, clusters.totalCount],
          [text.named, <SourceLink source={industry.source} />],
          [text.note, industry.note],
        ]}
      />

      {tracks.length > 0 && (
        <Section title={text.tracks}>
          <Table
            head={[text.track, text.clusters, source]}
            rows={tracks.map((track) => ({
              key: track.slug,
              cells: [
                <BothNames of={track} href={to.industry(track.slug)} />,
                track.clusters.totalCount,
                <SourceLink source={track.source} />,
              ],
            }))}
          />
        </Section>
      )}

      <ByProvince groups={groups} list={(province) => to.explore({ of: 'clusters', industry: slug, province })} />

      <Section title={text.clusters} about={clusters.totalCount > 0 && text.clustersAbout(clusters.totalCount)}>
        {clusters.totalCount > 0 ? (
          <ClusterTable clusters={clusters.nodes} {...(industry.kind !== 'TRACK' && { without: 'industry' })} />
        ) : (
          <Empty>{text.noClusters}</Empty>
        )}
      </Section>

      {industry.names.length > 0 && (
        <Section title={text.names}>
          <OtherNames names={industry.names.map((it) => ({ name: it }))} />
        </Section>
      )}

      <AllStats stats={stats.nodes} total={stats.totalCount} />
    </Page>
  );
}

import { Link, useParams } from 'wouter';
import { to } from '../../addresses';
import { useView } from '../../client';
import { AllStats } from '../../design/all-stats';
import { Facts } from '../../design/facts';
import { BothNames, OtherNames, useNames } from '../../design/names';
import { Page, Section } from '../../design/page';
import { SourceLink } from '../../design/stat';
import { Missing, Show } from '../../design/states';
import { Table } from '../../design/table';
import { ContestDocument, type ContestQuery } from '../../gql/graphql';
import { useLanguage } from '../../language';
import { contest as words } from '../../text/contest';
import { useText } from '../../text/dictionary';
import { site } from '../../text/site';
import { subject } from '../../text/subject';

/** A contest, with its rounds. */
export default function Contest() {
  const { slug } = useParams<{ slug: string }>();
  const view = useView(ContestDocument, { slug, language: useLanguage() });
  return (
    <Show named view={view}>
      {({ contest }) => (contest ? <Content contest={contest} /> : <Missing />)}
    </Show>
  );
}

function Content({ contest }: { contest: NonNullable<ContestQuery['contest']> }) {
  const text = { ...useText(subject), ...useText(words) };
  const { source } = useText(site);
  const [name, otherName] = useNames(contest);
  const { aim, criteria, organizerEn, organizerZh, rounds, stats } = contest;
  return (
    <Page title={name} otherName={otherName} eyebrow={text.kind}>
      <Facts
        facts={[
          [text.organizer, <BothNames of={{ nameEn: organizerEn, nameZh: organizerZh }} />],
          [text.launched, contest.launched],
          [source, <SourceLink source={contest.source} />],
        ]}
      />
      {/* The source is in English only. */}
      <Facts
        facts={[
          [text.aim, aim && <span lang="en">{aim}</span>],
          [text.criteria, criteria && <span lang="en">{criteria}</span>],
        ]}
      />

      <Section title={text.rounds} about={text.roundsAbout}>
        <Table
          head={[text.round, text.kindOfRound, text.winners, text.announced, text.confirmed, text.partOf, source]}
          rows={rounds.map((round) => ({
            key: round.slug,
            cells: [
              <BothNames of={round} href={to.round(round.slug)} />,
              text.roundKind[round.kind],
              <span className="number">{round.winnersCount}</span>,
              round.announcedOn && <span className="date">{round.announcedOn}</span>,
              round.confirmedOn && <span className="date">{round.confirmedOn}</span>,
              round.parent && <Link href={to.round(round.parent.slug)}>{round.parent.name}</Link>,
              <SourceLink source={round.source} />,
            ],
          }))}
        />
      </Section>

      {contest.names.length > 0 && (
        <Section title={text.names}>
          <OtherNames names={contest.names.map((it) => ({ name: it }))} />
        </Section>
      )}

      <AllStats stats={stats.nodes} total={stats.totalCount} />
    </Page>
  );
}

import { Link, useParams } from 'wouter';
import { to } from '../../addresses';
import { useView } from '../../client';
import { AllStats, StatList } from '../../design/all-stats';
import { ByProvince } from '../../design/by-province';
import { ClusterTable } from '../../design/cluster-table';
import { Facts } from '../../design/facts';
import { OtherNames, useNames } from '../../design/names';
import { Page, Section } from '../../design/page';
import { SourceLink } from '../../design/stat';
import { Empty, Missing, Show } from '../../design/states';
import { RoundDocument, type RoundQuery } from '../../gql/graphql';
import { useLanguage } from '../../language';
import { useText } from '../../text/dictionary';
import { round as words } from '../../text/round';
import { site } from '../../text/site';
import { subject } from '../../text/subject';

/** A round, batch or list of a contest, with its winners. */
export default function Round() {
  const { slug } = useParams<{ slug: string }>();
  const view = useView(RoundDocument, { slug, language: useLanguage() });
  return (
    <Show named view={view}>
      {({ round, ...rest }) => (round ? <Content round={round} {...rest} /> : <Missing />)}
    </Show>
  );
}

function Content({ round, byProvince, counted }: RoundQuery & { round: NonNullable<RoundQuery['round']> }) {
  const text = { ...useText(subject), ...useText(words) };
  const { source } = useText(site);
  const [name, otherName] = useNames(round);
  const { awards, contest, parent, rounds, slug, stats, winnersCount } = round;
  const awardOf = new Map(awards.nodes.map((award) => [award.cluster.slug, award]));
  const ranked = awards.nodes.some(({ rank }) => rank !== null);
  return (
    <Page title={name} otherName={otherName} eyebrow={text.roundKind[round.kind]}>
      <Facts
        facts={[
          [text.contest, <Link href={to.contest(contest.slug)}>{contest.name}</Link>],
          [
            text.winners,
            <>
              {winnersCount}
              {awards.totalCount > 0 && (
                <div>
                  <Link href={to.home({ round: slug })}>{text.onTheMap}</Link>
                </div>
              )}
            </>,
          ],
          [text.announced, round.announcedOn],
          [text.confirmed, round.confirmedOn],
          [text.document, round.document && <span lang="zh-Hans">{round.document}</span>],
          [text.partOf, parent && <Link href={to.round(parent.slug)}>{parent.name}</Link>],
          [
            text.consistsOf,
            rounds.length > 0 && (
              <ul>
                {rounds.map(({ slug, name, winnersCount }) => (
                  <li key={slug}>
                    <Link href={to.round(slug)}>{name}</Link> <span className="soft">({winnersCount})</span>
                  </li>
                ))}
              </ul>
            ),
          ],
          [source, <SourceLink source={round.source} />],
        ]}
      />
      {round.note && <p className="soft small remarks">{round.note}</p>}

      <ByProvince
        groups={byProvince.nodes}
        list={(province) => to.explore({ of: 'clusters', round: slug, province })}
      />

      <Section title={text.list} about={awards.totalCount > 0 && text.named(awards.totalCount, winnersCount)}>
        {awards.totalCount > 0 ? (
          <ClusterTable
            clusters={awards.nodes.map(({ cluster }) => cluster)}
            {...(round.kind !== 'AGGREGATE' && { without: 'awards' })}
            more={[
              ...(ranked
                ? [
                    [text.rank, ({ slug }: { slug: string }) => awardOf.get(slug)?.rank ?? '–'] as [
                      string,
                      () => string,
                    ],
                  ]
                : []),
              [
                source,
                ({ slug }) => {
                  const award = awardOf.get(slug);
                  if (!award) return null;
                  const remarks = [award.verification === 'PARTIAL' && text.partial, award.note].filter(Boolean);
                  return (
                    <>
                      <SourceLink source={award.source} />
                      {remarks.length > 0 && <div className="soft small">{remarks.join(' ')}</div>}
                    </>
                  );
                },
              ],
            ]}
          />
        ) : (
          <Empty>{text.noWinners}</Empty>
        )}
      </Section>

      {round.names.length > 0 && (
        <Section title={text.names}>
          <OtherNames names={round.names.map((it) => ({ name: it }))} />
        </Section>
      )}

      <AllStats stats={stats.nodes} total={stats.totalCount} />

      {counted.totalCount > 0 && (
        <Section title={text.counted} about={text.countedAbout}>
          <StatList stats={counted.nodes} total={counted.totalCount} rest={to.explore({ of: 'stats', round: slug })} />
        </Section>
      )}
    </Page>
  );
}

import { Link, useParams } from 'wouter';
import { to } from '../../addresses';
import { useView } from '../../client';
import { StatList } from '../../design/all-stats';
import { Disagreements, preferredFirst } from '../../design/disagreements';
import { Facts } from '../../design/facts';
import { useMore } from '../../design/more';
import { Page, Section } from '../../design/page';
import { Empty, Missing, Show } from '../../design/states';
import { Table } from '../../design/table';
import { SourceDocument, type SourceQuery } from '../../gql/graphql';
import { useLanguage } from '../../language';
import { useText } from '../../text/dictionary';
import { site } from '../../text/site';
import { source as words } from '../../text/source';
import { subject } from '../../text/subject';

/** How many disagreements are shown at first. */
const FIRST = 4;

/** A source, with its figures. */
export default function Source() {
  const { slug } = useParams<{ slug: string }>();
  const view = useView(SourceDocument, { slug, language: useLanguage() });
  return (
    <Show named view={view}>
      {({ source, indicators }) => (source ? <Content source={source} groups={indicators.nodes} /> : <Missing />)}
    </Show>
  );
}

interface Props {
  source: NonNullable<SourceQuery['source']>;
  groups: SourceQuery['indicators']['nodes'];
}

function Content({ source, groups }: Props) {
  const text = { ...useText(subject), ...useText(words) };
  const { figure } = useText(site);
  const { accessedOn, language, publishedOn, publisher, slug, stats, title, url } = source;
  const names = new Intl.DisplayNames(useLanguage() === 'ZH' ? 'zh-Hans' : 'en', { type: 'language' });
  // One indicator has several groups if their limits differ.
  const counts = Map.groupBy(groups, ({ indicator, subjectKind }) => `${indicator.code} ${subjectKind}`);
  const disagreements = stats.nodes
    .filter(({ disputed, alternatives }) => disputed && alternatives.length > 0)
    .map((stat) => preferredFirst([stat, ...stat.alternatives]));
  const [shownDisagreements, moreDisagreements] = useMore(disagreements, FIRST);
  return (
    <Page title={title} eyebrow={text.kind} cite={{ source: slug }}>
      <Facts
        facts={[
          [text.publisher, publisher],
          [text.published, publishedOn],
          [text.accessed, accessedOn],
          [text.language, names.of(language)],
        ]}
      />
      <Facts
        facts={[
          [
            text.address,
            url ? (
              <a className="address" href={url} rel="noreferrer">
                {url}
              </a>
            ) : (
              text.noAddress
            ),
          ],
        ]}
      />
      {(source.note || source.seed) && (
        <p className="soft small remarks">{[source.seed && text.seed, source.note].filter(Boolean).join(' ')}</p>
      )}

      {stats.totalCount === 0 ? (
        <Section title={text.figures}>
          <Empty>{text.noFigures}</Empty>
        </Section>
      ) : (
        <>
          {counts.size > 1 && (
            <Section title={text.has}>
              <Table
                narrow
                head={[figure.indicator, text.about, text.count]}
                rows={[...counts].map(([key, group]) => {
                  const [{ indicator, subjectKind }] = group as [(typeof group)[number]];
                  return {
                    key,
                    cells: [
                      indicator.name,
                      subjectKind && text.subjectKind[subjectKind],
                      <Link
                        href={to.explore({
                          of: 'stats',
                          source: slug,
                          indicator: indicator.code,
                          kind: subjectKind ?? undefined,
                        })}
                      >
                        {group.reduce((sum, { count }) => sum + count, 0)}
                      </Link>,
                    ],
                  };
                })}
              />
            </Section>
          )}

          {disagreements.length > 0 && (
            <Section title={text.disagreements} about={text.disagreementsAbout}>
              <Disagreements groups={shownDisagreements} />
              {moreDisagreements}
            </Section>
          )}

          <Section title={text.figures} about={text.figuresAbout(stats.totalCount)}>
            <StatList
              ofOneSource
              stats={stats.nodes}
              total={stats.totalCount}
              rest={to.explore({ of: 'stats', source: slug })}
            />
          </Section>
        </>
      )}
    </Page>
  );
}

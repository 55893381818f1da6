import { useParams } from 'wouter';
import { to } from '../../addresses';
import { useView } from '../../client';
import { AllStats, StatList } from '../../design/all-stats';
import { ClusterTable } from '../../design/cluster-table';
import { Facts } from '../../design/facts';
import { BothNames, OtherNames, useNames } from '../../design/names';
import { Page, Section } from '../../design/page';
import { SourceLink } from '../../design/stat';
import { Empty, Missing, Show } from '../../design/states';
import { Table } from '../../design/table';
import { ProvinceDocument, type ProvinceQuery } from '../../gql/graphql';
import { useLanguage } from '../../language';
import { useText } from '../../text/dictionary';
import { province as words } from '../../text/province';
import { subject } from '../../text/subject';

/** A province, with its clusters, its cities and all its figures. */
export default function Province() {
  const { code } = useParams<{ code: string }>();
  const view = useView(ProvinceDocument, { code, language: useLanguage() });
  return (
    <Show named view={view}>
      {({ province, cityStats }) => (province ? <Content province={province} cityStats={cityStats} /> : <Missing />)}
    </Show>
  );
}

interface Props {
  province: NonNullable<ProvinceQuery['province']>;
  cityStats: ProvinceQuery['cityStats'];
}

function Content({ province, cityStats }: Props) {
  const text = { ...useText(subject), ...useText(words) };
  const [name, otherName] = useNames(province);
  const {
    abbreviationZh,
    capitalEn,
    capitalZh,
    cities,
    clusters,
    code,
    gbCode,
    region,
    regionSource,
    stats,
    wikidata,
  } = province;
  const allStats = [...new Map([...stats.nodes, ...province.lastStats.nodes].map((stat) => [stat.key, stat])).values()];
  return (
    <Page title={name} otherName={otherName} eyebrow={text.kind[province.kind]}>
      <Facts
        facts={[
          [text.capital, capitalEn && capitalZh && <BothNames of={{ nameEn: capitalEn, nameZh: capitalZh }} />],
          [
            text.region,
            region && (
              <>
                {text.regions[region]}
                {regionSource && (
                  <div>
                    <SourceLink source={regionSource} brief />
                  </div>
                )}
              </>
            ),
          ],
          [text.abbreviation, <span lang="zh-Hans">{abbreviationZh}</span>],
          [
            text.codes,
            <>
              ISO {code} · GB {gbCode}
              {wikidata && (
                <>
                  {' · '}
                  <a href={`https://www.wikidata.org/wiki/${wikidata}`} rel="noreferrer">
                    Wikidata {wikidata}
                  </a>
                </>
              )}
            </>,
          ],
        ]}
      />

      <Section title={text.clusters} about={clusters.totalCount > 0 && text.clustersAbout(clusters.totalCount)}>
        {clusters.totalCount > 0 ? <ClusterTable clusters={clusters.nodes} /> : <Empty>{text.noClusters}</Empty>}
      </Section>

      {cities.totalCount > 0 && (
        <Section title={text.cities} about={text.citiesAbout}>
          <Table
            head={[text.city, text.level, text.nicknames, text.clusters]}
            rows={cities.nodes.map((city) => ({
              key: city.code,
              cells: [
                <BothNames of={city} />,
                <>
                  {text.levels[city.level]}
                  {city.parent && <div className="soft small">{text.within(city.parent.name)}</div>}
                </>,
                city.names.length > 0 && (
                  <ul className="plain">
                    {city.names.map((nickname) => (
                      <li key={nickname.text}>
                        <q lang={nickname.language}>{nickname.text}</q>
                        {nickname.note && <div className="soft small">{nickname.note}</div>}
                        <div>
                          <SourceLink source={nickname.source} />
                        </div>
                      </li>
                    ))}
                  </ul>
                ),
                city.clusters.totalCount,
              ],
            }))}
          />
        </Section>
      )}

      {province.names.length > 0 && (
        <Section title={text.names}>
          <OtherNames names={province.names.map((it) => ({ name: it }))} />
        </Section>
      )}

      <AllStats
        stats={allStats}
        total={stats.totalCount}
        rest={to.explore({ of: 'stats', kind: 'PROVINCE', province: code })}
      />

      {cityStats.totalCount > 0 && (
        <Section title={text.cityFigures} about={text.figuresAbout(cityStats.totalCount)}>
          <StatList
            stats={cityStats.nodes}
            total={cityStats.totalCount}
            rest={to.explore({ of: 'stats', kind: 'CITY', province: code })}
          />
        </Section>
      )}
    </Page>
  );
}

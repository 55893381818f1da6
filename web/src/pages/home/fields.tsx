import { Link } from 'wouter';
import { to } from '../../addresses';
import { Bars } from '../../design/bars';
import { Section } from '../../design/page';
import type { HomeQuery } from '../../gql/graphql';
import { useText } from '../../text/dictionary';
import { home } from '../../text/home';
import { site } from '../../text/site';

/** The six fields and their share of the clusters. */
export function Fields({ data, round }: { data: HomeQuery; round: string | undefined }) {
  const text = useText(home);
  const { marks } = useText(site);
  const total = data.clusters.totalCount;
  const fields = data.byIndustry.nodes.flatMap(({ industry, count }) =>
    industry?.kind === 'FIELD' ? [{ industry, count }] : [],
  );
  const others = data.byIndustry.nodes.filter(({ industry }) => industry?.kind !== 'FIELD');
  return (
    <Section title={text.fields} about={text.fieldsAbout(total)}>
      <Bars
        wrap
        label={text.fields}
        bars={fields.map(({ industry, count }) => ({
          key: industry.slug,
          label: industry.name,
          href: to.industry(industry.slug),
          size: count,
          amount: (
            <>
              <Link href={to.explore({ of: 'clusters', industry: industry.slug, round })}>{count}</Link>
              <span className="soft share">{((count / total) * 100).toFixed(1)}%</span>
            </>
          ),
        }))}
      />
      {others.length > 0 && (
        <p className="soft small others">
          {text.others + marks.colon}
          {others.map(({ industry, count }, index) => (
            <span key={industry?.slug ?? ''}>
              {index > 0 && ' · '}
              {industry ? <Link href={to.industry(industry.slug)}>{industry.name}</Link> : text.noField}{' '}
              {industry ? (
                <Link href={to.explore({ of: 'clusters', industry: industry.slug, round })}>{count}</Link>
              ) : (
                count
              )}
            </span>
          ))}
        </p>
      )}
    </Section>
  );
}

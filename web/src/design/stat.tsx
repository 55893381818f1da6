import { Link } from 'wouter';
import { to } from '../addresses';
import type { SourceLinkFragment, StatDetailsFragment } from '../gql/graphql';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { Cite } from './cite';

/** A source, by title and publisher. */
export function SourceLink({ source, brief = false }: { source: SourceLinkFragment; brief?: boolean }) {
  return (
    <span className="source-link">
      <Link href={to.source(source.slug)} lang={source.language}>
        {source.title}
      </Link>
      {!brief && (
        <span className="publisher">
          {source.publisher}
          {source.publishedOn && (
            <>
              , <span className="date">{source.publishedOn}</span>
            </>
          )}
        </span>
      )}
    </span>
  );
}

/** Describes what a figure is limited to; empty for one without limits. */
export function useLimits(): (stat: StatDetailsFragment) => string {
  const text = useText(site).figure;
  return ({ scope, product, threshold, round }) =>
    [scope, product, threshold && text.above(threshold.formatted), round && text.inRound(round.name)]
      .filter(Boolean)
      .join(' · ');
}

/** Opens the citation of a stat. */
export function CiteStat({ stat: { key, indicator, period, formatted } }: { stat: StatDetailsFragment }) {
  return <Cite small what={{ stat: key }} name={`${indicator.name}, ${period.label}: ${formatted}`} />;
}

/** A figure with everything that is needed to read it: number, unit, qualifier, limits, period and source. */
export function Stat({ stat, large = false }: { stat: StatDetailsFragment; large?: boolean }) {
  const limits = useLimits()(stat);
  const { basis } = useText(site);
  return (
    <div className={large ? 'stat stat-large' : 'stat'}>
      <span className="value">{stat.formatted}</span>
      <div className="when">
        {stat.period.label}
        {stat.period.basis !== 'STATED' && ` (${basis[stat.period.basis]})`}
      </div>
      {limits && <div className="limits">{limits}</div>}
      <SourceLink source={stat.source} />
      <CiteStat stat={stat} />
    </div>
  );
}

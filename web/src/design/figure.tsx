import { Link } from 'wouter';
import type { FigureFragment, SourceLinkFragment } from '../gql/graphql';
import { to } from '../addresses';
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

/** What a figure is limited to, in words; empty for one without limitation. */
export function useLimits(): (figure: FigureFragment) => string {
  const text = useText(site).figure;
  return ({ scope, product, threshold, round }) =>
    [scope, product, threshold && text.above(threshold.formatted), round && text.inRound(round.name)]
      .filter(Boolean)
      .join(' · ');
}

/** Opens the citation of a figure. */
export function CiteFigure({ figure: { key, indicator, period, formatted } }: { figure: FigureFragment }) {
  return <Cite small what={{ figure: key }} name={`${indicator.name}, ${period.label}: ${formatted}`} />;
}

/** A figure with all that it takes to read it: number, unit and qualifier, limitation, period and source. */
export function Figure({ figure, large = false }: { figure: FigureFragment; large?: boolean }) {
  const limits = useLimits()(figure);
  const { basis } = useText(site);
  return (
    <div className={large ? 'figure figure-large' : 'figure'}>
      <span className="value">{figure.formatted}</span>
      <div className="when">
        {figure.period.label}
        {figure.period.basis !== 'STATED' && ` (${basis[figure.period.basis]})`}
      </div>
      {limits && <div className="limits">{limits}</div>}
      <SourceLink source={figure.source} />
      <CiteFigure figure={figure} />
    </div>
  );
}

import { compare } from '../../text/compare';
import { useText } from '../../text/dictionary';
import { useBasisText } from './basis-text';
import type { Basis, Line, Series } from './comparability';

/** Why the lines may not compare. */
export function Warnings({ lines, basis }: { lines: Line[]; basis: Basis | undefined }) {
  const text = useText(compare);
  const basisText = useBasisText();
  const warnings = lines.flatMap(({ subject: { name }, series, fit }): string[] => {
    if (!series) return [text.warn.missing(name)];
    if (fit === 'unit') return [text.warn.unit(name, basis?.example.unit.name ?? '', series.unit.name)];
    const labels = (holds: (point: Series['points'][number]) => boolean | null | undefined) =>
      series.points
        .filter(holds)
        .map(({ period }) => period.label)
        .join(', ');
    const gaps = labels(({ gap }) => Boolean(gap));
    const rough = labels(({ stat }) => stat && stat.qualifier !== 'EXACT');
    const assumed = labels(({ stat }) => stat && stat.period.basis !== 'STATED');
    const disputed = labels(({ stat }) => stat?.disputed);
    return [
      fit !== 'same' && text.warn.otherBasis(name, basisText(series)),
      series.points.filter(({ value }) => value).length === 1 && text.warn.oneOnly(name),
      gaps && text.warn.gaps(name, gaps),
      rough && text.warn.rough(name, rough),
      assumed && text.warn.assumed(name, assumed),
      disputed && text.warn.disputed(name, disputed),
    ].filter((warning) => typeof warning === 'string' && warning !== '') as string[];
  });
  const sources = new Set(lines.flatMap(({ series, fit }) => (series && fit !== 'unit' ? [series.source.slug] : [])));
  if (sources.size > 1) warnings.unshift(text.warn.sources(sources.size));
  return (
    <section className={warnings.length > 0 ? 'warnings' : 'warnings clear'} aria-label={text.warnings}>
      <h2>{text.warnings}</h2>
      {warnings.length === 0 ? (
        <p>{text.none}</p>
      ) : (
        <ul>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

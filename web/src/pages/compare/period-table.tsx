import { useDecimal } from '../../design/decimal';
import { Section } from '../../design/page';
import { Table } from '../../design/table';
import type { CompareQuery } from '../../gql/graphql';
import { compare } from '../../text/compare';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import type { DrawnLine } from './comparability';

/** The figures by period, the newest first, and their sum where there is one. */
export function PeriodTable({
  lines,
  together,
}: {
  lines: DrawnLine[];
  together: NonNullable<CompareQuery['together']>['nodes'];
}) {
  const text = useText(compare);
  const { refusal } = useText(explore);
  const decimal = useDecimal();
  const points = lines.flatMap(({ series }) => series.points.filter(({ stat }) => stat));
  const periods = new Map(points.map(({ period }) => [period.label, period.end]));
  const labels = [...periods].toSorted(([, a], [, b]) => b.localeCompare(a)).map(([label]) => label);
  const first = lines[0]!.series;
  const sumOf = (label: string) => {
    const group = together.find(
      ({ period, scope, product, source, unit }) =>
        period?.label === label &&
        source?.slug === first.source.slug &&
        (scope ?? null) === (first.scope ?? null) &&
        (product ?? null) === (first.product ?? null) &&
        unit.code === first.unitCode,
    );
    if (!group) return <span className="soft">–</span>;
    if (group.count < lines.length) return <span className="soft small">{text.partOf(group.count, lines.length)}</span>;
    if (group.sumUnavailableReason)
      return <span className="soft small">{text.notAdded(refusal[group.sumUnavailableReason])}</span>;
    const sum = decimal(group.sum ?? '0', group.unit);
    return (
      <span className="number" title={sum.full}>
        {sum.brief}
      </span>
    );
  };
  return (
    <Section title={text.figures} about={together.length > 0 && text.togetherAbout}>
      <Table
        head={[
          text.period,
          ...lines.map(({ subject }) => subject.name),
          ...(together.length > 0 ? [text.together] : []),
        ]}
        rows={labels.map((label) => ({
          key: label,
          cells: [
            <span className="number">{label}</span>,
            ...lines.map(({ series }) => {
              const point = series.points.find(({ period }) => period.label === label);
              return point?.stat ? (
                <span className="number">{point.stat.formatted}</span>
              ) : (
                <span className="soft">–</span>
              );
            }),
            ...(together.length > 0 ? [sumOf(label)] : []),
          ],
        }))}
      />
    </Section>
  );
}

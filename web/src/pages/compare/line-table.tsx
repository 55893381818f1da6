import { Link } from 'wouter';
import { to } from '../../addresses';
import { usePercent } from '../../design/decimal';
import { Section } from '../../design/page';
import { SourceLink } from '../../design/stat';
import { SubjectLink } from '../../design/subject';
import { Table } from '../../design/table';
import { Tag } from '../../design/tag';
import { compare } from '../../text/compare';
import { useText } from '../../text/dictionary';
import { useBasisText } from './basis-text';
import type { DrawnLine } from './comparability';
import type { CompareState } from './state';

/** The lines as a table: basis, growth and source of each. */
export function LineTable({ lines, state }: { lines: DrawnLine[]; state: CompareState }) {
  const text = useText(compare);
  const basisText = useBasisText();
  const percent = usePercent();
  const growth = (value: string) => {
    const { brief, full } = percent(value);
    return (
      <span className="number" title={full}>
        {brief}
      </span>
    );
  };
  return (
    <Section title={text.lines}>
      <Table
        head={[text.subject, text.scope, text.growth, text.source]}
        rows={lines.map(({ key, subject, series, fit }) => ({
          key,
          cells: [
            <SubjectLink subject={subject} />,
            <>
              {basisText(series, false)} {fit !== 'same' && <Tag tone="warn">≠</Tag>}
            </>,
            series.growth?.annualGrowthPercent ? (
              <>
                {growth(series.growth.annualGrowthPercent)}
                <div className="soft small">{text.growthFrom(series.growth.from.label, series.growth.to.label)}</div>
              </>
            ) : (
              <span className="soft">–</span>
            ),
            <SourceLink source={series.source} />,
          ],
        }))}
      />
      {state.kind === 'PROVINCE' && (
        <p className="soft small explore-links">
          {text.toExplore}:{' '}
          {lines.map(({ key, subject }, index) => (
            <span key={key}>
              {index > 0 && ' · '}
              <Link href={to.explore({ of: 'stats', kind: 'PROVINCE', province: key, indicator: state.indicator })}>
                {subject.name}
              </Link>
            </span>
          ))}
        </p>
      )}
    </Section>
  );
}

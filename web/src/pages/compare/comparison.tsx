import { LineChart } from '../../design/line-chart';
import { Section } from '../../design/page';
import { Select } from '../../design/select';
import { Empty } from '../../design/states';
import type { CompareQuery } from '../../gql/graphql';
import { compare } from '../../text/compare';
import { useText } from '../../text/dictionary';
import { useBasisText } from './basis-text';
import { basesOf, isDrawn, linesOn } from './comparability';
import { LineTable } from './line-table';
import { PeriodTable } from './period-table';
import type { CompareState, Update } from './state';
import { Warnings } from './warnings';

interface Props {
  data: CompareQuery;
  state: CompareState;
  update: Update;
}

/** The chart of the compared subjects, warnings, and the figures as tables. */
export function Comparison({ data, state, update }: Props) {
  const text = useText(compare);
  const basisText = useBasisText();
  const compared = data.series ?? [];
  const bases = basesOf(compared);
  const basis = bases.find(({ key }) => key === state.basis) ?? bases[0];
  const lines = linesOn(compared, basis);
  const shown = lines.filter(isDrawn);
  const indicator = data.indicators.nodes.find(({ code }) => code === state.indicator);
  return (
    <>
      {bases.length > 1 && basis && (
        <div className="basis">
          <Select
            label={text.basis}
            value={basis.key}
            options={bases.map(({ key, example, count }) => ({
              key,
              name: `${basisText(example)} (${text.basisOf(count, compared.length)})`,
            }))}
            onSelect={(key) => update({ basis: key })}
          />
          {/* The box cuts it off on a phone. */}
          <p className="in-full soft small" aria-hidden="true">
            {basisText(basis.example)}
          </p>
        </div>
      )}
      <div className="chart-and-warnings">
        <Section title={text.chart}>
          {shown.length === 0 ? (
            <Empty>{text.noChart}</Empty>
          ) : (
            <>
              <h3 className="chart-title">
                {indicator?.name} <span className="soft unit">{basis?.example.unit.name}</span>
              </h3>
              <LineChart
                label={`${indicator?.name}: ${shown.map(({ subject }) => subject.name).join(', ')}`}
                lines={shown.map(({ key, subject, series, fit }) => ({
                  key,
                  label: fit === 'same' ? subject.name : `${subject.name} (${basisText(series)})`,
                  points: series.points.map(({ period, stat, value }) => ({
                    end: period.end,
                    value: value ? Number(value) : null,
                    title: `${subject.name}, ${period.label}: ${stat?.formatted ?? ''}`,
                  })),
                }))}
              />
            </>
          )}
        </Section>
        <Warnings lines={lines} basis={basis} />
      </div>
      {shown.length > 0 && <LineTable lines={shown} state={state} />}
      {shown.length > 0 && (
        <PeriodTable
          lines={shown}
          together={shown.every(({ fit }) => fit === 'same') ? (data.together?.nodes ?? []) : []}
        />
      )}
    </>
  );
}

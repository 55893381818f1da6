import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { Card } from './card';
import { useLimits } from './figure';
import { LineChart } from './line-chart';
import type { Series } from './series';

/** Series as line charts. */
export function OverTime({ charts }: { charts: [Series, ...Series[]][] }) {
  const limits = useLimits();
  const { source, marks } = useText(site);
  return (
    <div className="columns charts">
      {charts.map((lines) => {
        const [{ key, figures }] = lines;
        const { indicator, unit } = figures[0];
        return (
          <Card
            key={key}
            title={
              <>
                {indicator.name} <span className="soft unit">{unit.name}</span>
              </>
            }
          >
            <LineChart
              label={indicator.name}
              lines={lines.map(({ key, figures }) => ({
                key,
                label: [limits(figures[0]), source + marks.colon + figures[0].source.publisher]
                  .filter(Boolean)
                  .join(' · '),
                points: figures.map(({ value, formatted, period }) => ({
                  end: period.end,
                  value: Number(value),
                  title: period.label + marks.colon + formatted,
                })),
              }))}
            />
          </Card>
        );
      })}
    </div>
  );
}

import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { Card } from './card';
import { LineChart } from './line-chart';
import type { Series } from './series';
import { useLimits } from './stat';

/** Series as line charts. */
export function OverTime({ charts }: { charts: [Series, ...Series[]][] }) {
  const limits = useLimits();
  const { source, marks } = useText(site);
  return (
    <div className="columns charts">
      {charts.map((lines) => {
        const [{ key, stats }] = lines;
        const { indicator, unit } = stats[0];
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
              lines={lines.map(({ key, stats }) => ({
                key,
                label: [limits(stats[0]), source + marks.colon + stats[0].source.publisher].filter(Boolean).join(' · '),
                points: stats.map(({ value, formatted, period }) => ({
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

import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { Card } from './card';
import { useLimits } from './figure';
import { LineChart } from './line-chart';
import type { Series } from './series';

/** Series as line charts, one for each indicator and unit. */
export function OverTime({ series }: { series: Series[] }) {
  const limits = useLimits();
  const { source } = useText(site);
  const charts = Map.groupBy(series, ({ figures: [{ indicator, unit }] }) => `${indicator.code} ${unit.code}`);
  return (
    <div className="columns charts">
      {[...charts].map(([key, lines]) => {
        const { indicator, unit } = lines[0]!.figures[0];
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
                label: [limits(figures[0]), `${source}: ${figures[0].source.publisher}`].filter(Boolean).join(' · '),
                points: figures.map(({ value, formatted, period }) => ({
                  end: period.end,
                  value: Number(value),
                  title: `${period.label}: ${formatted}`,
                })),
              }))}
            />
          </Card>
        );
      })}
    </div>
  );
}

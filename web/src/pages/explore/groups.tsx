import { useDecimal } from '../../design/decimal';
import { Facts } from '../../design/facts';
import { Section } from '../../design/page';
import { Table } from '../../design/table';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import { site } from '../../text/site';
import { Amount, Count, Sum } from './group-cells';
import { GroupChart } from './group-chart';
import { type ClusterGroup, type StatGroup, usePart } from './group-part';
import { dimensionsOf, type ExploreState } from './state';

/** Groups of figures as chart and table. */
export function StatGroups({ groups, state }: { groups: StatGroup[]; state: ExploreState }) {
  const text = useText(explore);
  const words = useText(site).figure;
  const decimal = useDecimal();
  const part = usePart();
  const dimensions = dimensionsOf(state);
  const limits = ({ scope, product, threshold, round }: StatGroup) =>
    [
      !dimensions.includes('SCOPE') && scope,
      !dimensions.includes('PRODUCT') && product,
      threshold && words.above(decimal(threshold.value, threshold.unit).brief),
      round && !dimensions.includes('ROUND') && words.inRound(round.name),
    ]
      .filter(Boolean)
      .join(' · ');
  const measured = (group: StatGroup) => (
    <>
      {!dimensions.includes('INDICATOR') && group.indicator.name} <span className="soft small">{group.unit.name}</span>
      {limits(group) && <div className="soft small">{limits(group)}</div>}
    </>
  );
  const kinds = new Set(groups.map((group) => [group.indicator.code, group.unit.code, limits(group)].join('\n')));
  // Values that all rows share are shown once, above.
  const alike = groups.length > 1 && kinds.size === 1;
  return (
    <>
      <GroupChart groups={groups} state={state} />
      <Section title={text.table} about={text.inEach}>
        {alike && <Facts facts={[[text.measured, measured(groups[0]!)]]} />}
        <Table
          head={[
            ...dimensions.map((dimension) => text.dimension[dimension as keyof typeof text.dimension] ?? dimension),
            ...(alike ? [] : [text.measured]),
            text.count,
            text.sum,
            text.average,
            text.minimum,
            text.maximum,
          ]}
          rows={groups.map((group, index) => {
            const parts = dimensions.map((dimension) => part(group, dimension));
            const { indicator, unit, scope, product } = group;
            // A group has one indicator, unit, scope and product, whether or not it is grouped by them.
            const more = {
              indicator: indicator.code,
              unit: unit.code,
              ...(scope && { scope }),
              ...(product && { product }),
              preferredOnly: state.preferredOnly ?? 'true',
            };
            return {
              key: String(index),
              cells: [
                ...parts.map(({ shown }) => shown),
                ...(alike ? [] : [measured(group)]),
                <Count count={group.count} parts={parts} state={state} more={more} />,
                <Sum group={group} />,
                <Amount value={group.average} group={group} rough />,
                <Amount value={group.minimum} group={group} />,
                <Amount value={group.maximum} group={group} />,
              ],
            };
          })}
        />
      </Section>
    </>
  );
}

/** Groups of clusters as chart and table, with the sum of an indicator where one is chosen. */
export function ClusterGroups({ groups, state }: { groups: ClusterGroup[]; state: ExploreState }) {
  const text = useText(explore);
  const part = usePart();
  const dimensions = dimensionsOf(state);
  const { indicator } = state;
  return (
    <>
      <GroupChart groups={groups} state={state} />
      <Section title={text.table} about={text.inEach}>
        <Table
          head={[
            ...dimensions.map((dimension) => text.dimension[dimension as keyof typeof text.dimension] ?? dimension),
            text.clusterCount,
            ...(indicator ? [text.withFigure, text.sum, text.average, text.minimum, text.maximum] : []),
          ]}
          rows={groups.map((group, index) => {
            const parts = dimensions.map((dimension) => part(group, dimension));
            return {
              key: String(index),
              cells: [
                ...parts.map(({ shown }) => shown),
                <Count count={group.count} parts={parts} state={state} />,
                ...(indicator
                  ? [
                      group.figureCount,
                      <Sum group={group} />,
                      <Amount value={group.average} group={group} rough />,
                      <Amount value={group.minimum} group={group} />,
                      <Amount value={group.maximum} group={group} />,
                    ]
                  : []),
              ],
            };
          })}
        />
      </Section>
    </>
  );
}

import { Bars } from '../../design/bars';
import { useDecimal } from '../../design/decimal';
import { Section } from '../../design/page';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import { type Group, isStatGroup, usePart } from './group-part';
import { dimensionsOf, type ExploreState, orderOf } from './state';

const MEASURES = { SUM: 'sum', AVERAGE: 'average', MAXIMUM: 'maximum', MINIMUM: 'minimum' } as const;

/** The measure of the bars: the one that the groups are ordered by, or else sums, or else counts. */
function measureOf(groups: Group[], state: ExploreState): keyof typeof MEASURES | 'COUNT' {
  const units = new Set(groups.map(({ indicator, unit }) => `${indicator?.code} ${unit?.code}`));
  if (units.size !== 1 || !groups[0]?.indicator) return 'COUNT';
  const [field = ''] = orderOf(state).split('-');
  if (state.order && field === 'COUNT') return 'COUNT';
  if (field in MEASURES) return field as keyof typeof MEASURES;
  return groups.some(({ sum }) => sum) ? 'SUM' : 'COUNT';
}

/** Groups as bars. */
export function GroupChart({ groups, state }: { groups: Group[]; state: ExploreState }) {
  const text = useText(explore);
  const part = usePart();
  const decimal = useDecimal();
  const measure = measureOf(groups, state);
  const limits = (group: Group) =>
    isStatGroup(group)
      ? [group.scope, group.product, !dimensionsOf(state).includes('ROUND') && group.round?.name]
          .filter(Boolean)
          .join(', ')
      : '';
  const several = new Set(groups.map(limits)).size > 1;
  const name = {
    SUM: text.sum,
    AVERAGE: text.average,
    MAXIMUM: text.maximum,
    MINIMUM: text.minimum,
    COUNT: isStatGroup(groups[0]!) ? text.count : text.clusterCount,
  }[measure];
  const indicator = measure !== 'COUNT' && groups[0]?.indicator?.name;
  const unshown = measure !== 'COUNT' && groups.some((group) => !group[MEASURES[measure]]);
  const codes = new Set(groups.map((group) => group.indicator?.code)).size > 1;
  return (
    <Section title={text.chart} about={text.chartOf.groups}>
      <h3>{[name, indicator].filter(Boolean).join(' · ')}</h3>
      {unshown && <p className="soft small">{text.unshown}</p>}
      <Bars
        wrap
        label={name}
        bars={groups.flatMap((group, index) => {
          const value = measure === 'COUNT' ? String(group.count) : group[MEASURES[measure]];
          if (!value) return [];
          const parts = dimensionsOf(state).map((dimension) => part(group, dimension).name);
          const indicatorToo = codes && !dimensionsOf(state).includes('INDICATOR') && group.indicator?.name;
          return [
            {
              key: String(index),
              label: [...parts, indicatorToo, several && limits(group)].filter(Boolean).join(' · '),
              href: undefined,
              size: Number(value),
              amount:
                measure === 'COUNT'
                  ? group.count
                  : decimal(value, group.unit ?? undefined, measure === 'AVERAGE').brief,
            },
          ];
        })}
      />
    </Section>
  );
}

import { Select } from '../../design/select';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import { unique } from './options';
import {
  CLUSTER_DIMENSIONS,
  dimensionsOf,
  type ExploreState,
  type Order,
  orderOf,
  ordersOf,
  resourceOf,
  STAT_DIMENSIONS,
  type Update,
} from './state';

/** The order and the groups of the result. */
export function OrderAndGroups({ state, update }: { state: ExploreState; update: Update }) {
  const text = useText(explore);
  const dimensions: string[] = resourceOf(state) === 'stats' ? STAT_DIMENSIONS : CLUSTER_DIMENSIONS;
  const [first = '', second = ''] = dimensionsOf(state);
  const by = (...keys: (string | undefined)[]) => update({ by: unique(keys).filter(Boolean).join(',') || undefined });
  const others = (taken: string) =>
    dimensions
      .filter((key) => key !== taken)
      .map((key) => ({ key, name: text.dimension[key as keyof typeof text.dimension] }));
  return (
    <div className="order-and-groups">
      <Select
        label={text.group}
        value={first}
        none={text.noGroups}
        options={others(second)}
        onSelect={(key) => by(key, key && second)}
      />
      {first && (
        <Select
          label={text.groupThen}
          value={second}
          none="–"
          options={others(first)}
          onSelect={(key) => by(first, key)}
        />
      )}
      <Select
        label={text.order}
        value={orderOf(state)}
        options={ordersOf(state).map((key: Order) => ({ key, name: text.orders[key] }))}
        onSelect={(key) => update({ order: key })}
      />
    </div>
  );
}

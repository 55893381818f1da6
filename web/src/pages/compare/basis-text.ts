import { useLimits } from '../../design/stat';
import { compare } from '../../text/compare';
import { useText } from '../../text/dictionary';
import type { Series } from './comparability';

/** Describes the basis of a series; without the source where that is shown beside. */
export function useBasisText(): (series: Series, withSource?: boolean) => string {
  const text = useText(compare);
  const limits = useLimits();
  return ({ frequency, points, source, unit }, withSource = true) => {
    const first = points.find(({ stat }) => stat)?.stat;
    return [
      (first && limits(first)) || text.unscoped,
      unit.name,
      text.frequency[frequency],
      withSource && source.publisher,
    ]
      .filter(Boolean)
      .join(' · ');
  };
}

import { Link } from 'wouter';
import { to } from '../../addresses';
import { useDecimal } from '../../design/decimal';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import type { Group, Part } from './group-part';
import { type Change, changed, type ExploreState } from './state';

/** The size of a group, with a link to its members where filters can select them. */
export function Count({
  count,
  parts,
  state,
  more = {},
}: {
  count: number;
  parts: Part[];
  state: ExploreState;
  more?: Change;
}) {
  const changes = parts.map(({ change }) => change);
  if (changes.some((change) => !change)) return count;
  return <Link href={to.explore(changed(state, Object.assign({ by: undefined }, more, ...changes)))}>{count}</Link>;
}

/** The sum of a group, or the reason why there is none. */
export function Sum({ group }: { group: Group }) {
  const text = useText(explore);
  const decimal = useDecimal();
  if (!group.sum)
    return (
      <span className="soft small refusal">
        {group.sumUnavailableReason && text.notAdded(text.refusal[group.sumUnavailableReason])}
      </span>
    );
  const { brief, full } = decimal(group.sum, group.unit ?? undefined);
  return (
    <>
      <span className="number strong" title={full}>
        {brief}
      </span>
      {group.qualifiedCount > 0 && <div className="soft small">{text.rough(group.qualifiedCount)}</div>}
    </>
  );
}

/** An average, minimum or maximum of a group. */
export function Amount({
  value,
  group,
  rough = false,
}: {
  value: string | null | undefined;
  group: Group;
  rough?: boolean;
}) {
  const decimal = useDecimal();
  if (!value) return <span className="soft">–</span>;
  const { brief, full } = decimal(value, group.unit ?? undefined, rough);
  return (
    <span className="number" title={full}>
      {brief}
    </span>
  );
}

import type { StatDetailsFragment } from '../gql/graphql';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { Card } from './card';
import { Stat } from './stat';
import { Tag } from './tag';

export type Disputed = StatDetailsFragment & { alternatives: { key: string }[] };

/** Groups of figures that differ for one subject, indicator and period, the preferred figure first. */
export function disagreementsOf(stats: Disputed[]): Disputed[][] {
  const groups = Map.groupBy(
    stats.filter(({ disputed }) => disputed),
    ({ key, alternatives }) => [key, ...alternatives.map((it) => it.key)].toSorted().join(),
  );
  return [...groups.values()].filter((group) => group.length > 1).map(preferredFirst);
}

export function preferredFirst<Of extends StatDetailsFragment>(group: Of[]): Of[] {
  return group.toSorted((a, b) => Number(b.preferred) - Number(a.preferred));
}

/** Figures on which sources disagree, side by side, with the subject if the figures have it. */
export function Disagreements({ groups }: { groups: (StatDetailsFragment & { subject?: { name: string } })[][] }) {
  const { figure: text, marks } = useText(site);
  return groups.map((group) => {
    const [first] = group;
    if (!first) return null;
    const about = group.find(({ subject }) => subject)?.subject?.name;
    return (
      <div key={first.key} className="disagreement">
        <h3>{[about, first.indicator.name, first.period.label].filter(Boolean).join(marks.comma)}</h3>
        <div className="columns">
          {group.map((stat) => (
            <Card key={stat.key} chosen={stat.preferred}>
              {stat.preferred && <Tag tone="accent">{text.preferred}</Tag>}
              <Stat stat={stat} large />
            </Card>
          ))}
        </div>
      </div>
    );
  });
}

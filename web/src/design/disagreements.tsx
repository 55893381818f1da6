import type { FigureFragment } from '../gql/graphql';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { Card } from './card';
import { Figure } from './figure';
import { Tag } from './tag';

export type Disputed = FigureFragment & { alternatives: { key: string }[] };

/** The groups of figures for one thing and one period that differ, the preferred figure first. */
export function disagreementsOf(figures: Disputed[]): Disputed[][] {
  const groups = Map.groupBy(
    figures.filter(({ disputed }) => disputed),
    ({ key, alternatives }) => [key, ...alternatives.map((it) => it.key)].toSorted().join(),
  );
  return [...groups.values()].filter((group) => group.length > 1).map(preferredFirst);
}

export function preferredFirst<Of extends FigureFragment>(group: Of[]): Of[] {
  return group.toSorted((a, b) => Number(b.preferred) - Number(a.preferred));
}

/** What sources say differently, side by side; with the subject, if the figures have it. */
export function Disagreements({ groups }: { groups: (FigureFragment & { subject?: { name: string } })[][] }) {
  const { figure: text, marks } = useText(site);
  return groups.map((group) => {
    const [first] = group;
    if (!first) return null;
    const about = group.find(({ subject }) => subject)?.subject?.name;
    return (
      <div key={first.key} className="disagreement">
        <h3>{[about, first.indicator.name, first.period.label].filter(Boolean).join(marks.comma)}</h3>
        <div className="columns">
          {group.map((figure) => (
            <Card key={figure.key} chosen={figure.preferred}>
              {figure.preferred && <Tag tone="accent">{text.preferred}</Tag>}
              <Figure figure={figure} large />
            </Card>
          ))}
        </div>
      </div>
    );
  });
}

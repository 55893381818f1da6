import type { CompareQuery } from '../../gql/graphql';
import { keyOf } from '../../design/subject';

export type Compared = NonNullable<CompareQuery['series']>[number];
export type Series = NonNullable<Compared['series']>[number];

/** On what a series rests: only series with all of it the same compare without a word of warning. */
export function basisOf({ unitCode, scope, product, threshold, round, frequency, source }: Series): string {
  return JSON.stringify([unitCode, scope, product, threshold?.formatted, round?.slug, frequency, source.slug]);
}

/** The same but for the source. */
const limitsOf = ({ unitCode, scope, product, threshold, round, frequency }: Series): string =>
  JSON.stringify([unitCode, scope, product, threshold?.formatted, round?.slug, frequency]);

export interface Basis {
  key: string;
  example: Series;
  /** How many of the subjects have it. */
  count: number;
}

const known = ({ points }: Series) => points.filter(({ value }) => value).length;

/** Every basis that a subject has, first those that most have, then those with most figures. */
export function basesOf(compared: Compared[]): Basis[] {
  const all = compared.flatMap(({ series }) => series ?? []);
  const groups = Map.groupBy(all, basisOf);
  const figures = ({ key }: Basis) => groups.get(key)!.reduce((sum, series) => sum + known(series), 0);
  return [...groups]
    .map(([key, group]) => ({ key, example: group[0]!, count: group.length }))
    .toSorted((a, b) => b.count - a.count || figures(b) - figures(a));
}

/** What is drawn for a subject, and why it may not compare. */
export interface Drawn {
  subject: Compared['subject'];
  key: string;
  series: Series | undefined;
  fit: 'same' | 'source' | 'other' | 'unit' | 'missing';
}

/** For each subject its series on the basis, or else the nearest: of another source, then of other limits. Units never mix. */
export function drawn(compared: Compared[], basis: Basis | undefined): Drawn[] {
  return compared.map(({ subject, series }): Drawn => {
    const found = { subject, key: keyOf(subject) };
    const own = (series ?? []).toSorted((a, b) => known(b) - known(a));
    if (!basis || own.length === 0) return { ...found, series: undefined, fit: 'missing' };
    const same = own.find((it) => basisOf(it) === basis.key);
    if (same) return { ...found, series: same, fit: 'same' };
    const near = own.find((it) => limitsOf(it) === limitsOf(basis.example));
    if (near) return { ...found, series: near, fit: 'source' };
    const other = own.find(({ unitCode }) => unitCode === basis.example.unitCode);
    if (other) return { ...found, series: other, fit: 'other' };
    return { ...found, series: own[0], fit: 'unit' };
  });
}

import { keyOf } from '../../design/subject';
import type { CompareQuery } from '../../gql/graphql';

export type Compared = NonNullable<CompareQuery['series']>[number];
export type Series = NonNullable<Compared['series']>[number];

/** The basis of a series as a key. Only series of one basis compare without a warning. */
export function basisOf({ unitCode, scope, product, threshold, round, frequency, source }: Series): string {
  return JSON.stringify([unitCode, scope, product, threshold?.formatted, round?.slug, frequency, source.slug]);
}

/** The basis without the source. */
const limitsOf = ({ unitCode, scope, product, threshold, round, frequency }: Series): string =>
  JSON.stringify([unitCode, scope, product, threshold?.formatted, round?.slug, frequency]);

export interface Basis {
  key: string;
  example: Series;
  /** How many of the subjects have it. */
  count: number;
}

const known = ({ points }: Series) => points.filter(({ value }) => value).length;

/** The bases of all series, first those of most subjects, then those with most figures. */
export function basesOf(compared: Compared[]): Basis[] {
  const all = compared.flatMap(({ series }) => series ?? []);
  const groups = Map.groupBy(all, basisOf);
  const figures = ({ key }: Basis) => groups.get(key)!.reduce((sum, series) => sum + known(series), 0);
  return [...groups]
    .map(([key, group]) => ({ key, example: group[0]!, count: group.length }))
    .toSorted((a, b) => b.count - a.count || figures(b) - figures(a));
}

/** A subject with the series that is drawn for it, and how far that compares. */
export interface Line {
  subject: Compared['subject'];
  key: string;
  series: Series | undefined;
  fit: 'same' | 'source' | 'other' | 'unit' | 'missing';
}

/** The line of each subject: its series on the basis, or else of another source, or else of other limits. Units never mix. */
export function linesOn(compared: Compared[], basis: Basis | undefined): Line[] {
  return compared.map(({ subject, series }): Line => {
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

export type DrawnLine = Line & { series: Series };

/** Whether a line is drawn: never without a series, nor in another unit. */
export const isDrawn = (line: Line): line is DrawnLine => line.series !== undefined && line.fit !== 'unit';

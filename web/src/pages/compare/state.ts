import type { AddressState } from '../../address-state';
import type { SubjectKind } from '../../gql/graphql';

/** The most subjects: the lines of more could not be told apart. */
export const MOST = 6;

export const NAMES = ['kind', 'indicator', 'subjects', 'from', 'to', 'basis'] as const;

type Text = AddressState<(typeof NAMES)[number]>;

/** What the address of this page holds. */
export interface CompareState extends Omit<Text, 'kind' | 'subjects'> {
  kind: SubjectKind;
  /** Their natural keys. */
  subjects: string[];
}

/** Changes a part of the state. */
export type Update = (change: Partial<CompareState>, options?: { replace: boolean }) => void;

export const parse = ({ kind = 'PROVINCE', subjects, ...rest }: Text): CompareState => ({
  ...rest,
  kind: kind as SubjectKind,
  subjects: [...new Set(subjects?.split(',').filter(Boolean))].slice(0, MOST),
});

export const format = ({ subjects, ...rest }: CompareState): Text => ({ ...rest, subjects: subjects.join(',') });

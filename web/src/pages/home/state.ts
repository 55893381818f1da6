import type { AddressState } from '../../address-state';

export const NAMES = ['indicator', 'scope', 'product', 'round', 'period'] as const;

/** What the address of this page holds. Without an indicator the map shows the number of clusters. */
export type HomeState = AddressState<(typeof NAMES)[number]>;

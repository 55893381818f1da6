/**
 * Where each province-level division stands on the map of tiles, roughly as on the globe: column and row from 1, and
 * the letters of its ISO 3166-2 code. One tile each, so no border is drawn.
 */
const LAYOUT = `
  .  .  .  .  .  .  .  HL
  .  .  .  .  NM BJ LN JL
  XJ QH GS NX SX HE TJ .
  .  XZ SC SN HA SD .  .
  .  .  .  CQ HB AH JS SH
  .  .  YN GZ HN JX ZJ .
  .  .  .  GX GD FJ .  TW
  .  .  .  HI MO HK .  .
`;

export interface Tile {
  code: string;
  column: number;
  row: number;
}

/** In the order of reading. */
export const tiles: Tile[] = LAYOUT.trim()
  .split('\n')
  .flatMap((line, row) =>
    line
      .trim()
      .split(/\s+/)
      .map((letters, column) => ({ code: `CN-${letters}`, column: column + 1, row: row + 1 })),
  )
  .filter(({ code }) => code !== 'CN-.');

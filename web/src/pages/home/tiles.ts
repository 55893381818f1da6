/**
 * The tile of each province-level division, roughly as on the globe, by the letters of its ISO 3166-2 code. Columns and
 * rows count from 1. Tiles have no borders, so the map draws none.
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

/** In reading order. */
export const tiles: Tile[] = LAYOUT.trim()
  .split('\n')
  .flatMap((line, row) =>
    line
      .trim()
      .split(/\s+/)
      .map((letters, column) => ({ code: `CN-${letters}`, column: column + 1, row: row + 1 })),
  )
  .filter(({ code }) => code !== 'CN-.');

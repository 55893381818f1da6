/** What a cell of a downloaded table holds. Figures are text, with every digit. */
export type Cell = string | number | boolean | null | undefined;
export type Row = Record<string, Cell>;

/**
 * A table as CSV (RFC 4180): a heading, lines that end in CR LF, quotes where a cell needs them. Nothing is an empty
 * cell. It begins with a byte order mark, without which spreadsheets take Chinese for something else. Text that a
 * spreadsheet would run as a formula begins with an apostrophe; numbers, negative ones included, are left as they are.
 */
export function toCsv(columns: string[], rows: Row[]): string {
  const line = (cells: Cell[]) => cells.map(quoted).join(',');
  return `\u{feff}${[columns, ...rows.map((row) => columns.map((column) => row[column]))].map((cells) => `${line(cells)}\r\n`).join('')}`;
}

function quoted(cell: Cell): string {
  const said = String(cell ?? '');
  const text = /^[=+\-@\t\r]/.test(said) && !/^-\d+(\.\d+)?$/.test(said) ? `'${said}` : said;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

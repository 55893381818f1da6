/** The value of a cell of a downloaded table. Figures are text, with every digit. */
export type Cell = string | number | boolean | null | undefined;
export type Row = Record<string, Cell>;

/**
 * A table as CSV (RFC 4180): a heading, lines that end in CR LF, quotes where a cell needs them, an empty cell for no
 * value. It begins with a byte order mark, without which spreadsheets misread Chinese. Text that a spreadsheet would run
 * as a formula gets an apostrophe in front; numbers do not, negative ones included.
 */
export function toCsv(columns: string[], rows: Row[]): string {
  const line = (cells: Cell[]) => cells.map(quoted).join(',');
  return `\u{feff}${[columns, ...rows.map((row) => columns.map((column) => row[column]))].map((cells) => `${line(cells)}\r\n`).join('')}`;
}

function quoted(cell: Cell): string {
  const plain = String(cell ?? '');
  const text = /^[=+\-@\t\r]/.test(plain) && !/^-\d+(\.\d+)?$/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

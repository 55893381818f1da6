import type { ReactNode } from 'react';

interface Props {
  caption?: string | null | undefined;
  /** Whether it fits a phone without folding. */
  narrow?: boolean;
  head: string[];
  /** The first cell of a row is its heading. */
  rows: { key: string; cells: ReactNode[] }[];
}

/** A table. On a phone it folds: each row becomes a block, its cells with their headings. */
export function Table({ caption, narrow = false, head, rows }: Props) {
  return (
    <table className={narrow ? 'table' : 'table folding'}>
      {caption && <caption>{caption}</caption>}
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [heading, ...cells] }) => (
          <tr key={key}>
            <th scope="row">{heading}</th>
            {cells.map((cell, index) => (
              <td key={head[index + 1]} data-label={head[index + 1]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

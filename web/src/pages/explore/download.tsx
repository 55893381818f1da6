import { useState } from 'react';
import { client } from '../../client';
import { toCsv, type Row } from '../../csv';
import { useLanguage } from '../../language';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import { dimensionsOf, ofOf, type Asked } from './asked';
import { listOf, type Data, type Request } from './request';
import { rowsOf } from './rows';

/** No file has more rows: who wants all asks the API. */
export const MOST_ROWS = 2000;
/** The most the API gives at once. */
const AT_ONCE = 100;

interface Result {
  rows: Row[];
  total: number;
  release: string | undefined;
}

/** All pages of a result up to the cap, from the first, whichever is shown. */
async function allPages({ document, variables }: Request, progress: (rows: number) => void): Promise<Result> {
  const { after: _after, before: _before, last: _last, ...rest } = variables as Record<string, unknown>;
  const rows: Row[] = [];
  let after: string | null = null;
  for (;;) {
    const page: object = {
      ...rest,
      options: false,
      first: Math.min(AT_ONCE, MOST_ROWS - rows.length),
      ...(after && { after }),
    };
    const { data, error } = await client.query<Data, object>(document.toString(), page, {
      requestPolicy: 'network-only',
    });
    if (!data || error) throw error ?? new Error('no data');
    rows.push(...rowsOf(data));
    progress(rows.length);
    const { pageInfo, totalCount } = listOf(data);
    after = pageInfo.endCursor ?? null;
    if (!pageInfo.hasNextPage || !after || rows.length >= MOST_ROWS)
      return { rows, total: totalCount, release: data.dataset?.version };
  }
}

function save(name: string, type: string, content: string) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** The result as a file. */
export function Download({ request, total, asked }: { request: Request; total: number; asked: Asked }) {
  const text = useText(explore).download;
  const language = useLanguage();
  const number = (count: number) => new Intl.NumberFormat(language === 'ZH' ? 'zh-CN' : 'en').format(count);
  const [said, say] = useState<string>();
  const [running, run] = useState(false);
  const download = async (format: 'csv' | 'json') => {
    run(true);
    try {
      const { rows, total, release } = await allPages(request, (count) => say(text.running(number(count))));
      const name = `cluster-atlas-${dimensionsOf(asked).length > 0 ? 'groups-of-' : ''}${ofOf(asked)}.${format}`;
      if (format === 'csv') {
        const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
        save(name, 'text/csv;charset=utf-8', toCsv(columns, rows));
      } else {
        const about = { release, view: location.href, total, rows };
        save(name, 'application/json', `${JSON.stringify(about, null, 2)}\n`);
      }
      say(total > rows.length ? text.capped(number(rows.length), number(total)) : text.done(number(rows.length)));
    } catch {
      say(text.failed);
    } finally {
      run(false);
    }
  };
  return (
    <div className="download" role="group" aria-label={text.label}>
      <span className="soft small" role="status">
        {said ?? (total > AT_ONCE ? text.about(number(MOST_ROWS)) : '')}
      </span>
      {(['csv', 'json'] as const).map((format) => (
        <button
          key={format}
          type="button"
          disabled={running}
          aria-label={`${text.label} ${text[format]}`}
          onClick={() => void download(format)}
        >
          <span aria-hidden="true">↓</span> {text[format]}
        </button>
      ))}
    </div>
  );
}

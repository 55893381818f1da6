import { useState } from 'react';
import { client } from '../../client';
import { type Row, toCsv } from '../../csv';
import { useLanguage } from '../../language';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import { type ExploreData, type ExploreRequest, listOf } from './request';
import { rowsOf } from './rows';

/** The most rows of a file; the API itself has no such limit. */
const MOST_ROWS = 2000;
/** The most rows that the API returns in a page. */
const AT_ONCE = 100;

const FILES: Record<ExploreRequest['list'], string> = {
  stats: 'stats',
  statGroups: 'groups-of-stats',
  clusters: 'clusters',
  clusterGroups: 'groups-of-clusters',
};

interface Result {
  rows: Row[];
  total: number;
  release: string | undefined;
}

/** Fetches all pages of a result up to the limit, starting with the first. */
async function allPages({ document, variables }: ExploreRequest, progress: (rows: number) => void): Promise<Result> {
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
    const { data, error } = await client.query<ExploreData, object>(document.toString(), page, {
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

/** Buttons that download the result as a file. */
export function Download({ request, total }: { request: ExploreRequest; total: number }) {
  const text = useText(explore).download;
  const language = useLanguage();
  const number = (count: number) => new Intl.NumberFormat(language === 'ZH' ? 'zh-CN' : 'en').format(count);
  const [message, setMessage] = useState<string>();
  const [running, setRunning] = useState(false);
  const download = async (format: 'csv' | 'json') => {
    setRunning(true);
    try {
      const { rows, total, release } = await allPages(request, (count) => setMessage(text.running(number(count))));
      const name = `cluster-atlas-${FILES[request.list]}.${format}`;
      if (format === 'csv') {
        const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
        save(name, 'text/csv;charset=utf-8', toCsv(columns, rows));
      } else {
        const about = { release, view: location.href, total, rows };
        save(name, 'application/json', `${JSON.stringify(about, null, 2)}\n`);
      }
      setMessage(
        total > rows.length ? text.capped(number(rows.length), number(total)) : text.done(number(rows.length)),
      );
    } catch {
      setMessage(text.failed);
    } finally {
      setRunning(false);
    }
  };
  return (
    <fieldset className="download" aria-label={text.label}>
      <span className="soft small" role="status">
        {message ?? (total > AT_ONCE ? text.about(number(MOST_ROWS)) : '')}
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
    </fieldset>
  );
}

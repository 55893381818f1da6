import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { GDP_2024, showsCount } from './explore-page';
import { expect, test } from './fixtures';

/** Rows of a CSV file (RFC 4180) as objects, by its heading. */
function parseCsv(text: string): Record<string, string>[] {
  const cells = [...text.replace(/^\u{feff}/u, '').matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, cell = '', end] of cells) {
    rows.at(-1)!.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ',') rows.push([]);
  }
  expect(rows.pop(), 'the last line ends').toEqual([]);
  const [head = [], ...body] = rows;
  return body.map((cells) => {
    expect(cells).toHaveLength(head.length);
    return Object.fromEntries(head.map((name, index) => [name, cells[index]!]));
  });
}

async function download(page: Page, name: string) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

test.describe('download', () => {
  test('saves all pages as CSV, with exact figures', async ({ page }) => {
    await page.goto(`/explore?${GDP_2024}&order=VALUE-DESC`);
    await showsCount(page, '31 figures');
    const { name, text } = await download(page, 'Download CSV');
    expect(name).toBe('cluster-atlas-stats.csv');
    const rows = parseCsv(text);
    expect(rows).toHaveLength(31);
    const { subject, value, unit, qualifier, period, scope, source, sourceTitle, asPrinted } = rows[0]!;
    expect({ subject, value, unit, qualifier, period, scope, source, asPrinted }).toEqual({
      subject: 'CN-GD',
      value: '14148890000000',
      unit: 'CNY',
      qualifier: 'EXACT',
      period: '2024',
      scope: 'revised after the Fifth National Economic Census',
      source: 'nbs-gdp-revised-2006-2024',
      asPrinted: '141488.9',
    });
    expect(sourceTitle).toMatch(/地区生产总值/);
    await expect(page.getByText('31 rows saved.')).toBeVisible();
  });

  test('quotes what needs quotes, keeps qualifiers, and says when there is more than a file takes', async ({
    page,
    origin,
  }) => {
    await page.goto('/explore?of=stats&source=ezhejiang-2021-04-01');
    const rows = parseCsv((await download(page, 'Download CSV')).text);
    const half = rows.find(({ asPrinted }) => asPrinted?.includes('nearly half'));
    expect(half?.qualifier).toBe('NEARLY');
    expect(half?.value).toBe('50');
    expect(rows.some(({ value }) => value === '55.5')).toBe(true);
    expect(
      rows.some((row) => Object.values(row).some((cell) => cell.includes(','))),
      'a cell with a comma',
    ).toBe(true);
    await page.goto(`${origin}/explore?of=stats`);
    await showsCount(page, '5,440 figures');
    const all = JSON.parse((await download(page, 'Download JSON')).text);
    expect(all.rows).toHaveLength(2000);
    expect(all.total).toBe(5440);
    await expect(page.getByText('The file has the first 2,000 of 5,440 rows.')).toBeVisible();
  });

  test('saves no formula that a spreadsheet would run', async ({ page, origin }) => {
    const texts = ['=HYPERLINK("http://example.com")', '+1+2', '-2+3', '@SUM(A1)', '\tcmd', '-3.50'];
    await page.route(`${origin}/graphql`, async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      for (const [index, stat] of body.data.stats.nodes.entries()) stat.note = texts[index] ?? null;
      await route.fulfill({ response, json: body });
    });
    await page.goto(`/explore?${GDP_2024}`);
    await showsCount(page, '31 figures');
    const rows = parseCsv((await download(page, 'Download CSV')).text);
    const written = rows.slice(0, texts.length).map(({ note }) => note);
    expect(written).toEqual([`'=HYPERLINK("http://example.com")`, "'+1+2", "'-2+3", "'@SUM(A1)", "'\tcmd", '-3.50']);
    const { rows: plain } = JSON.parse((await download(page, 'Download JSON')).text);
    expect(plain.slice(0, texts.length).map(({ note }: { note: string }) => note)).toEqual(texts);
  });

  test('saves clusters and groups as JSON, with the release and the address', async ({ page, origin }) => {
    await page.goto('/explore?province=CN-ZJ&indicator=output_value');
    await showsCount(page, '8 clusters');
    const { name, text } = await download(page, 'Download JSON');
    expect(name).toBe('cluster-atlas-clusters.json');
    const file = JSON.parse(text);
    expect(file.rows).toHaveLength(8);
    expect(file.view).toBe(page.url());
    expect(file.release).toMatch(/^\d{4}\.\d+\.\d+/);
    const { nameZh, provinces, value, unit, source } = file.rows.find(
      ({ slug }: { slug: string }) => slug === 'ningbo-green-petrochemicals',
    );
    expect({ nameZh, provinces, value, unit }).toEqual({
      nameZh: '宁波市绿色石化集群',
      provinces: 'CN-ZJ',
      value: '360970000000',
      unit: 'CNY',
    });
    expect(source).toBeTruthy();
    const security = file.rows.find(({ slug }: { slug: string }) => slug === 'hangzhou-digital-security');
    expect(security.value, 'no figure, no value').toBeUndefined();
    await page.goto(`${origin}/explore?of=stats&kind=PROVINCE&indicator=gross_domestic_product&period=2023&by=REGION`);
    await showsCount(page, '4 groups');
    const groups = JSON.parse((await download(page, 'Download JSON')).text).rows;
    expect(groups.find(({ region }: { region: string }) => region === 'EAST').sum).toBe('67267760000000');
  });
});

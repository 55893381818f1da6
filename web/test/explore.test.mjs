import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { checkAccess, checkWidth, origin, picture, visit } from './browser.mjs';

const GDP_2024 = 'of=stats&kind=PROVINCE&indicator=gross_domestic_product&period=2024&source=nbs-gdp-revised-2006-2024';

/** Waits until the page says that it shows so many. */
const counts = (page, text) => page.getByRole('status').filter({ hasText: text }).first().waitFor();
const row = (page, name) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
const params = (page) => Object.fromEntries(new URL(page.url()).searchParams);
const field = (page, name) => page.getByLabel(name, { exact: true });

/** Rows of a CSV file (RFC 4180) as objects, by its heading. */
function parseCsv(text) {
  const cells = [...text.replace(/^\u{feff}/u, '').matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g)];
  const rows = [[]];
  for (const [, cell, end] of cells) {
    rows.at(-1).push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ',') rows.push([]);
  }
  assert.deepEqual(rows.pop(), [], 'the last line ends');
  const [head, ...body] = rows;
  return body.map((cells) => {
    assert.equal(cells.length, head.length);
    return Object.fromEntries(head.map((name, index) => [name, cells[index]]));
  });
}

async function download(page, name) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

describe('explore', () => {
  test('narrows clusters, one request for each view, and the address shows the same', async () => {
    await visit({ path: '/explore' }, async (page, { asked }) => {
      await counts(page, '79 clusters');
      await field(page, 'Province').selectOption({ label: 'Zhejiang' });
      await counts(page, '8 clusters');
      await field(page, 'Field').selectOption({ label: 'High-End Equipment' });
      await counts(page, '4 clusters');
      await row(page, /Wenzhou Yueqing Electrical/).waitFor();
      assert.deepEqual(params(page), { province: 'CN-ZJ', industry: 'high-end-equipment' });
      const before = await page.getByRole('rowheader').allInnerTexts();
      assert.equal(asked.length, 3);
      await page.reload();
      await row(page, /Wenzhou Yueqing Electrical/).waitFor();
      assert.deepEqual(await page.getByRole('rowheader').allInnerTexts(), before);
      assert.equal(asked.length, 4);
      await page.getByRole('button', { name: 'Remove Field' }).click();
      await counts(page, '8 clusters');
      await page.goBack();
      await counts(page, '4 clusters');
      await row(page, /Wenzhou Yueqing Electrical/).waitFor();
      assert.deepEqual(params(page), { province: 'CN-ZJ', industry: 'high-end-equipment' });
    });
  });

  test('searches clusters by name as it is typed', async () => {
    await visit({ path: '/explore' }, async (page, { asked }) => {
      await counts(page, '79 clusters');
      await field(page, 'Name contains').pressSequentially('textiles');
      await row(page, /Suzhou-Wuxi-Nantong High-End Textiles/).waitFor();
      assert.deepEqual(params(page), { q: 'textiles' });
      await counts(page, '2 clusters');
      // Typing may take longer than a letter's rest on a busy machine, but one request a letter would be none saved.
      assert.ok(asked.length <= 1 + 'textiles'.length);
      await field(page, 'Name contains').fill('no such name');
      await page.getByText('Nothing in the data satisfies all of these.').waitFor();
    });
  });

  test('keeps what is typed when another control is used at once', async () => {
    await visit({ path: '/explore?region=EAST' }, async (page) => {
      await row(page, /./).first().waitFor();
      await field(page, 'Name contains').fill('textiles');
      await field(page, 'Province').selectOption({ label: 'Zhejiang' });
      await counts(page, '1 cluster');
      assert.deepEqual(params(page), { q: 'textiles', province: 'CN-ZJ', region: 'EAST' });
      await field(page, 'Name contains').fill('machine');
      await page.getByRole('button', { name: 'Remove Province' }).click();
      await row(page, /Eastern Zhejiang Machine Tools/).waitFor();
      await page.waitForURL((url) => !url.searchParams.has('province'));
      assert.deepEqual(params(page), { q: 'machine', region: 'EAST' });
      assert.equal(await field(page, 'Name contains').inputValue(), 'machine');
    });
  });

  test('puts figures in order', async () => {
    await visit({ path: `/explore?${GDP_2024}` }, async (page, { asked }) => {
      await counts(page, '31 figures');
      await field(page, 'Order').selectOption({ label: 'Largest first' });
      await page.waitForURL(/order=VALUE-DESC/);
      await page
        .locator('tbody tr')
        .first()
        .filter({ hasText: 'Guangdong' })
        .filter({ hasText: '14.14889 trillion yuan' })
        .waitFor();
      await field(page, 'Order').selectOption({ label: 'Smallest first' });
      await page.locator('tbody tr').first().filter({ hasText: 'Tibet' }).waitFor();
      assert.equal(asked.length, 3);
    });
  });

  test('has no bars of different units, but asks for an indicator', async () => {
    await visit({ path: '/explore?of=stats' }, async (page) => {
      await counts(page, '5,440 figures');
      await page.getByText('A chart needs figures of one indicator and one unit.').waitFor();
      await field(page, 'Indicator').selectOption({ label: 'Gross domestic product (revised series)' });
      await field(page, 'Period').fill('2024');
      await field(page, 'Period').press('Enter');
      await page
        .getByRole('list', { name: 'Gross domestic product (revised series)' })
        .getByText('Fujian')
        .first()
        .waitFor();
    });
  });

  test('turns pages, there and back', async () => {
    await visit({ path: '/explore' }, async (page, { asked }) => {
      await counts(page, '79 clusters');
      const first = await page.getByRole('rowheader').allInnerTexts();
      assert.equal(first.length, 20);
      const next = page.getByRole('button', { name: 'Next' });
      const previous = page.getByRole('button', { name: 'Previous' });
      assert.ok(await previous.isDisabled());
      const seen = [...first];
      for (const size of [20, 20, 19]) {
        const top = seen.at(-1);
        await next.click();
        await page.getByRole('rowheader', { name: top }).waitFor({ state: 'detached' });
        const names = await page.getByRole('rowheader').allInnerTexts();
        assert.equal(names.length, size);
        seen.push(...names);
      }
      assert.equal(new Set(seen).size, 79);
      assert.ok(await next.isDisabled());
      await previous.click();
      await page.getByRole('rowheader', { name: seen[59] }).waitFor();
      assert.deepEqual(await page.getByRole('rowheader').allInnerTexts(), seen.slice(40, 60));
      await page.reload();
      await page.getByRole('rowheader', { name: seen[59] }).waitFor();
      assert.deepEqual(await page.getByRole('rowheader').allInnerTexts(), seen.slice(40, 60));
      assert.equal(asked.length, 6);
    });
  });

  test('finds what to filter by, whatever it is', async () => {
    await visit({ path: '/explore?of=stats' }, async (page) => {
      await counts(page, '5,440 figures');
      await field(page, 'Find a name').fill('Three Zhejiang-based industrial clusters');
      await page
        .getByRole('list', { name: 'Found' })
        .getByRole('button', { name: 'Three Zhejiang-based industrial clusters stand out' })
        .click();
      await page.waitForURL(/source=ezhejiang-2021-04-01/);
      assert.deepEqual(params(page), { of: 'stats', source: 'ezhejiang-2021-04-01' });
      await page.getByRole('button', { name: 'Remove Source: Three Zhejiang-based' }).waitFor();
      await page.locator('.number', { hasText: /^55\.5 percent$/ }).waitFor();
      await field(page, 'Find a name').fill('杭州');
      await page
        .getByRole('list', { name: 'Found' })
        .getByRole('link', { name: 'Hangzhou Digital Security' })
        .waitFor();
    });
  });

  test('groups and adds up, or says why not', async () => {
    await visit(
      { path: '/explore?of=stats&kind=PROVINCE&indicator=gross_domestic_product' },
      async (page, { asked }) => {
        await field(page, 'Group by').selectOption({ label: 'Region' });
        await row(page, /^East$/)
          .getByText('Not added, because the figures are for different periods.')
          .waitFor();
        await field(page, 'Period').fill('2023');
        const sum = row(page, /^East$/).getByText('67.26776 trillion yuan');
        await sum.waitFor();
        assert.equal(await sum.getAttribute('title'), '67,267,760,000,000 yuan');
        await field(page, 'Order').selectOption({ label: 'Smallest sum first' });
        await page.locator('tbody tr').first().filter({ hasText: '6.18032 trillion yuan' }).waitFor();
        assert.deepEqual(params(page), {
          of: 'stats',
          kind: 'PROVINCE',
          indicator: 'gross_domestic_product',
          period: '2023',
          by: 'REGION',
          order: 'SUM-ASC',
        });
        assert.equal(asked.length, 4);
      },
    );
  });

  test('leads from a group to what is in it', async () => {
    await visit({ path: '/explore?by=PROVINCE&round=third-round-2022' }, async (page) => {
      await row(page, 'Jiangsu').getByRole('link', { name: '4', exact: true }).click();
      await counts(page, '4 clusters');
      assert.deepEqual(params(page), { province: 'CN-JS', round: 'third-round-2022' });
    });
  });

  test('saves all pages as CSV, with exact figures', async () => {
    await visit({ path: `/explore?${GDP_2024}&order=VALUE-DESC` }, async (page) => {
      await counts(page, '31 figures');
      const { name, text } = await download(page, 'Download CSV');
      assert.equal(name, 'cluster-atlas-stats.csv');
      const rows = parseCsv(text);
      assert.equal(rows.length, 31);
      const { subject, value, unit, qualifier, period, scope, source, sourceTitle, asPrinted } = rows[0];
      assert.deepEqual(
        { subject, value, unit, qualifier, period, scope, source, asPrinted },
        {
          subject: 'CN-GD',
          value: '14148890000000',
          unit: 'CNY',
          qualifier: 'EXACT',
          period: '2024',
          scope: 'revised after the Fifth National Economic Census',
          source: 'nbs-gdp-revised-2006-2024',
          asPrinted: '141488.9',
        },
      );
      assert.match(sourceTitle, /地区生产总值/);
      await page.getByText('31 rows saved.').waitFor();
    });
  });

  test('quotes what needs quotes, keeps qualifiers, and says when there is more than a file takes', async () => {
    await visit({ path: '/explore?of=stats&source=ezhejiang-2021-04-01' }, async (page) => {
      const rows = parseCsv((await download(page, 'Download CSV')).text);
      const half = rows.find(({ asPrinted }) => asPrinted.includes('nearly half'));
      assert.equal(half.qualifier, 'NEARLY');
      assert.equal(half.value, '50');
      assert.ok(rows.some(({ value }) => value === '55.5'));
      assert.ok(
        rows.some((row) => Object.values(row).some((cell) => cell.includes(','))),
        'a cell with a comma',
      );
      await page.goto(`${origin}/explore?of=stats`);
      await counts(page, '5,440 figures');
      const all = JSON.parse((await download(page, 'Download JSON')).text);
      assert.equal(all.rows.length, 2000);
      assert.equal(all.total, 5440);
      await page.getByText('The file has the first 2,000 of 5,440 rows.').waitFor();
    });
  });

  test('saves no formula that a spreadsheet would run', async () => {
    const texts = ['=HYPERLINK("http://example.com")', '+1+2', '-2+3', '@SUM(A1)', '\tcmd', '-3.50'];
    const prepare = (page) =>
      page.route(`${origin}/graphql`, async (route) => {
        const response = await route.fetch();
        const body = await response.json();
        body.data.stats.nodes.forEach((stat, index) => Object.assign(stat, { note: texts[index] ?? null }));
        await route.fulfill({ response, json: body });
      });
    await visit({ path: `/explore?${GDP_2024}`, prepare }, async (page) => {
      await counts(page, '31 figures');
      const rows = parseCsv((await download(page, 'Download CSV')).text);
      const written = rows.slice(0, texts.length).map(({ note }) => note);
      assert.deepEqual(written, [
        `'=HYPERLINK("http://example.com")`,
        "'+1+2",
        "'-2+3",
        "'@SUM(A1)",
        "'\tcmd",
        '-3.50',
      ]);
      const { rows: plain } = JSON.parse((await download(page, 'Download JSON')).text);
      assert.deepEqual(
        plain.slice(0, texts.length).map(({ note }) => note),
        texts,
      );
    });
  });

  test('saves clusters and groups as JSON, with the release and the address', async () => {
    await visit({ path: '/explore?province=CN-ZJ&indicator=output_value' }, async (page) => {
      await counts(page, '8 clusters');
      const { name, text } = await download(page, 'Download JSON');
      assert.equal(name, 'cluster-atlas-clusters.json');
      const file = JSON.parse(text);
      assert.equal(file.rows.length, 8);
      assert.equal(file.view, page.url());
      assert.match(file.release, /^\d{4}\.\d+\.\d+/);
      const { nameZh, provinces, value, unit, source } = file.rows.find(
        ({ slug }) => slug === 'ningbo-green-petrochemicals',
      );
      assert.deepEqual(
        { nameZh, provinces, value, unit },
        { nameZh: '宁波市绿色石化集群', provinces: 'CN-ZJ', value: '360970000000', unit: 'CNY' },
      );
      assert.ok(source);
      const security = file.rows.find(({ slug }) => slug === 'hangzhou-digital-security');
      assert.equal(security.value, undefined, 'no figure, no value');
      await page.goto(
        `${origin}/explore?of=stats&kind=PROVINCE&indicator=gross_domestic_product&period=2023&by=REGION`,
      );
      await counts(page, '4 groups');
      const groups = JSON.parse((await download(page, 'Download JSON')).text).rows;
      assert.equal(groups.find(({ region }) => region === 'EAST').sum, '67267760000000');
    });
  });

  test('opens itself as GraphQL, with the very query and variables, which runs', async () => {
    await visit({ path: `/explore?${GDP_2024}&order=VALUE-DESC` }, async (page, { asked }) => {
      await counts(page, '31 figures');
      const sent = JSON.parse(asked[0]);
      await page.getByRole('link', { name: 'This view as GraphQL' }).click();
      await page.locator('.graphiql-query-editor .view-line').filter({ hasText: 'ExploreStats' }).first().waitFor();
      const run = page.getByRole('button', { name: /^Execute query/ });
      const [request] = await Promise.all([
        page.waitForRequest((it) => it.url() === `${origin}/graphql` && it.postData().includes('ExploreStats')),
        run.click(),
      ]);
      const again = request.postDataJSON();
      assert.deepEqual(again.variables, sent.variables);
      // The client adds `__typename` for its cache, where the query does not ask for it.
      const words = (query) => query.split(/\s+/).filter((word) => word && word !== '__typename');
      assert.deepEqual(words(again.query), words(sent.query));
      const { data, errors } = await (await request.response()).json();
      assert.equal(errors, undefined);
      assert.equal(data.stats.totalCount, 31);
      assert.equal(data.stats.nodes[0].value, '14148890000000');
    });
  });

  test('keeps its controls when the server refuses, and can be mended', async () => {
    await visit({ path: '/explore?of=stats' }, async (page) => {
      await counts(page, '5,440 figures');
      await field(page, 'At least').fill('much');
      await page.getByRole('alert').filter({ hasText: 'filter.value.gte must be a decimal' }).waitFor();
      await checkAccess(page);
      await field(page, 'At least').fill('10000000000000');
      await field(page, 'Unit').selectOption({ label: 'yuan' });
      await counts(page, '60 figures');
    });
  });

  test('opens its filters on a phone', async () => {
    await visit({ path: '/explore?of=stats', width: 360 }, async (page) => {
      await counts(page, '5,440 figures');
      assert.equal(await field(page, 'Province').isVisible(), false);
      await page.getByText('Filters', { exact: true }).click();
      await field(page, 'Province').selectOption({ label: 'Zhejiang' });
      await page.getByText('Filters (1)', { exact: true }).waitFor();
      // What is shown until the answer is there is dimmed.
      await page.locator('.result[aria-busy="false"]').waitFor();
      await checkWidth(page);
      await checkAccess(page);
      await picture(page, 'explore-filters-phone', { fullPage: true });
    });
  });
});

import type { Page } from '@playwright/test';
import { checkAccess, checkWidth, phone, picture } from './checks';
import { GDP_2024, showsCount } from './explore-page';
import { expect, test } from './fixtures';

const row = (page: Page, name: string | RegExp) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
const params = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });

test.describe('explore', () => {
  test('narrows clusters, one request for each view, and the address shows the same', async ({ page, requests }) => {
    await page.goto('/explore');
    await showsCount(page, '79 clusters');
    await field(page, 'Province').selectOption({ label: 'Zhejiang' });
    await showsCount(page, '8 clusters');
    await field(page, 'Field').selectOption({ label: 'High-End Equipment' });
    await showsCount(page, '4 clusters');
    await expect(row(page, /Wenzhou Yueqing Electrical/)).toBeVisible();
    expect(params(page)).toEqual({ province: 'CN-ZJ', industry: 'high-end-equipment' });
    const before = await page.getByRole('rowheader').allInnerTexts();
    expect(requests).toHaveLength(3);
    await page.reload();
    await expect(row(page, /Wenzhou Yueqing Electrical/)).toBeVisible();
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(before);
    expect(requests).toHaveLength(4);
    await page.getByRole('button', { name: 'Remove Field' }).click();
    await showsCount(page, '8 clusters');
    await page.goBack();
    await showsCount(page, '4 clusters');
    await expect(row(page, /Wenzhou Yueqing Electrical/)).toBeVisible();
    expect(params(page)).toEqual({ province: 'CN-ZJ', industry: 'high-end-equipment' });
  });

  test('searches clusters by name as it is typed', async ({ page, requests }) => {
    await page.goto('/explore');
    await showsCount(page, '79 clusters');
    await field(page, 'Name contains').pressSequentially('textiles');
    await expect(row(page, /Suzhou-Wuxi-Nantong High-End Textiles/)).toBeVisible();
    expect(params(page)).toEqual({ q: 'textiles' });
    await showsCount(page, '2 clusters');
    // Typing may take longer than a letter's rest on a busy machine, but one request a letter would be none saved.
    expect(requests.length).toBeLessThanOrEqual(1 + 'textiles'.length);
    await field(page, 'Name contains').fill('no such name');
    await expect(page.getByText('No results. Remove a filter to see more.')).toBeVisible();
  });

  test('keeps what is typed when another control is used at once', async ({ page }) => {
    await page.goto('/explore?region=EAST');
    await expect(row(page, /./).first()).toBeVisible();
    await field(page, 'Name contains').fill('textiles');
    await field(page, 'Province').selectOption({ label: 'Zhejiang' });
    await showsCount(page, '1 cluster');
    expect(params(page)).toEqual({ q: 'textiles', province: 'CN-ZJ', region: 'EAST' });
    await field(page, 'Name contains').fill('machine');
    await page.getByRole('button', { name: 'Remove Province' }).click();
    await expect(row(page, /Eastern Zhejiang Machine Tools/)).toBeVisible();
    await page.waitForURL((url) => !url.searchParams.has('province'));
    expect(params(page)).toEqual({ q: 'machine', region: 'EAST' });
    await expect(field(page, 'Name contains')).toHaveValue('machine');
  });

  test('puts figures in order', async ({ page, requests }) => {
    await page.goto(`/explore?${GDP_2024}`);
    await showsCount(page, '31 figures');
    await field(page, 'Sort by').selectOption({ label: 'Largest first' });
    await page.waitForURL(/order=VALUE-DESC/);
    await expect(
      page.locator('tbody tr').first().filter({ hasText: 'Guangdong' }).filter({ hasText: '14.14889 trillion yuan' }),
    ).toBeVisible();
    await field(page, 'Sort by').selectOption({ label: 'Smallest first' });
    await expect(page.locator('tbody tr').first().filter({ hasText: 'Tibet' })).toBeVisible();
    expect(requests).toHaveLength(3);
  });

  test('has no bars of different units, but asks for an indicator', async ({ page }) => {
    await page.goto('/explore?of=stats');
    await showsCount(page, '5,440 figures');
    await expect(page.getByText('A chart needs figures of one indicator and one unit.')).toBeVisible();
    await field(page, 'Indicator').selectOption({ label: 'Gross domestic product (revised series)' });
    await field(page, 'Period').fill('2024');
    await field(page, 'Period').press('Enter');
    await expect(
      page.getByRole('list', { name: 'Gross domestic product (revised series)' }).getByText('Fujian').first(),
    ).toBeVisible();
  });

  test('turns pages, there and back', async ({ page, requests }) => {
    await page.goto('/explore');
    await showsCount(page, '79 clusters');
    const first = await page.getByRole('rowheader').allInnerTexts();
    expect(first).toHaveLength(20);
    const next = page.getByRole('button', { name: 'Next' });
    const previous = page.getByRole('button', { name: 'Previous' });
    await expect(previous).toBeDisabled();
    const seen = [...first];
    for (const size of [20, 20, 19]) {
      const top = seen.at(-1)!;
      await next.click();
      await expect(page.getByRole('rowheader', { name: top })).toHaveCount(0);
      const names = await page.getByRole('rowheader').allInnerTexts();
      expect(names).toHaveLength(size);
      seen.push(...names);
    }
    expect(new Set(seen).size).toBe(79);
    await expect(next).toBeDisabled();
    await previous.click();
    await expect(page.getByRole('rowheader', { name: seen[59]! })).toBeVisible();
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(seen.slice(40, 60));
    await page.reload();
    await expect(page.getByRole('rowheader', { name: seen[59]! })).toBeVisible();
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(seen.slice(40, 60));
    expect(requests).toHaveLength(6);
  });

  test('finds what to filter by, whatever it is', async ({ page }) => {
    await page.goto('/explore?of=stats');
    await showsCount(page, '5,440 figures');
    await field(page, 'Search names').fill('Three Zhejiang-based industrial clusters');
    await page
      .getByRole('list', { name: 'Found' })
      .getByRole('button', { name: 'Three Zhejiang-based industrial clusters stand out' })
      .click();
    await page.waitForURL(/source=ezhejiang-2021-04-01/);
    expect(params(page)).toEqual({ of: 'stats', source: 'ezhejiang-2021-04-01' });
    await expect(page.getByRole('button', { name: 'Remove Source: Three Zhejiang-based' })).toBeVisible();
    await expect(page.locator('.number', { hasText: /^55\.5 percent$/ })).toBeVisible();
    await field(page, 'Search names').fill('杭州');
    await expect(
      page.getByRole('list', { name: 'Found' }).getByRole('link', { name: 'Hangzhou Digital Security' }),
    ).toBeVisible();
  });

  test('groups and adds up, or says why not', async ({ page, requests }) => {
    await page.goto('/explore?of=stats&kind=PROVINCE&indicator=gross_domestic_product');
    await field(page, 'Group by').selectOption({ label: 'Region' });
    await expect(row(page, /^East$/).getByText('No sum: the figures are for different periods.')).toBeVisible();
    await field(page, 'Period').fill('2023');
    const sum = row(page, /^East$/).getByText('67.26776 trillion yuan');
    await expect(sum).toBeVisible();
    await expect(sum).toHaveAttribute('title', '67,267,760,000,000 yuan');
    await field(page, 'Sort by').selectOption({ label: 'Smallest sum first' });
    await expect(page.locator('tbody tr').first().filter({ hasText: '6.18032 trillion yuan' })).toBeVisible();
    expect(params(page)).toEqual({
      of: 'stats',
      kind: 'PROVINCE',
      indicator: 'gross_domestic_product',
      period: '2023',
      by: 'REGION',
      order: 'SUM-ASC',
    });
    expect(requests).toHaveLength(4);
  });

  test('leads from a group to what is in it', async ({ page }) => {
    await page.goto('/explore?by=PROVINCE&round=third-round-2022');
    await row(page, 'Jiangsu').getByRole('link', { name: '4', exact: true }).click();
    await showsCount(page, '4 clusters');
    expect(params(page)).toEqual({ province: 'CN-JS', round: 'third-round-2022' });
  });

  test('opens itself as GraphQL, with the very query and variables, which runs', async ({ page, requests, origin }) => {
    await page.goto(`/explore?${GDP_2024}&order=VALUE-DESC`);
    await showsCount(page, '31 figures');
    const sent = JSON.parse(requests[0]!);
    await page.getByRole('link', { name: 'This view as GraphQL' }).click();
    await expect(
      page.locator('.graphiql-query-editor .view-line').filter({ hasText: 'ExploreStats' }).first(),
    ).toBeVisible();
    const run = page.getByRole('button', { name: /^Execute query/ });
    const [request] = await Promise.all([
      page.waitForRequest((it) => it.url() === `${origin}/graphql` && it.postData()?.includes('ExploreStats') === true),
      run.click(),
    ]);
    const again = request.postDataJSON();
    expect(again.variables).toEqual(sent.variables);
    // The client adds `__typename` for its cache, where the query does not ask for it.
    const words = (query: string) => query.split(/\s+/).filter((word) => word && word !== '__typename');
    expect(words(again.query)).toEqual(words(sent.query));
    const { data, errors } = await (await request.response())!.json();
    expect(errors).toBeUndefined();
    expect(data.stats.totalCount).toBe(31);
    expect(data.stats.nodes[0].value).toBe('14148890000000');
  });

  test('keeps its controls when the server refuses, and can be mended', async ({ page }) => {
    await page.goto('/explore?of=stats');
    await showsCount(page, '5,440 figures');
    await field(page, 'At least').fill('much');
    await expect(page.getByRole('alert').filter({ hasText: 'filter.value.gte must be a decimal' })).toBeVisible();
    await checkAccess(page);
    await field(page, 'At least').fill('10000000000000');
    await field(page, 'Unit').selectOption({ label: 'yuan' });
    await showsCount(page, '60 figures');
  });

  test('opens its filters on a phone', async ({ page }) => {
    await page.setViewportSize(phone);
    await page.goto('/explore?of=stats');
    await showsCount(page, '5,440 figures');
    await expect(field(page, 'Province')).toBeHidden();
    await page.getByText('Filters', { exact: true }).click();
    await field(page, 'Province').selectOption({ label: 'Zhejiang' });
    await expect(page.getByText('Filters (1)', { exact: true })).toBeVisible();
    // What is shown until the answer is there is dimmed.
    await expect(page.locator('.result[aria-busy="false"]')).toBeVisible();
    await checkWidth(page);
    await checkAccess(page);
    await picture(page, 'explore-filters-phone', { fullPage: true });
  });
});

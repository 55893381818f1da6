import { query } from './api';
import { expect, test } from './fixtures';

test.describe('figures', () => {
  test('of a kind unfold, and all of them are shown', async ({ page, requests }) => {
    await page.goto('/provinces/CN-ZJ');
    const section = page.getByRole('region', { name: 'All figures' });
    const rows = section.getByRole('row');
    await expect(rows.first()).toBeVisible();
    const before = await rows.count();
    await section.getByRole('button', { name: '+ 12 more, Enterprises' }).click();
    await expect(rows).toHaveCount(before + 12);
    await expect(section.getByRole('row', { name: /^Enterprises 3,339 2010/ })).toBeVisible();
    await section.getByRole('button', { name: 'Show all 160' }).click();
    await expect(rows).toHaveCount(161);
    await section.getByRole('button', { name: 'Show fewer' }).click();
    await expect(rows).toHaveCount(before + 12);
    expect(requests).toHaveLength(1);
  });

  test('of every province are all there', async () => {
    const { data } = await query('{ provinces(first: 100) { nodes { code stats { totalCount } } } }');
    // As many as the page of a province asks for.
    for (const { code, stats } of data.provinces.nodes) expect(stats.totalCount, code).toBeLessThanOrEqual(200);
  });
});

import type { Page } from '@playwright/test';
import { checkAccess } from './checks';
import { expect, test } from './fixtures';

const THREE = '/compare?indicator=gross_domestic_product&subjects=CN-GD%2CCN-JS%2CCN-ZJ';

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const warnings = (page: Page) => page.getByRole('region', { name: 'Before you compare' });
const chart = (page: Page) => page.getByRole('img', { name: /^Gross domestic product/ });
const cells = (page: Page, name: string) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
    .getByRole('cell');

test.describe('compare', () => {
  test('takes what is added, and the address keeps it', async ({ page, requests }) => {
    await page.goto('/compare');
    await field(page, 'Indicator').selectOption({ label: 'Gross domestic product (revised series)' });
    await page.getByRole('button', { name: 'Compare the first three' }).click();
    await expect(chart(page)).toBeVisible();
    expect(new URL(page.url()).searchParams.get('subjects')).toBe('CN-GD,CN-JS,CN-SD');
    await page.getByRole('button', { name: 'Remove Shandong' }).click();
    await expect(page.getByRole('columnheader', { name: 'Shandong' })).toHaveCount(0);
    await field(page, 'Add by name').fill('zhejang');
    await page.getByRole('list', { name: 'Found' }).getByRole('button', { name: 'Zhejiang' }).click();
    await expect(page.getByRole('columnheader', { name: 'Zhejiang' })).toBeVisible();
    expect(requests, 'one request for each view').toHaveLength(6);
    expect(new URL(page.url()).searchParams.get('subjects')).toBe('CN-GD,CN-JS,CN-ZJ');
    await page.reload();
    await expect(page.getByRole('columnheader', { name: 'Zhejiang' })).toBeVisible();
    await expect(chart(page).locator('path.line')).toHaveCount(3);
  });

  test('warns where other sources say otherwise, and adds up only what may be', async ({ page, requests }) => {
    await page.goto(THREE);
    await expect(warnings(page).getByText('Zhejiang: other sources disagree for 2024.')).toBeVisible();
    expect(await cells(page, '2023').allInnerTexts()).toEqual([
      '13.79054 trillion yuan',
      '13.09243 trillion yuan',
      '8.56196 trillion yuan',
      '35.44493 trillion yuan',
    ]);
    // The other source has gaps, and the lines break there.
    await field(page, 'Basis').selectOption({ index: 1 });
    await expect(
      warnings(page).getByText('Zhejiang: no figure in the source for 2016, 2017, 2018, 2019.'),
    ).toBeVisible();
    await expect(chart(page).locator('path.line').first()).toHaveAttribute('d', /^M[^M]+M/);
    await expect(page.getByRole('cell', { name: '9.01306 trillion yuan' })).toBeVisible();
    expect(requests, 'the basis is chosen among what is there').toHaveLength(1);
  });

  test('warns of different sources and limits, and of what is missing', async ({ page, origin }) => {
    await page.goto(
      '/compare?kind=CLUSTER&indicator=output_value&subjects=wuxi-iot,ningde-power-batteries,hefei-intelligent-voice',
    );
    await expect(warnings(page).getByText(/^The lines come from \d different sources/)).toBeVisible();
    await expect(
      warnings(page)
        .getByText(/shown on another basis/)
        .first(),
    ).toBeVisible();
    await page.goto(`${origin}/compare?indicator=gross_domestic_product&subjects=CN-GD,CN-TW`);
    await expect(warnings(page).getByText('Taiwan: no figure for this indicator.')).toBeVisible();
  });

  test('keeps its controls when the server refuses, and can be mended', async ({ page }) => {
    await page.goto(THREE);
    await expect(chart(page)).toBeVisible();
    await field(page, 'From').fill('soon');
    await expect(page.getByRole('alert').filter({ hasText: 'from' })).toBeVisible();
    await checkAccess(page);
    await field(page, 'From').fill('2020');
    await expect(chart(page)).toBeVisible();
    expect(new URL(page.url()).searchParams.get('from')).toBe('2020');
    expect(await cells(page, '2019').count()).toBe(0);
  });

  test('takes six and no more', async ({ page }) => {
    await page.goto('/compare?indicator=gross_domestic_product&subjects=CN-GD,CN-JS,CN-ZJ,CN-SD,CN-HA,CN-SC,CN-HB');
    await page.getByText('The limit is 6. Remove one to add another.').waitFor();
    await expect(page.getByRole('list', { name: 'Compared' }).getByRole('button')).toHaveCount(6);
  });
});

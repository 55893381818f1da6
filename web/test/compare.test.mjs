import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkAccess, origin, visit } from './browser.mjs';

const THREE = '/compare?indicator=gross_domestic_product&subjects=CN-GD%2CCN-JS%2CCN-ZJ';

const field = (page, name) => page.getByLabel(name, { exact: true });
const warnings = (page) => page.getByRole('region', { name: 'Before you compare' });
const chart = (page) => page.getByRole('img', { name: /^Gross domestic product/ });
const cells = (page, name) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
    .getByRole('cell');

describe('compare', () => {
  test('takes what is added, and the address keeps it', async () => {
    await visit({ path: '/compare' }, async (page, { asked }) => {
      await field(page, 'Indicator').selectOption({ label: 'Gross domestic product (revised series)' });
      await page.getByRole('button', { name: 'Compare the first three' }).click();
      await chart(page).waitFor();
      assert.equal(new URL(page.url()).searchParams.get('subjects'), 'CN-GD,CN-JS,CN-SD');
      await page.getByRole('button', { name: 'Remove Shandong' }).click();
      await page.getByRole('columnheader', { name: 'Shandong' }).waitFor({ state: 'detached' });
      await field(page, 'Add by name').fill('zhejang');
      await page.getByRole('list', { name: 'Found' }).getByRole('button', { name: 'Zhejiang' }).click();
      await page.getByRole('columnheader', { name: 'Zhejiang' }).waitFor();
      assert.equal(asked.length, 6, 'one request for each view');
      assert.equal(new URL(page.url()).searchParams.get('subjects'), 'CN-GD,CN-JS,CN-ZJ');
      await page.reload();
      await page.getByRole('columnheader', { name: 'Zhejiang' }).waitFor();
      assert.equal(await chart(page).locator('path.line').count(), 3);
    });
  });

  test('warns where other sources say otherwise, and adds up only what may be', async () => {
    await visit({ path: THREE }, async (page, { asked }) => {
      await warnings(page).getByText('Zhejiang: other sources say otherwise for 2024.').waitFor();
      assert.deepEqual(await cells(page, '2023').allInnerTexts(), [
        '13.79054 trillion yuan',
        '13.09243 trillion yuan',
        '8.56196 trillion yuan',
        '35.44493 trillion yuan',
      ]);
      // The other source has gaps, and the lines break there.
      await field(page, 'Basis').selectOption({ index: 1 });
      await warnings(page).getByText('Zhejiang: no figure in the source for 2016, 2017, 2018, 2019.').waitFor();
      assert.match(await chart(page).locator('path.line').first().getAttribute('d'), /^M[^M]+M/);
      await page.getByRole('cell', { name: '9.01306 trillion yuan' }).waitFor();
      assert.equal(asked.length, 1, 'the basis is chosen among what is there');
    });
  });

  test('warns of different sources and limits, and of what is missing', async () => {
    await visit(
      {
        path: '/compare?kind=CLUSTER&indicator=output_value&subjects=wuxi-iot,ningde-power-batteries,hefei-intelligent-voice',
      },
      async (page) => {
        await warnings(page)
          .getByText(/^The lines come from \d different sources/)
          .waitFor();
        await warnings(page)
          .getByText(/shown on another basis/)
          .first()
          .waitFor();
        await page.goto(`${origin}/compare?indicator=gross_domestic_product&subjects=CN-GD,CN-TW`);
        await warnings(page).getByText('Taiwan: no figure of this indicator.').waitFor();
      },
    );
  });

  test('keeps its controls when the server refuses, and can be mended', async () => {
    await visit({ path: THREE }, async (page) => {
      await chart(page).waitFor();
      await field(page, 'From').fill('soon');
      await page.getByRole('alert').filter({ hasText: 'from' }).waitFor();
      await checkAccess(page);
      await field(page, 'From').fill('2020');
      await chart(page).waitFor();
      assert.equal(new URL(page.url()).searchParams.get('from'), '2020');
      assert.equal(await cells(page, '2019').count(), 0);
    });
  });

  test('takes six and no more', async () => {
    await visit(
      { path: '/compare?indicator=gross_domestic_product&subjects=CN-GD,CN-JS,CN-ZJ,CN-SD,CN-HA,CN-SC,CN-HB' },
      async (page) => {
        await page.getByText('6 are compared; take one away to add another.').waitFor();
        assert.equal(await page.getByRole('list', { name: 'Compared' }).getByRole('button').count(), 6);
      },
    );
  });
});

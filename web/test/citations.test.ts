import type { Page } from '@playwright/test';
import { query } from './api';
import { checkAccess, checkWidth, phone, picture } from './checks';
import { expect, test } from './fixtures';

test.describe('citations', () => {
  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Citation' });
  const text = (page: Page, style: string) => dialog(page).getByRole('region', { name: style }).innerText();
  const choose = (page: Page, style: string) => dialog(page).getByRole('radio', { name: style }).check();

  test('of a page name it and the release', async ({ page, origin }) => {
    await page.goto('/clusters/wuxi-iot');
    await page.getByRole('button', { name: 'Cite', exact: true }).click();
    await expect(dialog(page).getByRole('radio', { name: 'Plain' })).toBeVisible();
    const { data } = await query('{ dataset { version apa: citation(style: APA) } }');
    const { version, apa } = data.dataset;
    expect(await text(page, 'Plain')).toContain(`version ${version}`);
    await choose(page, 'APA');
    expect(await text(page, 'APA')).toBe(`${apa} Wuxi Internet of Things Cluster. ${origin}/clusters/wuxi-iot`);
    await choose(page, 'BibTeX');
    const bibtex = await text(page, 'BibTeX');
    expect(bibtex).toMatch(/^@misc\{/);
    expect(bibtex).toContain('note = {Wuxi Internet of Things Cluster. ');
    expect(bibtex.endsWith(`,\n  url = {${origin}/clusters/wuxi-iot}\n}`)).toBe(true);
    await choose(page, 'CSL-JSON');
    const [item, ...others] = JSON.parse(await text(page, 'CSL-JSON'));
    expect(others).toEqual([]);
    expect(item.type).toBe('dataset');
    expect(item.version).toBe(version);
    expect(item.URL).toBe(`${origin}/clusters/wuxi-iot`);
    await checkAccess(page);
    await picture(page, 'citation-of-page');
  });

  test('of a figure name its source and the release, without a mouse', async ({ page, context }) => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    await page.setViewportSize(phone);
    await context.grantPermissions(permissions);
    await page.goto('/clusters/wuxi-iot');
    const opener = page.getByRole('button', { name: 'Cite: Output value, 2022: 401.1 billion yuan' }).first();
    await opener.focus();
    await page.keyboard.press('Enter');
    await expect(dialog(page).getByRole('radio', { name: 'Plain' })).toBeVisible();
    // The focus stays in the dialog, or with the browser itself.
    for (let step = 0; step < 8; step++) {
      await page.keyboard.press('Tab');
      expect(
        await page.evaluate(
          () => document.activeElement === document.body || Boolean(document.activeElement?.closest('dialog')),
        ),
      ).toBe(true);
    }
    await dialog(page).getByRole('radio', { name: 'Plain' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await text(page, 'APA')).toMatch(
      /^China Daily\. \(2023, October 18\)\..*401\.1 billion yuan.*\n\nNational advanced/s,
    );
    await page.keyboard.press('ArrowRight');
    expect((await text(page, 'BibTeX')).match(/^@misc\{/gm)).toHaveLength(2);
    await page.keyboard.press('ArrowRight');
    const items = JSON.parse(await text(page, 'CSL-JSON'));
    expect(items.map(({ type }: { type: string }) => type)).toEqual(['webpage', 'dataset']);
    await dialog(page).getByRole('button', { name: 'Copy' }).press('Enter');
    await expect(dialog(page).getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
    expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toEqual(items);
    await checkAccess(page);
    await checkWidth(page);
    await picture(page, 'citation-of-figure');
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();
    await expect(opener, 'the focus is where it was').toBeFocused();
  });

  test('of a source are those of the API', async ({ page }) => {
    await page.goto('/sources/ezhejiang-2021-04-01');
    await page.getByRole('button', { name: 'Cite', exact: true }).click();
    await expect(dialog(page).getByRole('radio', { name: 'Plain' })).toBeVisible();
    const { data } = await query('{ source(slug: "ezhejiang-2021-04-01") { citation } dataset { citation } }');
    expect(await text(page, 'Plain')).toBe(`${data.source.citation}\n\n${data.dataset.citation}`);
    await page.mouse.click(5, 5);
    await expect(dialog(page)).toBeHidden();
  });

  test('say when they cannot be loaded, and try again', async ({ page, consoleErrors }) => {
    consoleErrors.expected = true;
    await page.goto('/clusters/wuxi-iot');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Cite', exact: true }).click();
    await expect(dialog(page).getByRole('alert').filter({ hasText: 'offline' })).toBeVisible();
    await page.context().setOffline(false);
    await expect(dialog(page).getByRole('radio', { name: 'Plain' })).toBeVisible();
  });
});

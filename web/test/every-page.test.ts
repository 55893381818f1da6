import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';
import { checkAccess, picture, web } from './checks';
import { expect, test } from './fixtures';
import { VIEWS } from './views';

test.describe('every page', () => {
  test('is answered by the server, in both languages', async ({ request }) => {
    const source = await readFile(new URL('src/routes.ts', web), 'utf8');
    const paths = [...source.matchAll(/^ {2}'(\/[^']*)': \(\) => import/gm)].map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) {
      for (const prefix of ['', '/zh']) {
        const address = prefix + path.replaceAll(/:\w+/g, 'x');
        const response = await request.get(address);
        expect(response.status(), address).toBe(200);
        expect(await response.text(), address).toMatch(/<div id="app">/);
      }
    }
  });

  test('shows what there is when the API has only a part', async ({ page, origin }) => {
    await page.route(`${origin}/graphql`, async (route) => {
      const response = await route.fetch();
      const errors = [{ message: 'One figure was lost.', path: ['cluster', 'stats'] }];
      await route.fulfill({ response, json: { ...(await response.json()), errors } });
    });
    await page.goto('/clusters/wuxi-iot');
    await expect(page.getByRole('heading', { level: 1, name: 'Wuxi Internet of Things Cluster' })).toBeVisible();
    await expect(page.getByRole('alert').filter({ hasText: 'One figure was lost.' })).toBeVisible();
    await checkAccess(page);
    await picture(page, 'state-partial');
  });

  test('says when it is offline, and goes on by itself', async ({ page, consoleErrors }) => {
    consoleErrors.expected = true;
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 2, name: 'By field' })).toBeVisible();
    await page.context().setOffline(true);
    await page.getByLabel('Indicator').selectOption({ label: 'Patents granted' });
    await expect(page.getByRole('alert').filter({ hasText: 'offline' })).toBeVisible();
    await page.context().setOffline(false);
    await expect(page.getByRole('heading', { level: 2, name: 'Patents granted' })).toBeVisible();
    // Not even the program of the next page can be loaded.
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'New Materials' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'offline' })).toBeVisible();
    await page.context().setOffline(false);
    await expect(page.getByRole('heading', { level: 1, name: 'New Materials' })).toBeVisible();
  });

  test('keeps its place when the language is changed', async ({ page, origin }) => {
    await page.goto('/clusters/wuxi-iot');
    await page.getByRole('link', { name: '中文' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '无锡市物联网集群' })).toBeVisible();
    expect(page.url()).toBe(`${origin}/zh/clusters/wuxi-iot`);
    await page.getByRole('link', { name: 'English' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Wuxi Internet of Things Cluster' })).toBeVisible();
    expect(page.url()).toBe(`${origin}/clusters/wuxi-iot`);
  });

  test('keeps the colours that were chosen', async ({ page }) => {
    const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.goto('/');
    expect(await paper(page)).toBe('rgb(255, 255, 255)');
    await page.getByLabel('Colour scheme').selectOption('dark');
    expect(await paper(page)).toBe('rgb(19, 25, 34)');
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await paper(page)).toBe('rgb(19, 25, 34)');
  });

  for (const { name, path, en } of VIEWS) {
    test(`loads little at first, and nothing of the playground: ${name}`, async ({ page, origin }) => {
      const loads: Response[] = [];
      page.on('response', (it) => loads.push(it));
      await page.goto(path);
      await expect(page.getByText(en[0]!).filter({ visible: true }).first()).toBeVisible();
      const files = loads.filter((it) => it.url() !== `${origin}/graphql`);
      const sizes = await Promise.all(files.map(async (it) => gzipSync(await it.body()).length));
      const total = sizes.reduce((sum, size) => sum + size, 0);
      expect(files.length).toBeGreaterThan(2);
      expect(total, `bytes of ${files.length} files, compressed`).toBeLessThan(300_000);
      expect(files.map((it) => it.url()).filter((url) => /monaco|playground|worker/.test(url))).toEqual([]);
    });
  }
});

import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { checkAccess, checkWidth, phone, picture, web } from './checks';
import { expect, test } from './fixtures';
import { execute, shows } from './playground-page';

const files = await readdir(new URL('../docs/', web), { recursive: true });
/** The address of every page. */
const paths = files
  .filter((file) => file.endsWith('.md'))
  .map((file) => (file === 'README.md' ? '/docs' : `/docs/${file.replace(/\.md$/, '')}`))
  .sort();

const field = (page: Page) => page.getByRole('searchbox', { name: 'Search the documentation' });
const result = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Results' }).getByRole('link', { name, exact: true });
const heading = (page: Page, name: string, level = 1) => page.getByRole('heading', { level, name, exact: true });
const menu = (page: Page) => page.getByRole('navigation', { name: 'All pages of the documentation' });

/** The values of an attribute in HTML. */
function valuesOf(html: string, attribute: string): string[] {
  const values = html.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'));
  return [...values].map(([, value = '']) => value.replaceAll('&amp;', '&'));
}

test.describe('documentation', () => {
  test('has a page for every file, in both frames, and every link has a target', async ({ request, origin }) => {
    expect(paths.length).toBeGreaterThan(20);
    const pages = new Map<string, string>();
    for (const path of paths.flatMap((path) => [path, `/zh${path}`])) {
      const response = await request.get(path);
      expect(response.status(), path).toBe(200);
      pages.set(path, await response.text());
    }
    const others = new Set<string>();
    for (const [path, html] of pages) {
      const ids = valuesOf(html, 'id');
      expect(new Set(ids).size, `ids of ${path}`).toBe(ids.length);
      for (const address of [...valuesOf(html, 'href'), ...valuesOf(html, 'src')]) {
        const { origin: host, pathname, hash } = new URL(address, origin + path);
        if (host !== origin) continue;
        const page = pages.get(pathname);
        if (!page) others.add(pathname);
        else if (hash) expect(valuesOf(page, 'id'), `${path} links to ${address}`).toContain(decodeURI(hash.slice(1)));
      }
    }
    for (const path of others) expect((await request.get(path)).status(), path).toBe(200);
  });

  for (const [index, path] of paths.entries()) {
    test(`opens ${path} at any width, in both colour schemes, and loads little`, async ({ page, requests }) => {
      await page.emulateMedia({ colorScheme: index % 2 === 0 ? 'light' : 'dark' });
      const files = new Map<string, Promise<Buffer>>();
      page.on('response', (response) => files.set(response.url(), response.body()));
      await page.goto(path);
      await checkWidth(page);
      await checkAccess(page);
      // Images are loaded when they come into view.
      const parts = await Promise.all([...files].filter(([url]) => !url.endsWith('.png')).map(([, body]) => body));
      expect(parts.length).toBeGreaterThan(2);
      const total = parts.reduce((sum, part) => sum + gzipSync(part).length, 0);
      expect(total, 'bytes, compressed').toBeLessThan(50_000);

      await page.emulateMedia({ colorScheme: index % 2 === 0 ? 'dark' : 'light' });
      await page.setViewportSize(phone);
      await page.goto(`/zh${path}`);
      await checkWidth(page);
      await checkAccess(page);
      expect(requests, 'requests to the API').toEqual([]);
    });
  }

  test('can be searched', async ({ page, origin }) => {
    await page.goto('/docs');
    await picture(page, 'docs');
    await field(page).fill('radius');
    await expect(result(page, 'Radius filter')).toBeVisible();
    await checkAccess(page);
    await picture(page, 'docs-search');
    await field(page).fill('xyzzy');
    await expect(page.getByRole('status')).toHaveText('Nothing was found.');
    await field(page).fill('radius fil');
    await result(page, 'Radius filter').click();
    await page.waitForURL(`${origin}/docs/guides/maps#radius-filter`);
    await expect(heading(page, 'Radius filter', 2)).toBeInViewport();
    await field(page).fill('radius');
    await expect(result(page, 'Radius filter')).toBeVisible();
    await field(page).press('Escape');
    await expect(result(page, 'Radius filter')).toBeHidden();
  });

  test('is searched in the other frame, too, without a mouse', async ({ page }) => {
    await page.setViewportSize(phone);
    await page.goto('/zh/docs/tutorial');
    await page.getByRole('searchbox').fill('rate limiting');
    await expect(page.getByRole('list', { name: '结果' }).getByRole('link').first()).toBeVisible();
    await checkWidth(page);
    await page.getByRole('searchbox').press('Enter');
    await page.waitForURL(/\/zh\/docs\/[a-z]+\/[a-z]+#rate-limiting$/);
  });

  test('reports when the search cannot be loaded, and tries again', async ({ page, consoleErrors }) => {
    consoleErrors.expected = true;
    await page.goto('/docs/tutorial');
    await page.context().setOffline(true);
    await field(page).fill('radius');
    await expect(page.getByRole('status')).toContainText('could not be loaded');
    await page.context().setOffline(false);
    await field(page).fill('radius f');
    await expect(result(page, 'Radius filter')).toBeVisible();
  });

  test('leads from page to page', async ({ page, origin }) => {
    await page.goto('/docs/guides/filters');
    const contents = page.getByRole('navigation', { name: 'On this page' });
    await contents.getByRole('link', { name: 'Sorting', exact: true }).click();
    await page.waitForURL(/#sorting$/);
    await page.getByRole('article').getByRole('link', { name: 'query language reference' }).first().click();
    await expect(heading(page, 'Query language')).toBeVisible();
    expect(page.url()).toBe(`${origin}/docs/reference/query-language`);
    await expect(menu(page).locator('[aria-current=page]')).toHaveText('Query language');
    await menu(page).getByRole('link', { name: 'Tutorial' }).click();
    await expect(heading(page, 'Tutorial')).toBeVisible();
    await page.getByRole('link', { name: 'Previous Documentation' }).click();
    await expect(heading(page, 'Documentation')).toBeVisible();
    await page.getByRole('link', { name: '中文' }).click();
    await page.waitForURL(`${origin}/zh/docs`);
    await page.getByRole('link', { name: '图志', exact: true }).click();
    await page.getByRole('link', { name: '文档' }).click();
    await page.waitForURL(`${origin}/zh/docs`);
  });

  test('folds the list of pages on a phone', async ({ page }) => {
    await page.setViewportSize(phone);
    await page.goto('/docs/guides/maps');
    const link = menu(page).getByRole('link', { name: 'Tutorial' });
    await expect(link).toBeHidden();
    await menu(page).getByText('All pages of the documentation').click();
    await link.click();
    await expect(heading(page, 'Tutorial')).toBeVisible();
    await picture(page, 'docs-phone');
  });

  test('opens its examples in the playground', async ({ page }) => {
    await page.goto('/docs/guides/filters');
    await page.getByRole('link', { name: 'Open in playground' }).first().click();
    await shows(page, 'NestedQueries');
    const { data, errors } = await execute(page);
    expect(errors).toBeUndefined();
    expect(data.cluster.nameZh).toBe('杭州市数字安防集群');
  });

  test('copies code', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/docs/tutorial');
    await page.getByRole('button', { name: 'Copy' }).first().click();
    await expect(page.getByRole('button', { name: 'Copied.' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('script/server\n');
  });

  test('keeps the colour scheme that was chosen', async ({ page }) => {
    await page.goto('/docs');
    await page.getByLabel('Colour scheme').selectOption('dark');
    await page.goto('/docs/tutorial');
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(19, 25, 34)');
    await expect(page.getByLabel('Colour scheme')).toHaveValue('dark');
  });

  test('reports that there is no such page', async ({ page, consoleErrors }) => {
    consoleErrors.expected = true;
    const response = await page.goto('/docs/guides/nothing');
    expect(response?.status()).toBe(404);
    const policy = await readFile(new URL('csp.txt', web), 'utf8');
    expect(response?.headers()['content-security-policy']).toBe(policy.trim());
    await expect(heading(page, 'There is no such page')).toBeVisible();
    await checkAccess(page);
    await page.getByRole('link', { name: 'Tutorial' }).click();
    await expect(heading(page, 'Tutorial')).toBeVisible();
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });

    test('can be read', async ({ page }) => {
      await page.goto('/docs/guides/maps');
      await expect(heading(page, 'Radius filter', 2)).toBeVisible();
      await expect(page.getByRole('searchbox')).toBeHidden();
    });
  });
});

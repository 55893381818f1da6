import { readdir, readFile } from 'node:fs/promises';
import { phone, picture, screenshot, web } from './checks';
import { expect, test } from './fixtures';
import { button, EDITOR, execute, find, lines, shows, tab } from './playground-page';

test.describe('playground', () => {
  test('is served with its policy', async ({ page }) => {
    const policy = (await readFile(new URL('csp-playground.txt', web), 'utf8')).trim();
    const response = (await page.goto('/playground'))!;
    expect(response.status()).toBe(200);
    expect(response.headers()['content-type']).toMatch(/^text\/html; charset=utf-8$/i);
    expect(response.headers()['content-security-policy']).toBe(policy);
    expect(await page.title()).toBe('Playground – Cluster Atlas');
    await expect(button(page)).toBeVisible();
  });

  test('opens the examples and runs the first', async ({ page }) => {
    await page.goto('/playground');
    for (const name of ['SeedFacts', 'ProvinceWithClusters', 'ProvincesByGdp'])
      await expect(tab(page, name)).toBeVisible();
    await shows(page, 'SeedFacts');
    const { data, errors } = await execute(page);
    expect(errors).toBeUndefined();
    expect(data.province.name).toBe('Zhejiang');
    await find(page, '55.5');
    await find(page, 'nearly half');

    await picture(page, 'playground');
    await screenshot(page, 'playground', page.viewportSize()!.height);
  });

  test('runs the second example', async ({ page }) => {
    await page.goto('/playground');
    await shows(page, 'SeedFacts');
    await tab(page, 'ProvinceWithClusters').click();
    await shows(page, 'ProvinceWithClusters');
    const { data, errors } = await execute(page);
    expect(errors).toBeUndefined();
    expect(data.province.clusters.nodes.length).toBeGreaterThan(0);
    await find(page, '"awards"');
  });

  test('offers its buttons only with the editor', async ({ page }) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(EDITOR, (route) => held.then(() => route.continue()));
    await page.goto('/playground');
    await expect(page.getByRole('status').filter({ hasText: 'Loading the editor' })).toBeVisible();
    expect(await page.getByRole('button').count()).toBe(0);
    release();
    await expect(button(page)).toBeVisible();
    const { errors } = await execute(page);
    expect(errors).toBeUndefined();
  });

  test('ranks the provinces', async ({ page }) => {
    await page.goto('/playground');
    await shows(page, 'SeedFacts');
    await tab(page, 'ProvincesByGdp').click();
    await shows(page, 'ProvincesByGdp');
    const { data, errors } = await execute(page);
    expect(errors).toBeUndefined();
    await expect(lines(page).filter({ hasText: '"totalCount": 31' })).toBeVisible();
    await expect(
      lines(page)
        .filter({ hasText: /"value":\s"\d+(\.\d+)?"/ })
        .first(),
    ).toBeVisible();
    expect(new Set(data.stats.nodes.map(({ subject }: { subject: { name: string } }) => subject.name)).size).toBe(31);
  });

  test('offers the queries of the documentation, and keeps a history', async ({ page }) => {
    const root = new URL('../docs/', web);
    const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.md'));
    const texts = await Promise.all(files.map((file) => readFile(new URL(file, root), 'utf8')));
    const queries = [...texts.join('\n').matchAll(/^```graphql$/gm)].length;
    await page.goto('/playground');
    await shows(page, 'SeedFacts');
    await page.getByRole('button', { name: 'Show Example queries' }).click();
    const list = page.getByRole('region', { name: 'Example queries' });
    await expect(list.getByRole('button')).toHaveCount(queries);
    await list.getByRole('button', { name: 'FiltersAcrossRelations' }).click();
    await shows(page, 'FiltersAcrossRelations');
    const { data, errors } = await execute(page);
    expect(errors).toBeUndefined();
    expect(
      data.clusters.nodes.some(({ name }: { name: string }) => name === 'Shenzhen Advanced Battery Materials Cluster'),
    ).toBe(true);
    await page.getByRole('button', { name: 'Show History' }).click();
    // All of them are called "Set active" by those who do not see them.
    const kept = page.locator('.graphiql-history').getByRole('button', { name: 'Set active' });
    await expect(kept.filter({ hasText: /^FiltersAcrossRelations$/ })).toBeVisible();
    await expect(kept, 'once').toHaveCount(1);
  });

  test('runs every query of the documentation', async ({ page }) => {
    await page.goto('/playground');
    await shows(page, 'SeedFacts');
    await page.getByRole('button', { name: 'Show Example queries' }).click();
    const buttons = page.getByRole('region', { name: 'Example queries' }).getByRole('button');
    const names = await buttons.allInnerTexts();
    expect(new Set(names).size, 'each has a name of its own').toBe(names.length);
    for (const name of names) {
      await buttons.filter({ hasText: new RegExp(`^${name}$`) }).click();
      await shows(page, name);
      const { data, errors } = await execute(page);
      // The page on errors shows what is refused.
      if (/^(Errors|Invalid)/.test(name)) expect(errors.length, name).toBeGreaterThan(0);
      else expect([errors, Object.keys(data).length > 0], name).toEqual([undefined, true]);
    }
  });

  test('documents the schema', async ({ page }) => {
    await page.goto('/playground');
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    const docs = page.locator('.graphiql-doc-explorer');
    await docs.getByRole('link', { name: 'Query', exact: true }).click();
    await expect(docs.locator('.graphiql-doc-explorer-title', { hasText: 'Query' })).toBeVisible();
    await docs.getByRole('link', { name: 'Province', exact: true }).first().click();
    await expect(docs.locator('.graphiql-doc-explorer-title', { hasText: 'Province' })).toBeVisible();
    const description = docs.locator('.graphiql-markdown-description').first();
    await expect(description).toBeVisible();
    await expect(description).toHaveText(/province/i);
  });

  test('marks a field that does not exist', async ({ page }) => {
    // The mark comes from the worker, so this also holds the workers to the policy.
    await page.goto('/playground');
    await page.locator('.graphiql-query-editor .view-lines').click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('{ noSuchField }');
    await expect(page.locator('.graphiql-query-editor .squiggly-error').first()).toBeVisible();
  });

  test('fits a narrow window', async ({ page }) => {
    await page.setViewportSize(phone);
    await page.goto('/playground');
    await shows(page, 'SeedFacts');
    await execute(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, 'pixels by which the page is too wide').toBeLessThanOrEqual(0);
    const box = (await button(page).boundingBox())!;
    expect(box.x + box.width, 'the right edge of the Execute button').toBeLessThanOrEqual(360);
  });

  test('follows the dark scheme', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto('/playground');
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background).toBe('rgb(33, 42, 59)');
  });

  test('says when the API cannot be reached', async ({ page, consoleErrors, origin }) => {
    consoleErrors.expected = true;
    await page.route(`${origin}/graphql`, (route) => route.abort());
    await page.goto('/playground');
    await expect(lines(page).filter({ hasText: 'cannot be reached' }).first()).toBeVisible();
  });

  test('says when its editor cannot be loaded', async ({ page, consoleErrors }) => {
    consoleErrors.expected = true;
    await page.route(EDITOR, (route) => route.abort());
    await page.goto('/playground');
    await expect(page.getByRole('alert').filter({ hasText: 'could not be loaded' })).toBeVisible();
    await expect(page.getByText('Loading the editor')).toBeHidden();
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });

    test('says that it needs it', async ({ page }) => {
      await page.goto('/playground');
      await expect(page.locator('noscript .notice')).toHaveText(/needs JavaScript/);
    });
  });
});

import { expect, test } from './fixtures';
import { button, execute, find, forData, shows, stores, tab, tabs } from './playground-page';

test.describe('tabs of the playground', () => {
  test('runs a tab at the moment it is opened', async ({ page }) => {
    await page.goto('/playground');
    await shows(page, 'SeedFacts');
    const buttons = [tab(page, 'ProvinceWithClusters'), button(page)];
    const handles = await Promise.all(buttons.map((it) => it.elementHandle()));
    const press = () =>
      page.evaluate((handles) => {
        for (const it of handles) (it as HTMLElement | null)?.click();
      }, handles);
    const { errors } = await execute(page, press);
    expect(errors).toBeUndefined();
    await find(page, '"awards"');
  });

  test('cancels a request when another tab is opened', async ({ page, origin }) => {
    await page.goto('/playground');
    await shows(page, 'SeedFacts');
    await page.route(`${origin}/graphql`, (route) => (forData(route.request()) ? undefined : route.fallback()));
    const sent = page.waitForRequest(forData);
    await button(page).click();
    const request = await sent;
    const dropped = page.waitForEvent('requestfailed', (it) => it === request);
    await tab(page, 'ProvincesByGdp').click();
    await dropped;
    await expect(button(page)).toBeVisible();
  });

  test('keeps the tabs and the open one on the next visit', async ({ page }) => {
    await page.goto('/playground');
    await tab(page, 'ProvincesByGdp').click();
    await stores(page, 3, 2);
    await page.reload();
    await shows(page, 'ProvincesByGdp');
    const { errors } = await execute(page);
    expect(errors).toBeUndefined();
    await expect(tabs(page)).toHaveCount(3);
  });

  test('adds no tab on the next visit', async ({ page }) => {
    await page.goto('/playground');
    await stores(page, 3);
    // GraphiQL's own copies of the open tab, out of step with the tabs.
    await page.evaluate(() => {
      localStorage.setItem('graphiql:query', '');
      localStorage.setItem('graphiql:variables', '{"round": "first-batch"}');
    });
    await page.reload();
    await shows(page, 'SeedFacts');
    const { data, errors } = await execute(page);
    expect(errors).toBeUndefined();
    expect(data.province.clusters.totalCount).toBeGreaterThan(0);
    await expect(tabs(page)).toHaveCount(3);
  });

  test('brings the examples back once the data is cleared', async ({ page }) => {
    await page.goto('/playground');
    await stores(page, 3);
    await page.evaluate(() => {
      const state = JSON.parse(localStorage.getItem('graphiql:tabState') ?? 'null');
      const own = { ...state.tabs[0], title: 'Own', query: 'query Own { __typename }', variables: null };
      localStorage.setItem('graphiql:tabState', JSON.stringify({ ...state, tabs: [own], fromTest: true }));
    });
    await page.reload();
    await shows(page, 'Own');
    await expect(tabs(page)).toHaveCount(1);
    // From here on GraphiQL has nothing left to write.
    await stores(page, 1);
    await page.getByRole('button', { name: 'Open settings dialog' }).click();
    await page.getByRole('button', { name: 'Clear data' }).click();
    await page.waitForFunction(() => !localStorage.getItem('graphiql:tabState'));
    await page.reload();
    await shows(page, 'SeedFacts');
    await expect(tabs(page)).toHaveCount(3);
  });

  test('shares a tab by its link', async ({ page, context, newVisitor, origin }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/playground');
    await shows(page, 'SeedFacts');
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.waitForURL(/#query=/);
    const link = page.url();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);

    // A visitor who opens it has other tabs, or none.
    const second = await newVisitor();
    await second.goto(link);
    await shows(second, 'SeedFacts');
    await expect(tabs(second), 'beside the three examples').toHaveCount(4);
    expect(second.url()).toBe(`${origin}/playground`);
    const { data, errors } = await execute(second);
    expect(errors).toBeUndefined();
    expect(data.province.clusters.totalCount, 'its variables came with it').toBeGreaterThan(0);
  });

  test('opens a link over the playground itself', async ({ page }) => {
    await page.goto('/playground');
    await shows(page, 'SeedFacts');
    await stores(page, 3);
    const query = encodeURIComponent('query Shared($code: String!) { province(code: $code) { name } }');
    const variables = encodeURIComponent('{"code": "CN-HI"}');
    await page.goto(`/playground#query=${query}&variables=${variables}`);
    await shows(page, 'Shared');
    const { data } = await execute(page);
    expect(data.province.name).toBe('Hainan');
    await stores(page, 4, 3);
    await page.reload();
    await shows(page, 'Shared');
    await expect(tabs(page)).toHaveCount(4);
  });
});

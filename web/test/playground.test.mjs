import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { origin, picture, screenshot, visit as open, web } from './browser.mjs';

/** The part of the page that holds Monaco, loaded on demand. */
const EDITOR = /\/assets\/monaco-editor-[^/]*\.js$/;

/** Opens the playground as a first visit. */
const visit = (options, steps) => open({ path: '/playground', ...options }, steps);

const pane = (page) => page.locator('.result-window');
const lines = (page) => pane(page).locator('.view-line');
const tabs = (page) => page.getByRole('tablist').getByRole('tab');
const tab = (page, name) => page.getByRole('tablist').getByRole('button', { name, exact: true });
const button = (page) => page.getByRole('button', { name: /^Execute query/ });

/** Waits until the editor shows the query `name`. */
async function shows(page, name) {
  await page.locator('.graphiql-query-editor .view-line').filter({ hasText: name }).first().waitFor();
}

/** Waits until the browser keeps so many tabs and which is open: GraphiQL writes them a moment after a change. */
async function kept(page, count, open = 0) {
  await page.waitForFunction(
    ([count, open]) => {
      const state = JSON.parse(localStorage.getItem('graphiql:tabState'));
      return state?.tabs.length === count && state.activeTabIndex === open && !state.fromTest;
    },
    [count, open],
  );
}

/** Whether this is a request for data: the one for the schema goes to the same address. */
const forData = (request) =>
  request.url() === `${origin}/graphql` && !request.postData().includes('IntrospectionQuery');

/** Presses Execute and waits for the response to be in the pane. */
async function execute(page, press = () => button(page).click()) {
  const answered = page.waitForResponse((response) => forData(response.request()));
  await press();
  const response = await answered;
  assert.equal(response.status(), 200);
  await lines(page).filter({ hasText: '"data"' }).waitFor();
  return response.json();
}

/** The pane draws only the lines in view, so text further down is looked up with the editor's own search. */
async function find(page, text) {
  await pane(page).locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+f');
  const box = pane(page).getByRole('textbox', { name: 'Find' });
  await box.fill(text);
  await box.press('Enter');
  await lines(page).filter({ hasText: text }).first().waitFor();
  await box.press('Escape');
  await pane(page).locator('.find-widget').waitFor({ state: 'hidden' });
}

describe('playground', () => {
  test('is served with its policy', async () => {
    const policy = (await readFile(new URL('csp-playground.txt', web), 'utf8')).trim();
    await visit({}, async (page, { response }) => {
      assert.equal(response.status(), 200);
      assert.match(response.headers()['content-type'], /^text\/html; charset=utf-8$/i);
      assert.equal(response.headers()['content-security-policy'], policy);
      assert.equal(await page.title(), 'Playground – Cluster Atlas');
      await button(page).waitFor();
    });
  });

  test('opens the examples and runs the first', async () => {
    await visit({}, async (page) => {
      for (const name of ['SeedFacts', 'ProvinceWithClusters', 'ProvincesByGdp']) await tab(page, name).waitFor();
      await shows(page, 'SeedFacts');
      const { data, errors } = await execute(page);
      assert.equal(errors, undefined);
      assert.equal(data.province.name, 'Zhejiang');
      await find(page, '55.5');
      await find(page, 'nearly half');

      await picture(page, 'playground');
      await screenshot(page, 'playground', page.viewportSize().height);
    });
  });

  test('runs the second example', async () => {
    await visit({}, async (page) => {
      await shows(page, 'SeedFacts');
      await tab(page, 'ProvinceWithClusters').click();
      await shows(page, 'ProvinceWithClusters');
      const { data, errors } = await execute(page);
      assert.equal(errors, undefined);
      assert.ok(data.province.clusters.nodes.length > 0);
      await find(page, '"awards"');
    });
  });

  test('runs a tab at the moment it is opened', async () => {
    await visit({}, async (page) => {
      await shows(page, 'SeedFacts');
      const buttons = [tab(page, 'ProvinceWithClusters'), button(page)];
      const handles = await Promise.all(buttons.map((it) => it.elementHandle()));
      const press = () => page.evaluate((handles) => handles.forEach((it) => it.click()), handles);
      const { errors } = await execute(page, press);
      assert.equal(errors, undefined);
      await find(page, '"awards"');
    });
  });

  test('lets go of a request when another tab is opened', async () => {
    await visit({}, async (page) => {
      await shows(page, 'SeedFacts');
      await page.route(`${origin}/graphql`, (route) => (forData(route.request()) ? undefined : route.fallback()));
      const sent = page.waitForRequest(forData);
      await button(page).click();
      const request = await sent;
      const dropped = page.waitForEvent('requestfailed', (it) => it === request);
      await tab(page, 'ProvincesByGdp').click();
      await dropped;
      await button(page).waitFor();
    });
  });

  test('keeps the tabs and the open one on the next visit', async () => {
    await visit({}, async (page) => {
      await tab(page, 'ProvincesByGdp').click();
      await kept(page, 3, 2);
      await page.reload();
      await shows(page, 'ProvincesByGdp');
      const { errors } = await execute(page);
      assert.equal(errors, undefined);
      assert.equal(await tabs(page).count(), 3);
    });
  });

  test('adds no tab on the next visit', async () => {
    await visit({}, async (page) => {
      await kept(page, 3);
      // GraphiQL's own copies of the open tab, out of step with the tabs.
      await page.evaluate(() => {
        localStorage.setItem('graphiql:query', '');
        localStorage.setItem('graphiql:variables', '{"round": "first-batch"}');
      });
      await page.reload();
      await shows(page, 'SeedFacts');
      const { data, errors } = await execute(page);
      assert.equal(errors, undefined);
      assert.ok(data.province.clusters.totalCount > 0);
      assert.equal(await tabs(page).count(), 3);
    });
  });

  test('brings the examples back once the data is cleared', async () => {
    await visit({}, async (page) => {
      await kept(page, 3);
      await page.evaluate(() => {
        const state = JSON.parse(localStorage.getItem('graphiql:tabState'));
        const own = { ...state.tabs[0], title: 'Own', query: 'query Own { __typename }', variables: null };
        localStorage.setItem('graphiql:tabState', JSON.stringify({ ...state, tabs: [own], fromTest: true }));
      });
      await page.reload();
      await shows(page, 'Own');
      assert.equal(await tabs(page).count(), 1);
      // From here on GraphiQL has nothing left to write.
      await kept(page, 1);
      await page.getByRole('button', { name: 'Open settings dialog' }).click();
      await page.getByRole('button', { name: 'Clear data' }).click();
      await page.waitForFunction(() => !localStorage.getItem('graphiql:tabState'));
      await page.reload();
      await shows(page, 'SeedFacts');
      assert.equal(await tabs(page).count(), 3);
    });
  });

  test('offers its buttons only with the editor', async () => {
    let load;
    const awaited = new Promise((resolve) => (load = resolve));
    const prepare = (page) => page.route(EDITOR, (route) => awaited.then(() => route.continue()));
    await visit({ prepare }, async (page) => {
      await page.getByRole('status').filter({ hasText: 'Loading the editor' }).waitFor();
      assert.equal(await page.getByRole('button').count(), 0);
      load();
      await button(page).waitFor();
      const { errors } = await execute(page);
      assert.equal(errors, undefined);
    });
  });

  test('ranks the provinces', async () => {
    await visit({}, async (page) => {
      await shows(page, 'SeedFacts');
      await tab(page, 'ProvincesByGdp').click();
      await shows(page, 'ProvincesByGdp');
      const { data, errors } = await execute(page);
      assert.equal(errors, undefined);
      await lines(page).filter({ hasText: '"totalCount": 31' }).waitFor();
      await lines(page)
        .filter({ hasText: /"value":\s"\d+(\.\d+)?"/ })
        .first()
        .waitFor();
      assert.equal(new Set(data.stats.nodes.map(({ subject }) => subject.name)).size, 31);
    });
  });

  test('shares a tab by its link', async () => {
    let link;
    await visit({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      await shows(page, 'SeedFacts');
      await page.getByRole('button', { name: 'Copy link' }).click();
      await page.waitForURL(/#query=/);
      link = page.url();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
    });
    // Whoever opens it has other tabs, or none.
    await visit({ path: link.slice(origin.length) }, async (page) => {
      await shows(page, 'SeedFacts');
      assert.equal(await tabs(page).count(), 4, 'beside the three examples');
      assert.equal(page.url(), `${origin}/playground`);
      const { data, errors } = await execute(page);
      assert.equal(errors, undefined);
      assert.ok(data.province.clusters.totalCount > 0, 'its variables came with it');
    });
    await visit({}, async (page) => {
      await shows(page, 'SeedFacts');
      await kept(page, 3);
      const query = encodeURIComponent('query Shared($code: String!) { province(code: $code) { name } }');
      const variables = encodeURIComponent('{"code": "CN-HI"}');
      await page.goto(`${origin}/playground#query=${query}&variables=${variables}`);
      await shows(page, 'Shared');
      const { data } = await execute(page);
      assert.equal(data.province.name, 'Hainan');
      await kept(page, 4, 3);
      await page.reload();
      await shows(page, 'Shared');
      assert.equal(await tabs(page).count(), 4);
    });
  });

  test('offers the queries of the documentation, and keeps a history', async () => {
    const written = await readFile(new URL('../QUERIES.md', web), 'utf8');
    const queries = [...written.matchAll(/^```graphql$/gm)].length;
    await visit({}, async (page) => {
      await shows(page, 'SeedFacts');
      await page.getByRole('button', { name: 'Show Example queries' }).click();
      const list = page.getByRole('region', { name: 'Example queries' });
      assert.equal(await list.getByRole('button').count(), queries);
      await list.getByRole('button', { name: 'FiltersAcrossRelations' }).click();
      await shows(page, 'FiltersAcrossRelations');
      const { data, errors } = await execute(page);
      assert.equal(errors, undefined);
      assert.ok(data.clusters.nodes.some(({ name }) => name === 'Shenzhen Advanced Battery Materials Cluster'));
      await page.getByRole('button', { name: 'Show History' }).click();
      // All of them are called "Set active" by those who do not see them.
      const kept = page.locator('.graphiql-history').getByRole('button', { name: 'Set active' });
      await kept.filter({ hasText: /^FiltersAcrossRelations$/ }).waitFor();
      assert.equal(await kept.count(), 1, 'once');
    });
  });

  test('runs every query of the documentation', async () => {
    await visit({}, async (page) => {
      await shows(page, 'SeedFacts');
      await page.getByRole('button', { name: 'Show Example queries' }).click();
      const buttons = page.getByRole('region', { name: 'Example queries' }).getByRole('button');
      const names = await buttons.allInnerTexts();
      assert.equal(new Set(names).size, names.length, 'each has a name of its own');
      for (const name of names) {
        await buttons.filter({ hasText: new RegExp(`^${name}$`) }).click();
        await shows(page, name);
        const { data, errors } = await execute(page);
        // The section on errors shows what is refused.
        if (name.startsWith('Errors')) assert.ok(errors.length > 0, name);
        else assert.deepEqual([errors, Object.keys(data).length > 0], [undefined, true], name);
      }
    });
  });

  test('documents the schema', async () => {
    await visit({}, async (page) => {
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      const docs = page.locator('.graphiql-doc-explorer');
      await docs.getByRole('link', { name: 'Query', exact: true }).click();
      await docs.locator('.graphiql-doc-explorer-title', { hasText: 'Query' }).waitFor();
      await docs.getByRole('link', { name: 'Province', exact: true }).first().click();
      await docs.locator('.graphiql-doc-explorer-title', { hasText: 'Province' }).waitFor();
      const description = docs.locator('.graphiql-markdown-description').first();
      await description.waitFor();
      assert.match(await description.innerText(), /province/i);
    });
  });

  test('marks a field that does not exist', async () => {
    // The mark comes from the worker, so this also holds the workers to the policy.
    await visit({}, async (page) => {
      await page.locator('.graphiql-query-editor .view-lines').click();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.insertText('{ noSuchField }');
      await page.locator('.graphiql-query-editor .squiggly-error').first().waitFor();
    });
  });

  test('fits a narrow window', async () => {
    await visit({ width: 360 }, async (page) => {
      await shows(page, 'SeedFacts');
      await execute(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
      const box = await button(page).boundingBox();
      assert.ok(box.x + box.width <= 360, 'the Execute button is out of view');
    });
  });

  test('follows the dark scheme', async () => {
    await visit({ colorScheme: 'dark' }, async (page) => {
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(background, 'rgb(33, 42, 59)');
    });
  });

  test('says when the API cannot be reached', async () => {
    const prepare = (page) => page.route(`${origin}/graphql`, (route) => route.abort());
    await visit({ expectErrors: true, prepare }, async (page) => {
      await lines(page).filter({ hasText: 'cannot be reached' }).first().waitFor();
    });
  });

  test('says when its editor cannot be loaded', async () => {
    const prepare = (page) => page.route(EDITOR, (route) => route.abort());
    await visit({ expectErrors: true, prepare }, async (page) => {
      await page.getByRole('alert').filter({ hasText: 'could not be loaded' }).waitFor();
      await page.getByText('Loading the editor').waitFor({ state: 'hidden' });
    });
  });

  test('says so without JavaScript', async () => {
    await visit({ javaScriptEnabled: false }, async (page) => {
      const text = page.locator('noscript .notice');
      await text.waitFor();
      assert.match(await text.innerText(), /needs JavaScript/);
    });
  });
});

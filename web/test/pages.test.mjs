import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parse, print, visit as walk } from 'graphql';
import { checkAccess, checkWidth, origin, picture, screenshot, visit, web, WIDTHS } from './browser.mjs';

/**
 * Every page with what must be read on it in each language: facts of the bundled data. A page that is added to
 * `src/routes.ts` is added here. `screenshot`: how much of it the README shows, in pixels from the top.
 */
const TESTS = [
  {
    name: 'home',
    path: '/',
    en: ['China’s national industrial clusters', '79 clusters', 'Jiangsu', 'High-End Equipment', '36.7%'],
    zh: ['中国国家级产业集群', '79个集群', '江苏省', '高端装备', '36.7%'],
    screenshot: 1180,
  },
  {
    name: 'home-gdp',
    path: '/?indicator=gross_domestic_product_unrevised&scope=published+2021',
    en: ['Gross domestic product (as published in 2021)', 'Guangdong', 'trillion yuan'],
    zh: ['广东省', '万亿元'],
  },
  {
    name: 'cluster',
    path: '/clusters/wuxi-iot',
    en: [
      'Wuxi Internet of Things Cluster',
      '无锡市物联网集群',
      'First batch of final winners',
      '401.1 billion yuan',
      'over 400 billion yuan',
    ],
    zh: [
      '无锡市物联网集群',
      'Wuxi Internet of Things Cluster',
      '先进制造业集群决赛优胜者(第一批)',
      '4011亿元',
      '来源不一',
    ],
    screenshot: 1400,
  },
  {
    name: 'cluster-names',
    path: '/clusters/hefei-intelligent-voice',
    en: ['China Speech Valley', 'Also known as'],
    zh: ['中国声谷', '又称'],
  },
  {
    name: 'explore',
    path: '/explore',
    en: [
      '79 clusters',
      'High-End Equipment',
      'Baoding Power and New Energy High-End Equipment Cluster',
      '保定电力及新能源高端装备集群',
    ],
    zh: ['79个集群', '高端装备', '上海市'],
    screenshot: 1080,
  },
  {
    name: 'explore-figures',
    path: '/explore?of=stats&kind=PROVINCE&indicator=gross_domestic_product&source=nbs-gdp-revised-2006-2024&period=2024&order=VALUE-DESC',
    en: ['31 figures', 'Guangdong', '14.14889 trillion yuan', 'revised after the Fifth National Economic Census'],
    zh: ['31个数据', '广东省', '14.14889万亿元'],
  },
  {
    name: 'explore-groups',
    path: '/explore?of=stats&kind=PROVINCE&indicator=gross_domestic_product&period=2023&by=REGION',
    en: ['4 groups', 'East', '67.26776 trillion yuan', '6.72678 trillion yuan'],
    zh: ['4组', '东部', '67.26776万亿元'],
  },
  {
    name: 'explore-clusters-by-province',
    path: '/explore?by=PROVINCE&indicator=output_value',
    en: ['25 groups', 'Not added, because the figures are for different periods.', 'Jiangsu'],
    zh: ['25组', '未相加，因为数据的时期不同。', '江苏省'],
  },
  {
    name: 'compare',
    path: '/compare?indicator=gross_domestic_product&subjects=CN-GD,CN-JS,CN-ZJ',
    en: [
      'Before you compare',
      'Zhejiang: other sources say otherwise for 2024.',
      '13.66969 trillion yuan',
      '36.81928 trillion yuan',
    ],
    zh: ['比较之前', '浙江省：2024另有来源说法不同。', '13.66969万亿元'],
  },
  {
    name: 'compare-clusters',
    path: '/compare?kind=CLUSTER&indicator=output_value&subjects=wuxi-iot,ningde-power-batteries,hefei-intelligent-voice',
    en: ['different sources', 'shown on another basis', 'Ningde Power Battery Cluster'],
    zh: ['宁德市动力电池集群', '比较之前'],
  },
  {
    name: 'compare-start',
    path: '/compare',
    en: ['Choose an indicator, then add what to compare.'],
    zh: ['请选择指标，再添加比较对象。'],
  },
  {
    name: 'cluster-nicknames',
    path: '/clusters/wenzhou-yueqing-electrical',
    en: ["China's Capital of Electronics", 'Nickname', 'Yueqing'],
    zh: ['中国电器之都', '别号', '乐清市'],
  },
  {
    name: 'province',
    path: '/provinces/CN-ZJ',
    en: [
      '浙江省',
      'Hangzhou',
      'Wenzhou Yueqing Electrical Industrial Cluster',
      "China's Capital of Electronics",
      '9.01306 trillion yuan',
      '9.0007 trillion yuan',
      'above 1 trillion yuan',
      '160 figures',
    ],
    zh: ['Zhejiang', '杭州', '乐清市', '中国低压电器之都', '1万亿元以上', '共160个数字'],
  },
  {
    name: 'province-empty',
    path: '/provinces/CN-MO',
    en: [
      'Macao',
      '澳门',
      'Special administrative region',
      'No national cluster is known.',
      'No source that was read gives a figure for it.',
    ],
    zh: ['Macao', '特别行政区', '未见国家级集群。', '所查来源中没有关于它的数字。'],
  },
  {
    name: 'industry',
    path: '/industries/high-end-equipment',
    en: ['高端装备', 'Key field of the national clusters', 'Aerospace Equipment', '29 national clusters.', 'Jiangsu'],
    zh: ['High-End Equipment', '国家集群重点领域', '29个国家级集群。', '江苏省'],
  },
  {
    name: 'track',
    path: '/industries/agricultural-machinery',
    en: ['Track of the 2024 contest', 'High-End Equipment', 'Luoyang Modern Agricultural Machinery Cluster'],
    zh: ['2024年竞赛赛道', '高端装备', 'Agricultural Machinery'],
  },
  {
    name: 'contest',
    path: '/contests/advanced-manufacturing-clusters',
    en: [
      'Ministry of Industry and Information Technology',
      '先进制造业集群竞赛',
      '2019',
      'First list of 25 winners',
      'Large capacity and influence',
    ],
    zh: ['工业和信息化部', 'Contest for Advanced Manufacturing Clusters in China', '25个先进制造业集群决赛优胜者'],
  },
  {
    name: 'round',
    path: '/rounds/all-45-2022',
    en: [
      '45个国家先进制造业集群',
      'All 45 winners are named by sources.',
      'First list of 25 winners',
      'over 20 trillion yuan',
      'Chengdu Software and Information Services Cluster',
    ],
    zh: ['All 45 national clusters of the first three rounds', '45个优胜者均见于来源。', '超过20万亿元'],
  },
  {
    name: 'round-incomplete',
    path: '/rounds/2024-contest',
    en: ['工信厅规函〔2024〕252号', 'the sources that were read name 34 of them', '2024-11-18'],
    zh: ['工信厅规函〔2024〕252号', '共35个优胜者，所查来源中有名称的为34个。', '2024-11-18'],
  },
  {
    name: 'source',
    path: '/sources/ezhejiang-2021-04-01',
    en: [
      'Three Zhejiang-based industrial clusters stand out in national arena',
      '2021-04-01',
      'http://www.ezhejiang.gov.cn/wenzhou/2021-04/01/c_652842.htm',
      '19 figures',
      'Zhejiang',
      'above 1 trillion yuan',
    ],
    zh: [
      'Three Zhejiang-based industrial clusters stand out in national arena',
      '2021-04-01',
      '英语',
      '共19个数字',
      '浙江省',
    ],
  },
  {
    name: 'source-long',
    path: '/sources/nbs-gdp-kaggle-henrylin03',
    en: [
      'National Bureau of Statistics, via Kaggle',
      'Where other sources differ from it',
      'These are 100 of',
      '11.07609 trillion yuan',
    ],
    zh: ['与其他来源不一之处', '广东省', '在检索页查看全部'],
  },
];

/** Asks the API directly. */
async function ask(query, variables = {}) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

/** A request without the names of types: the cache asks for that of everything. */
function withoutTypenames(query) {
  return print(walk(parse(query), { Field: ({ name }) => (name.value === '__typename' ? null : undefined) }));
}

for (const { name, path, en, zh, screenshot: height } of TESTS) {
  describe(name, () => {
    for (const [language, facts] of [
      ['en', en],
      ['zh', zh],
    ]) {
      for (const [device, width] of Object.entries(WIDTHS)) {
        test(`${language}, ${device}`, async () => {
          const address = language === 'en' ? path : `/zh${path}`;
          await visit({ path: address, width }, async (page, { response, asked }) => {
            assert.equal(response.status(), 200);
            await page.getByRole('heading', { level: 1 }).waitFor();
            for (const fact of facts) await page.getByText(fact).filter({ visible: true }).first().waitFor();
            const heading = await page.getByRole('heading', { level: 1 }).innerText();
            assert.ok((await page.title()).startsWith(heading), 'the title names the page');
            assert.match(await page.locator('html').getAttribute('lang'), language === 'en' ? /^en/ : /^zh/);
            await checkWidth(page);
            await checkAccess(page);
            const full = { fullPage: true };
            await picture(page, `${name}-${language}-${device}`, full);
            if (height && language === 'en' && device === 'desktop') await screenshot(page, name, height);
            await page.emulateMedia({ colorScheme: 'dark' });
            await checkAccess(page);
            await picture(page, `${name}-${language}-${device}-dark`, full);
            assert.equal(asked.length, 1, `one request to the API, not ${asked.length}`);
          });
        });
      }
    }
  });
}

/** One test of each page. */
const PAGES = [...new Map(TESTS.toReversed().map((it) => [it.path.split(/[/?]/)[1], it])).values()].toReversed();

describe('states', () => {
  const WORDS = {
    en: {
      prefix: '',
      loading: 'Loading',
      failed: 'This could not be loaded',
      retry: 'Try again',
      offline: 'You are offline',
      missing: 'There is nothing at this address',
    },
    zh: {
      prefix: '/zh',
      loading: '正在加载',
      failed: '未能加载',
      retry: '重试',
      offline: '当前处于离线状态',
      missing: '此地址没有内容',
    },
  };

  for (const { name, path, ...facts } of PAGES) {
    for (const [language, { prefix, loading, failed, retry, offline, missing }] of Object.entries(WORDS)) {
      test(`${name} loads, fails and is offline, in ${language}`, async () => {
        let answer;
        const held = new Promise((resolve) => (answer = resolve));
        let react = (route) => held.then(() => route.fulfill({ status: 503 }));
        const prepare = (page) => page.route(`${origin}/graphql`, (route) => react(route));
        await visit({ path: prefix + path, width: WIDTHS.phone, prepare, expectErrors: true }, async (page) => {
          const check = async (state) => {
            await checkAccess(page);
            await checkWidth(page);
            await picture(page, `state-${state}-${language}`);
          };
          await page.getByRole('status').filter({ hasText: loading }).waitFor();
          await check('loading');
          answer();
          await page.getByRole('alert').getByRole('heading', { name: failed }).waitFor();
          await check('failed');
          await page.context().setOffline(true);
          react = (route) => route.abort('internetdisconnected');
          await page.getByRole('button', { name: retry }).click();
          await page.getByRole('alert').getByRole('heading', { name: offline }).waitFor();
          await check('offline');
          react = (route) => route.continue();
          await page.context().setOffline(false);
          await page.getByText(facts[language][0]).filter({ visible: true }).first().waitFor();
          assert.equal(await page.getByRole('alert').count(), 0);
        });
      });

      // Those that show one thing by its name.
      if (/^\/\w+\/./.test(path)) {
        test(`${name} says when there is nothing of that name, in ${language}`, async () => {
          const address = prefix + path.replace(/[^/]+$/, 'no-such-name');
          // The browser itself notes that the API refused the name.
          await visit({ path: address, width: WIDTHS.phone, expectErrors: true }, async (page, { asked }) => {
            await page.getByRole('heading', { level: 1, name: missing }).waitFor();
            assert.equal(asked.length, 1);
            await checkAccess(page);
            await picture(page, `state-missing-${language}`);
          });
        });
      }
    }
  }
});

describe('every page', () => {
  test('is answered by the server, in both languages', async () => {
    const source = await readFile(new URL('src/routes.ts', web), 'utf8');
    const paths = [...source.matchAll(/^ {2}'(\/[^']*)': \(\) => import/gm)].map(([, path]) => path);
    assert.ok(paths.length > 0);
    for (const path of paths) {
      for (const prefix of ['', '/zh']) {
        const address = prefix + path.replaceAll(/:\w+/g, 'x');
        const response = await fetch(origin + address);
        assert.equal(response.status, 200, address);
        assert.match(await response.text(), /<div id="app">/, address);
      }
    }
  });

  test('shows what there is when the API has only a part', async () => {
    const prepare = (page) =>
      page.route(`${origin}/graphql`, async (route) => {
        const response = await route.fetch();
        const errors = [{ message: 'One figure was lost.', path: ['cluster', 'stats'] }];
        await route.fulfill({ response, json: { ...(await response.json()), errors } });
      });
    await visit({ path: '/clusters/wuxi-iot', prepare }, async (page) => {
      await page.getByRole('heading', { level: 1, name: 'Wuxi Internet of Things Cluster' }).waitFor();
      await page.getByRole('alert').filter({ hasText: 'One figure was lost.' }).waitFor();
      await checkAccess(page);
      await picture(page, 'state-partial');
    });
  });

  test('says when it is offline, and goes on by itself', async () => {
    await visit({ path: '/', expectErrors: true }, async (page) => {
      await page.getByRole('heading', { level: 2, name: 'By field' }).waitFor();
      await page.context().setOffline(true);
      await page.getByLabel('Indicator').selectOption({ label: 'Patents granted' });
      await page.getByRole('alert').filter({ hasText: 'offline' }).waitFor();
      await page.context().setOffline(false);
      await page.getByRole('heading', { level: 2, name: 'Patents granted' }).waitFor();
      // Not even the program of the next page can be loaded.
      await page.context().setOffline(true);
      await page.getByRole('link', { name: 'New Materials' }).click();
      await page.getByRole('alert').filter({ hasText: 'offline' }).waitFor();
      await page.context().setOffline(false);
      await page.getByRole('heading', { level: 1, name: 'New Materials' }).waitFor();
    });
  });

  test('keeps its place when the language is changed', async () => {
    await visit({ path: '/clusters/wuxi-iot' }, async (page) => {
      await page.getByRole('link', { name: '中文' }).click();
      await page.getByRole('heading', { level: 1, name: '无锡市物联网集群' }).waitFor();
      assert.equal(page.url(), `${origin}/zh/clusters/wuxi-iot`);
      await page.getByRole('link', { name: 'English' }).click();
      await page.getByRole('heading', { level: 1, name: 'Wuxi Internet of Things Cluster' }).waitFor();
      assert.equal(page.url(), `${origin}/clusters/wuxi-iot`);
    });
  });

  test('keeps the colours that were chosen', async () => {
    const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await visit({ path: '/' }, async (page) => {
      assert.equal(await paper(page), 'rgb(255, 255, 255)');
      await page.getByLabel('Colours').selectOption('dark');
      assert.equal(await paper(page), 'rgb(19, 25, 34)');
      await page.reload();
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.equal(await paper(page), 'rgb(19, 25, 34)');
    });
  });

  test('loads little at first, and nothing of the playground', async () => {
    for (const {
      path,
      en: [fact],
    } of TESTS) {
      const loads = [];
      const prepare = (page) => page.on('response', (it) => loads.push(it));
      await visit({ path, prepare }, async (page) => {
        await page.getByText(fact).filter({ visible: true }).first().waitFor();
        const files = loads.filter((it) => it.url() !== `${origin}/graphql`);
        const sizes = await Promise.all(files.map(async (it) => gzipSync(await it.body()).length));
        const total = sizes.reduce((sum, size) => sum + size, 0);
        assert.ok(files.length > 2 && total < 300_000, `${path}: ${total} bytes compressed, of ${files.length} files`);
        assert.deepEqual(
          files.filter((it) => /monaco|playground|worker/.test(it.url())),
          [],
          path,
        );
      });
    }
  });
});

describe('home', () => {
  const tile = (page, name) => page.getByRole('list', { name: /^(Map|地图)/ }).getByRole('link', { name, exact: true });

  test('has a tile for each of the 34 provinces', async () => {
    await visit({ path: '/' }, async (page) => {
      await tile(page, 'Jiangsu: 14 clusters').waitFor();
      assert.equal(await tile(page, /./).count(), 34);
      for (const name of ['Hong Kong', 'Macao', 'Taiwan'])
        assert.equal(await tile(page, new RegExp(name)).count(), 1, name);
    });
  });

  test('goes back in time with the slider', async () => {
    const STOPS = [
      ['2021, 25 clusters', 'first-and-second-batch-2021'],
      ['2022, 45 clusters', 'all-45-2022'],
      ['2024, 80 clusters', undefined],
    ];
    /** What the map must show for the winners of a round. */
    const counts = async (round) => {
      const { data } = await ask(
        `query ($filter: ClusterFilter!) {
          provinces(first: 100) { nodes { code name } }
          groups: clusterGroups(by: [PROVINCE], filter: $filter, first: 100) { nodes { count province { code } } }
        }`,
        { filter: round ? { round: { eq: round } } : {} },
      );
      const count = new Map(data.groups.nodes.map(({ count, province }) => [province.code, count]));
      return data.provinces.nodes
        .map(({ code, name }) => `${name}: ${count.get(code) ?? 0} cluster${count.get(code) === 1 ? '' : 's'}`)
        .sort();
    };
    await visit({ path: '/' }, async (page, { asked }) => {
      const slider = page.getByRole('slider', { name: 'Time' });
      const shows = async ([words, round]) => {
        const names = await counts(round);
        for (const name of names) await tile(page, name).waitFor();
        assert.equal(await slider.getAttribute('aria-valuetext'), words);
        assert.equal(new URL(page.url()).searchParams.get('round'), round ?? null);
        assert.ok(await slider.evaluate((it) => it === document.activeElement), 'the slider keeps the focus');
        return names;
      };
      await tile(page, 'Jiangsu: 14 clusters').waitFor();
      await slider.focus();
      const [first, second, third] = STOPS;
      await shows(third);
      await page.keyboard.press('ArrowLeft');
      await shows(second);
      await page.getByText('45 clusters, in the provinces').waitFor();
      await page.keyboard.press('ArrowLeft');
      assert.ok((await shows(first)).includes('Jiangsu: 6 clusters'));
      await page.getByText('25 clusters, in the provinces').waitFor();
      assert.equal(asked.length, 3, 'one request for each view');
      await page.keyboard.press('ArrowRight');
      await shows(second);
      assert.equal(asked.length, 3, 'a view that was seen is not asked for again');
      // The address alone shows the same.
      await page.reload();
      await page.getByText('45 clusters, in the provinces').waitFor();
      await slider.focus();
      await shows(second);
      await picture(page, 'home-2022', { fullPage: true });
    });
  });

  test('goes back in time on a phone, in Chinese', async () => {
    await visit({ path: '/zh', width: WIDTHS.phone, hasTouch: true, isMobile: true }, async (page) => {
      const slider = page.getByRole('slider', { name: '时间' });
      const { x, y, width, height } = await slider.boundingBox();
      assert.ok(height >= 24, 'large enough for a finger');
      for (const [part, words] of [
        [0.02, '2021, 25个集群'],
        [0.5, '2022, 45个集群'],
        [0.98, '2024, 80个集群'],
      ]) {
        await page.touchscreen.tap(x + width * part, y + height / 2);
        await page.locator(`input[type=range][aria-valuetext="${words}"]`).waitFor();
      }
      await tile(page, '江苏省: 14个集群').waitFor();
    });
  });

  test('shades by another indicator', async () => {
    await visit({ path: '/' }, async (page) => {
      await page.getByLabel('Indicator').selectOption({ label: 'Gross domestic product (revised series)' });
      await page.getByRole('link', { name: '14.16338 trillion yuan', exact: true }).waitFor();
      await tile(page, 'Taiwan: no figure').waitFor();
      const slider = page.getByRole('slider', { name: 'Time' });
      assert.equal(await slider.getAttribute('aria-valuetext'), '2024');
      await slider.focus();
      await page.keyboard.press('Home');
      await tile(page, /^Guangdong: .*\(2010\)$/).waitFor();
      assert.equal(new URL(page.url()).searchParams.get('period'), '2010');
    });
  });

  test('leads from a tile to the province', async () => {
    await visit({ path: '/' }, async (page) => {
      await tile(page, /^Zhejiang/).click();
      await page.waitForURL(`${origin}/provinces/CN-ZJ`);
    });
  });
});

describe('citations', () => {
  const dialog = (page) => page.getByRole('dialog', { name: 'Citation' });
  const text = (page, style) => dialog(page).getByRole('region', { name: style }).innerText();
  const choose = (page, style) => dialog(page).getByRole('radio', { name: style }).check();

  test('of a page name it and the release', async () => {
    await visit({ path: '/clusters/wuxi-iot' }, async (page) => {
      await page.getByRole('button', { name: 'Cite', exact: true }).click();
      await dialog(page).getByRole('radio', { name: 'Plain' }).waitFor();
      const { data } = await ask('{ dataset { version apa: citation(style: APA) } }');
      const { version, apa } = data.dataset;
      assert.ok((await text(page, 'Plain')).includes(`version ${version}`));
      await choose(page, 'APA');
      assert.equal(await text(page, 'APA'), `${apa} Wuxi Internet of Things Cluster. ${origin}/clusters/wuxi-iot`);
      await choose(page, 'BibTeX');
      const bibtex = await text(page, 'BibTeX');
      assert.match(bibtex, /^@misc\{/);
      assert.ok(bibtex.includes('note = {Wuxi Internet of Things Cluster. '));
      assert.ok(bibtex.endsWith(`,\n  url = {${origin}/clusters/wuxi-iot}\n}`));
      await choose(page, 'CSL-JSON');
      const [item, ...others] = JSON.parse(await text(page, 'CSL-JSON'));
      assert.deepEqual(others, []);
      assert.equal(item.type, 'dataset');
      assert.equal(item.version, version);
      assert.equal(item.URL, `${origin}/clusters/wuxi-iot`);
      await checkAccess(page);
      await picture(page, 'citation-of-page');
    });
  });

  test('of a figure name its source and the release, without a mouse', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    await visit({ path: '/clusters/wuxi-iot', width: WIDTHS.phone, permissions }, async (page) => {
      const opener = page.getByRole('button', { name: 'Cite: Output value, 2022: 401.1 billion yuan' }).first();
      await opener.focus();
      await page.keyboard.press('Enter');
      await dialog(page).getByRole('radio', { name: 'Plain' }).waitFor();
      // The focus stays in the dialog, or with the browser itself.
      for (let step = 0; step < 8; step++) {
        await page.keyboard.press('Tab');
        assert.ok(
          await page.evaluate(
            () => document.activeElement === document.body || document.activeElement.closest('dialog'),
          ),
        );
      }
      await dialog(page).getByRole('radio', { name: 'Plain' }).focus();
      await page.keyboard.press('ArrowRight');
      assert.match(
        await text(page, 'APA'),
        /^China Daily\. \(2023, October 18\)\..*401\.1 billion yuan.*\n\nNational advanced/s,
      );
      await page.keyboard.press('ArrowRight');
      assert.equal((await text(page, 'BibTeX')).match(/^@misc\{/gm).length, 2);
      await page.keyboard.press('ArrowRight');
      const items = JSON.parse(await text(page, 'CSL-JSON'));
      assert.deepEqual(
        items.map(({ type }) => type),
        ['webpage', 'dataset'],
      );
      await dialog(page).getByRole('button', { name: 'Copy' }).press('Enter');
      await dialog(page).getByRole('status').filter({ hasText: 'Copied' }).waitFor();
      assert.deepEqual(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())), items);
      await checkAccess(page);
      await checkWidth(page);
      await picture(page, 'citation-of-figure');
      await page.keyboard.press('Escape');
      await dialog(page).waitFor({ state: 'hidden' });
      assert.ok(await opener.evaluate((it) => it === document.activeElement), 'the focus is where it was');
    });
  });

  test('of a source are those of the API', async () => {
    await visit({ path: '/sources/ezhejiang-2021-04-01' }, async (page) => {
      await page.getByRole('button', { name: 'Cite', exact: true }).click();
      await dialog(page).getByRole('radio', { name: 'Plain' }).waitFor();
      const { data } = await ask('{ source(slug: "ezhejiang-2021-04-01") { citation } dataset { citation } }');
      assert.equal(await text(page, 'Plain'), `${data.source.citation}\n\n${data.dataset.citation}`);
      await page.mouse.click(5, 5);
      await dialog(page).waitFor({ state: 'hidden' });
    });
  });

  test('say when they cannot be loaded, and try again', async () => {
    await visit({ path: '/clusters/wuxi-iot', expectErrors: true }, async (page) => {
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.context().setOffline(true);
      await page.getByRole('button', { name: 'Cite', exact: true }).click();
      await dialog(page).getByRole('alert').filter({ hasText: 'offline' }).waitFor();
      await page.context().setOffline(false);
      await dialog(page).getByRole('radio', { name: 'Plain' }).waitFor();
    });
  });
});

describe('this view as GraphQL', () => {
  const VIEWS = [
    ...PAGES.map(({ path }) => path),
    '/?indicator=gross_domestic_product_unrevised&scope=published+2021',
    '/zh/provinces/CN-ZJ',
  ];
  for (const path of VIEWS) {
    test(`is what ${path} asked for`, async () => {
      await visit({ path }, async (page, { asked }) => {
        const link = page.getByRole('link', { name: /GraphQL/ }).and(page.locator('.actions a'));
        const address = new URL(await link.getAttribute('href'), origin);
        assert.equal(address.pathname, '/playground');
        const hash = new URLSearchParams(address.hash.slice(1));
        const query = hash.get('query');
        const variables = JSON.parse(hash.get('variables'));
        const [request] = asked.map((body) => JSON.parse(body));
        assert.deepEqual(variables, request.variables);
        assert.equal(withoutTypenames(query), withoutTypenames(request.query));
        const { data, errors } = await ask(query, variables);
        assert.equal(errors, undefined);
        assert.ok(Object.values(data).every((it) => it !== null));
        // The playground keeps what stands in its editors a moment after it is opened.
        await link.click();
        await page.waitForFunction(
          ([query, variables]) => {
            const state = JSON.parse(localStorage.getItem('graphiql:tabState'));
            const tab = state?.tabs[state.activeTabIndex];
            return tab?.query.trim() === query && JSON.stringify(JSON.parse(tab.variables || '{}')) === variables;
          },
          [query, JSON.stringify(variables)],
        );
        const operation = /^query (\w+)/m.exec(query)[1];
        await page.locator('.graphiql-query-editor .view-line').filter({ hasText: operation }).first().waitFor();
      });
    });
  }
});

describe('figures', () => {
  test('of a kind unfold, and all of them are shown', async () => {
    await visit({ path: '/provinces/CN-ZJ' }, async (page, { asked }) => {
      const section = page.getByRole('region', { name: 'All figures' });
      const rows = section.getByRole('row');
      await rows.first().waitFor();
      const before = await rows.count();
      await section.getByRole('button', { name: '+ 12 more, Enterprises' }).click();
      assert.equal(await rows.count(), before + 12);
      await section.getByRole('row', { name: /^Enterprises 3,339 2010/ }).waitFor();
      await section.getByRole('button', { name: 'Show all 160' }).click();
      assert.equal(await rows.count(), 161);
      await section.getByRole('button', { name: 'Show fewer' }).click();
      assert.equal(await rows.count(), before + 12);
      assert.equal(asked.length, 1);
    });
  });

  test('of every province are all there', async () => {
    const { data } = await ask('{ provinces(first: 100) { nodes { code stats { totalCount } } } }');
    // As many as the page of a province asks for.
    for (const { code, stats } of data.provinces.nodes) assert.ok(stats.totalCount <= 200, code);
  });
});

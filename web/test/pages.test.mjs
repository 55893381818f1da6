import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { checkAccess, checkWidth, origin, picture, visit, web, WIDTHS } from './browser.mjs';

/**
 * Every page with what must be read on it in each language: facts of the bundled data. A page that is added to
 * `src/routes.ts` is added here.
 */
const TESTS = [
  {
    name: 'home',
    path: '/',
    en: ['China’s national industrial clusters', '79 clusters', 'Jiangsu', 'High-End Equipment', '36.7%'],
    zh: ['中国国家级产业集群', '79个集群', '江苏省', '高端装备', '36.7%'],
    show: true,
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
    en: ['Wuxi Internet of Things Cluster', '无锡市物联网集群', 'First batch of final winners', '401.1 billion yuan', 'over 400 billion yuan'],
    zh: ['无锡市物联网集群', 'Wuxi Internet of Things Cluster', '先进制造业集群决赛优胜者(第一批)', '4011亿元', '来源不一'],
    show: true,
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
    en: ['79 clusters', 'High-End Equipment', 'Baoding Power and New Energy High-End Equipment Cluster', '保定电力及新能源高端装备集群'],
    zh: ['79个集群', '高端装备', '上海市'],
    show: true,
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
    zh: ['25组', '未相加,因为数据的时期不同。', '江苏省'],
  },
  {
    name: 'compare',
    path: '/compare?indicator=gross_domestic_product&subjects=CN-GD,CN-JS,CN-ZJ',
    en: ['Before you compare', 'Zhejiang: other sources say otherwise for 2024.', '13.66969 trillion yuan', '36.81928 trillion yuan'],
    zh: ['比较之前', '浙江省:2024另有来源说法不同。', '13.66969万亿元'],
    show: true,
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
    zh: ['请选择指标,再添加比较对象。'],
  },
];

for (const { name, path, en, zh, show = false } of TESTS) {
  describe(name, () => {
    for (const [language, facts] of [['en', en], ['zh', zh]]) {
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
            await picture(page, `${name}-${language}-${device}`, { ...full, show: show && language === 'en' && device === 'desktop' });
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

  test('says when there is nothing of that name', async () => {
    await visit({ path: '/clusters/no-such-cluster' }, async (page) => {
      await page.getByRole('heading', { level: 1, name: 'There is nothing at this address' }).waitFor();
    });
  });

  test('says when the API fails, and tries again', async () => {
    let broken = true;
    const prepare = (page) => page.route(`${origin}/graphql`, (route) => (broken ? route.abort() : route.continue()));
    await visit({ path: '/clusters/wuxi-iot', prepare, expectErrors: true }, async (page) => {
      await page.getByRole('alert').filter({ hasText: 'This could not be loaded' }).waitFor();
      await checkAccess(page);
      broken = false;
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('heading', { level: 1, name: 'Wuxi Internet of Things Cluster' }).waitFor();
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
    });
  });

  test('shows that it is loading', async () => {
    let load;
    const awaited = new Promise((resolve) => (load = resolve));
    const prepare = (page) => page.route(`${origin}/graphql`, (route) => awaited.then(() => route.continue()));
    await visit({ path: '/', prepare }, async (page) => {
      await page.getByRole('status').filter({ hasText: 'Loading' }).waitFor();
      load();
      await page.getByRole('heading', { level: 1, name: 'industrial clusters' }).waitFor();
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
    const loads = [];
    const prepare = (page) => page.on('response', (it) => loads.push(it));
    await visit({ path: '/', prepare }, async (page) => {
      await page.getByRole('heading', { level: 2, name: 'By field' }).waitFor();
      const files = loads.filter((it) => it.url() !== `${origin}/graphql`);
      const sizes = await Promise.all(files.map(async (it) => gzipSync(await it.body()).length));
      const total = sizes.reduce((sum, size) => sum + size, 0);
      assert.ok(files.length > 2 && total < 300_000, `${total} bytes compressed, of ${files.length} files`);
      assert.deepEqual(files.filter((it) => /monaco|playground|worker/.test(it.url())), []);
    });
  });
});

describe('home', () => {
  const tile = (page, name) => page.getByRole('list', { name: /^Map/ }).getByRole('link', { name });

  test('has a tile for each of the 34 provinces', async () => {
    await visit({ path: '/' }, async (page) => {
      await tile(page, 'Jiangsu: 14 clusters').waitFor();
      assert.equal(await tile(page, /./).count(), 34);
      for (const name of ['Hong Kong', 'Macao', 'Taiwan']) assert.equal(await tile(page, new RegExp(name)).count(), 1, name);
    });
  });

  test('goes back in time with the slider', async () => {
    await visit({ path: '/' }, async (page, { asked }) => {
      const slider = page.getByRole('slider', { name: 'Time' });
      await slider.focus();
      assert.equal(await slider.getAttribute('aria-valuetext'), '2024, 80 clusters');
      await page.keyboard.press('ArrowLeft');
      await page.getByText('45 clusters, in the provinces').waitFor();
      assert.equal(await slider.getAttribute('aria-valuetext'), '2022, 45 clusters');
      await page.keyboard.press('ArrowLeft');
      await tile(page, 'Jiangsu: 6 clusters').waitFor();
      assert.equal(new URL(page.url()).searchParams.get('round'), 'first-and-second-batch-2021');
      assert.equal(asked.length, 3, 'one request for each view');
      await page.keyboard.press('ArrowRight');
      await page.getByText('45 clusters, in the provinces').waitFor();
      assert.equal(asked.length, 3, 'a view that was seen is not asked for again');
      // The address alone shows the same.
      await page.reload();
      await page.getByText('45 clusters, in the provinces').waitFor();
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

import type { Route } from '@playwright/test';
import { checkAccess, checkWidth, phone, picture } from './checks';
import { expect, test } from './fixtures';
import { PAGES } from './views';

test.describe('states', () => {
  const WORDS = {
    en: {
      prefix: '',
      loading: 'Loading',
      failed: 'Loading failed',
      retry: 'Try again',
      offline: 'You are offline',
      missing: 'Page not found',
    },
    zh: {
      prefix: '/zh',
      loading: '正在加载',
      failed: '加载失败',
      retry: '重试',
      offline: '当前处于离线状态',
      missing: '页面不存在',
    },
  };

  for (const { name, path, ...facts } of PAGES) {
    for (const language of ['en', 'zh'] as const) {
      const { prefix, loading, failed, retry, offline, missing } = WORDS[language];
      test(`${name} loads, fails and is offline, in ${language}`, async ({ page, consoleErrors, origin }) => {
        let release = () => {};
        const held = new Promise<void>((resolve) => {
          release = resolve;
        });
        let react = (route: Route) => held.then(() => route.fulfill({ status: 503 }));
        await page.setViewportSize(phone);
        await page.route(`${origin}/graphql`, (route) => react(route));
        consoleErrors.expected = true;
        await page.goto(prefix + path);
        const check = async (state: string) => {
          await checkAccess(page);
          await checkWidth(page);
          await picture(page, `state-${state}-${language}`);
        };
        await expect(page.getByRole('status').filter({ hasText: loading })).toBeVisible();
        await check('loading');
        release();
        await expect(page.getByRole('alert').getByRole('heading', { name: failed })).toBeVisible();
        await check('failed');
        await page.context().setOffline(true);
        react = (route) => route.abort('internetdisconnected');
        await page.getByRole('button', { name: retry }).click();
        await expect(page.getByRole('alert').getByRole('heading', { name: offline })).toBeVisible();
        await check('offline');
        react = (route) => route.continue();
        await page.context().setOffline(false);
        await expect(page.getByText(facts[language][0]!).filter({ visible: true }).first()).toBeVisible();
        expect(await page.getByRole('alert').count()).toBe(0);
      });

      // The pages of one subject.
      if (/^\/\w+\/./.test(path)) {
        test(`${name} shows that nothing has that name, in ${language}`, async ({ page, consoleErrors, requests }) => {
          const address = prefix + path.replace(/[^/]+$/, 'no-such-name');
          // The browser itself logs that the API refused the name.
          await page.setViewportSize(phone);
          consoleErrors.expected = true;
          await page.goto(address);
          await expect(page.getByRole('heading', { level: 1, name: missing })).toBeVisible();
          expect(requests).toHaveLength(1);
          await checkAccess(page);
          await picture(page, `state-missing-${language}`);
        });
      }
    }
  }
});

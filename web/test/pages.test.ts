import { checkAccess, checkWidth, picture, screenshot, WIDTHS } from './checks';
import { expect, test } from './fixtures';
import { VIEWS } from './views';

for (const { name, path, en, zh, screenshot: height } of VIEWS) {
  test.describe(name, () => {
    for (const [language, facts] of Object.entries({ en, zh })) {
      for (const [device, width] of Object.entries(WIDTHS)) {
        test(`${language}, ${device}`, async ({ page, requests }) => {
          const address = language === 'en' ? path : `/zh${path}`;
          await page.setViewportSize({ width, height: 800 });
          const response = await page.goto(address);
          expect(response?.status()).toBe(200);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          for (const fact of facts) await expect(page.getByText(fact).filter({ visible: true }).first()).toBeVisible();
          const heading = await page.getByRole('heading', { level: 1 }).innerText();
          expect((await page.title()).slice(0, heading.length), 'the title names the page').toBe(heading);
          await expect(page.locator('html')).toHaveAttribute('lang', language === 'en' ? /^en/ : /^zh/);
          await checkWidth(page);
          await checkAccess(page);
          const full = { fullPage: true };
          await picture(page, `${name}-${language}-${device}`, full);
          if (height && language === 'en' && device === 'desktop') await screenshot(page, name, height);
          await page.emulateMedia({ colorScheme: 'dark' });
          await checkAccess(page);
          await picture(page, `${name}-${language}-${device}-dark`, full);
          expect(requests, 'one request to the API').toHaveLength(1);
        });
      }
    }
  });
}

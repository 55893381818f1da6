import type { Page } from '@playwright/test';
import { query } from './api';
import { phone, picture } from './checks';
import { expect, test } from './fixtures';

/** The text of a stop of the slider, and the round in the address. */
type Stop = [text: string, round: string | undefined];

test.describe('home', () => {
  const tile = (page: Page, name: string | RegExp) =>
    page.getByRole('list', { name: /^(Map|地图)/ }).getByRole('link', { name, exact: true });

  test('has a tile for each of the 34 provinces', async ({ page }) => {
    await page.goto('/');
    await expect(tile(page, 'Jiangsu: 14 clusters')).toBeVisible();
    await expect(tile(page, /./)).toHaveCount(34);
    for (const name of ['Hong Kong', 'Macao', 'Taiwan'])
      await expect(tile(page, new RegExp(name)), name).toHaveCount(1);
  });

  test('goes back in time with the slider', async ({ page, requests }) => {
    const FIRST: Stop = ['2021, 25 clusters', 'first-and-second-batch-2021'];
    const SECOND: Stop = ['2022, 45 clusters', 'all-45-2022'];
    const THIRD: Stop = ['2024, 80 clusters', undefined];
    /** The names of the tiles for the winners of a round. */
    const counts = async (round: string | undefined): Promise<string[]> => {
      const { data } = await query(
        `query ($filter: ClusterFilter!) {
          provinces(first: 100) { nodes { code name } }
          groups: clusterGroups(by: [PROVINCE], filter: $filter, first: 100) { nodes { count province { code } } }
        }`,
        { filter: round ? { round: { eq: round } } : {} },
      );
      const count = new Map(
        data.groups.nodes.map(({ count, province }: { count: number; province: { code: string } }) => [
          province.code,
          count,
        ]),
      );
      return data.provinces.nodes
        .map(
          ({ code, name }: { code: string; name: string }) =>
            `${name}: ${count.get(code) ?? 0} cluster${count.get(code) === 1 ? '' : 's'}`,
        )
        .sort();
    };
    await page.goto('/');
    const slider = page.getByRole('slider', { name: 'Time' });
    const shows = async ([text, round]: Stop) => {
      const names = await counts(round);
      for (const name of names) await expect(tile(page, name)).toBeVisible();
      await expect(slider).toHaveAttribute('aria-valuetext', text);
      expect(new URL(page.url()).searchParams.get('round')).toBe(round ?? null);
      await expect(slider, 'the slider keeps the focus').toBeFocused();
      return names;
    };
    await expect(tile(page, 'Jiangsu: 14 clusters')).toBeVisible();
    await slider.focus();
    await shows(THIRD);
    await page.keyboard.press('ArrowLeft');
    await shows(SECOND);
    await expect(page.getByText('45 clusters by province and field')).toBeVisible();
    await page.keyboard.press('ArrowLeft');
    expect(await shows(FIRST)).toContain('Jiangsu: 6 clusters');
    await expect(page.getByText('25 clusters by province and field')).toBeVisible();
    expect(requests, 'one request for each view').toHaveLength(3);
    await page.keyboard.press('ArrowRight');
    await shows(SECOND);
    expect(requests, 'a view that was seen makes no request').toHaveLength(3);
    // The address alone shows the same.
    await page.reload();
    await expect(page.getByText('45 clusters by province and field')).toBeVisible();
    await slider.focus();
    await shows(SECOND);
    await picture(page, 'home-2022', { fullPage: true });
  });

  test.describe('on a phone', () => {
    test.use({ viewport: phone, hasTouch: true, isMobile: true });

    test('goes back in time, in Chinese', async ({ page }) => {
      await page.goto('/zh');
      const slider = page.getByRole('slider', { name: '时间' });
      await expect(slider).toBeVisible();
      const { x, y, width, height } = (await slider.boundingBox())!;
      expect(height, 'large enough for a finger').toBeGreaterThanOrEqual(24);
      const stops: [part: number, text: string][] = [
        [0.02, '2021, 25个集群'],
        [0.5, '2022, 45个集群'],
        [0.98, '2024, 80个集群'],
      ];
      for (const [part, text] of stops) {
        await page.touchscreen.tap(x + width * part, y + height / 2);
        await expect(page.locator(`input[type=range][aria-valuetext="${text}"]`)).toBeVisible();
      }
      await expect(tile(page, '江苏省: 14个集群')).toBeVisible();
    });
  });

  test('shades by another indicator', async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('Indicator').selectOption({ label: 'Gross domestic product (revised series)' });
    await expect(page.getByRole('link', { name: '14.16338 trillion yuan', exact: true })).toBeVisible();
    await expect(tile(page, 'Taiwan: no figure')).toBeVisible();
    const slider = page.getByRole('slider', { name: 'Time' });
    await expect(slider).toHaveAttribute('aria-valuetext', '2024');
    await slider.focus();
    await page.keyboard.press('Home');
    await expect(tile(page, /^Guangdong: .*\(2010\)$/)).toBeVisible();
    expect(new URL(page.url()).searchParams.get('period')).toBe('2010');
  });

  test('leads from a tile to the province', async ({ page, origin }) => {
    await page.goto('/');
    await tile(page, /^Zhejiang/).click();
    await page.waitForURL(`${origin}/provinces/CN-ZJ`);
  });
});

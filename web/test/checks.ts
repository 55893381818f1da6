// Checks that every page must pass, and pictures of pages.
import { readFile } from 'node:fs/promises';
import type { Page, PageScreenshotOptions } from '@playwright/test';
import type * as Axe from 'axe-core';
import { expect } from './fixtures';

export const web = new URL('../', import.meta.url);

/** The widths that pages are made for: a phone and a desktop. */
export const WIDTHS = { phone: 360, desktop: 1280 };

export const phone = { width: WIDTHS.phone, height: 800 };

const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', web), 'utf8');

/** Fails if a rule of axe with serious or critical impact finds something. */
export async function checkAccess(page: Page) {
  // Not a script element: the policy would refuse it.
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof Axe };
    const { violations } = await axe.run({ resultTypes: ['violations'], preload: false });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join('; ')}`,
      );
  });
  expect(found, 'violations of rules of axe').toEqual([]);
}

/** Fails if the page has to be scrolled sideways. */
export async function checkWidth(page: Page) {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, 'pixels by which the page is too wide').toBeLessThanOrEqual(0);
}

/** Saves a picture of the page in test-results/. */
export async function picture(page: Page, name: string, options: PageScreenshotOptions = {}) {
  const file = new URL(`test-results/${name}.png`, web);
  await page.screenshot({ path: file.pathname, animations: 'disabled', ...options });
}

/** With `UPDATE=1`, saves the top of the page, of a height in pixels, in screenshots/ for the documentation. */
export async function screenshot(page: Page, name: string, height: number) {
  if (process.env.UPDATE !== '1') return;
  const file = new URL(`screenshots/${name}.png`, web);
  const width = page.viewportSize()?.width ?? WIDTHS.desktop;
  await page.screenshot({
    path: file.pathname,
    animations: 'disabled',
    fullPage: true,
    clip: { x: 0, y: 0, width, height },
  });
}

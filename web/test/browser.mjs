// Opens pages in a real browser and holds each to the rules of all pages.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';

const address = process.env.ATLAS_URL;
assert.ok(address, 'Set ATLAS_URL to the address of a running server, for example ATLAS_URL=http://127.0.0.1:8080');
export const origin = new URL(address).origin;

export const web = new URL('../', import.meta.url);

/** The widths that pages are made for: a phone and a desktop. */
export const WIDTHS = { phone: 360, desktop: 1280 };

const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', web), 'utf8');

let browser;

before(async () => {
  // Each launch makes a new user-data directory and removes it again.
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
});

after(() => browser?.close());

/** Whether this is a request to the API. */
const forData = (request) => new URL(request.url()).pathname === '/graphql';

/**
 * Opens `path` as a first visit, runs `steps(page, { response, asked })`, and holds the page to the rules: nothing is
 * asked of another host, nothing violates the policy, nothing is an error on the console. `asked` counts requests to
 * the API. Other options are those of a context of Playwright.
 */
export async function visit({ path, width = WIDTHS.desktop, expectErrors = false, prepare, ...options }, steps) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce', ...options });
  try {
    context.setDefaultTimeout(60_000);
    const elsewhere = [];
    const errors = [];
    const violations = [];
    const asked = [];
    await context.route(
      (url) => /^(http|ws)s?:$/.test(url.protocol) && url.origin !== origin,
      (route) => {
        elsewhere.push(route.request().url());
        return route.abort();
      },
    );
    await context.exposeFunction('reportViolation', (violation) => violations.push(violation));
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        window.reportViolation(`${event.effectiveDirective} refused ${event.blockedURI} (${event.sourceFile})`);
      });
    });
    context.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    context.on('weberror', (error) => errors.push(String(error.error())));
    context.on('request', (request) => {
      if (forData(request)) asked.push(request.postData());
    });

    const page = await context.newPage();
    await prepare?.(page);
    const response = await page.goto(origin + path);
    await steps(page, { response, asked });

    assert.deepEqual(elsewhere, [], 'requests that left the origin');
    assert.deepEqual(violations, [], 'violations of the content security policy');
    if (!expectErrors) assert.deepEqual(errors, [], 'errors on the console');
  } finally {
    await context.close();
  }
}

/** Fails if a rule of axe with serious or critical impact finds something. */
export async function checkAccess(page) {
  // Not a script element: the policy would refuse it.
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run({ resultTypes: ['violations'], preload: false });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join('; ')}`,
      );
  });
  assert.deepEqual(found, [], 'what axe finds serious');
}

/** Fails if the page has to be scrolled sideways. */
export async function checkWidth(page) {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
}

/** Keeps a picture of the page in test-results/. */
export async function picture(page, name, options = {}) {
  const file = new URL(`test-results/${name}.png`, web);
  await page.screenshot({ path: file.pathname, animations: 'disabled', ...options });
}

/** With `UPDATE=1`, keeps the top of the page, of a height in pixels, in screenshots/ for the README. */
export async function screenshot(page, name, height) {
  if (process.env.UPDATE !== '1') return;
  const file = new URL(`screenshots/${name}.png`, web);
  const { width } = page.viewportSize();
  await page.screenshot({
    path: file.pathname,
    animations: 'disabled',
    fullPage: true,
    clip: { x: 0, y: 0, width, height },
  });
}

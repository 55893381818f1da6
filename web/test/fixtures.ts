// The fixtures of every test: pages that are held to the rules of all pages.
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';

interface Fixtures {
  /** The address of the server. */
  origin: string;
  /** The bodies of the requests to the API, in order. */
  requests: string[];
  /** Set `expected` in a test that provokes errors on the console, such as requests that fail. */
  consoleErrors: { expected: boolean; messages: string[] };
  /** Opens a page as another visitor, held to the same rules. */
  newVisitor: () => Promise<Page>;
}

/** Records what breaks the rules: requests that leave the origin, and violations of the content security policy. */
async function watch(context: BrowserContext, { requests, consoleErrors, origin }: Omit<Fixtures, 'newVisitor'>) {
  const elsewhere: string[] = [];
  const violations: string[] = [];
  await context.route(
    (url) => /^(http|ws)s?:$/.test(url.protocol) && url.origin !== origin,
    (route) => {
      elsewhere.push(route.request().url());
      return route.abort();
    },
  );
  await context.exposeFunction('reportViolation', (violation: string) => violations.push(violation));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const { reportViolation } = window as unknown as { reportViolation: (violation: string) => void };
      reportViolation(`${event.effectiveDirective} refused ${event.blockedURI} (${event.sourceFile})`);
    });
  });
  context.on('console', (message) => {
    if (message.type() === 'error') consoleErrors.messages.push(message.text());
  });
  context.on('weberror', (error) => consoleErrors.messages.push(String(error.error())));
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/graphql') requests.push(request.postData() ?? '');
  });
  return async () => {
    // Whatever the pages reported before arrives before the answer to this.
    for (const page of context.pages()) await page.evaluate(() => undefined);
    expect(elsewhere, 'requests that left the origin').toEqual([]);
    expect(violations, 'violations of the content security policy').toEqual([]);
    if (!consoleErrors.expected) expect(consoleErrors.messages, 'errors on the console').toEqual([]);
  };
}

export const test = base.extend<Fixtures>({
  origin: ({ baseURL }, use) => use(baseURL ?? ''),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
  requests: ({}, use) => use([]),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
  consoleErrors: ({}, use) => use({ expected: false, messages: [] }),
  context: async ({ context, requests, consoleErrors, origin }, use) => {
    const check = await watch(context, { requests, consoleErrors, origin });
    await use(context);
    await check();
  },
  newVisitor: async ({ browser, contextOptions, viewport, requests, consoleErrors, origin }, use) => {
    const contexts: BrowserContext[] = [];
    const checks: (() => Promise<void>)[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, viewport, baseURL: origin });
      contexts.push(context);
      checks.push(await watch(context, { requests, consoleErrors, origin }));
      return context.newPage();
    });
    for (const check of checks) await check();
    for (const context of contexts) await context.close();
  },
});

export { expect };

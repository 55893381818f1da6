// What the tests of the playground look for, and do.
import type { Page, Request } from '@playwright/test';
import { expect } from './fixtures';

/** The part of the page that holds Monaco, loaded on demand. */
export const EDITOR = /\/assets\/monaco-editor-[^/]*\.js$/;

export const pane = (page: Page) => page.locator('.result-window');
export const lines = (page: Page) => pane(page).locator('.view-line');
export const tabs = (page: Page) => page.getByRole('tablist').getByRole('tab');
export const tab = (page: Page, name: string) => page.getByRole('tablist').getByRole('button', { name, exact: true });
export const button = (page: Page) => page.getByRole('button', { name: /^Execute query/ });

/** Waits until the editor shows the query `name`. */
export async function shows(page: Page, name: string) {
  await expect(page.locator('.graphiql-query-editor .view-line').filter({ hasText: name }).first()).toBeVisible();
}

/** Waits until the browser stores the number of tabs and the open one: GraphiQL does so a moment after a change. */
export async function stores(page: Page, count: number, open = 0) {
  await page.waitForFunction(
    ([count, open]) => {
      const state = JSON.parse(localStorage.getItem('graphiql:tabState') ?? 'null');
      return state?.tabs.length === count && state.activeTabIndex === open && !state.fromTest;
    },
    [count, open],
  );
}

/** Whether this is a request for data: the one for the schema goes to the same address. */
export const forData = (request: Request) =>
  new URL(request.url()).pathname === '/graphql' && !request.postData()?.includes('IntrospectionQuery');

/** Presses Execute and waits for the response to be in the pane. */
export async function execute(page: Page, press: () => Promise<unknown> = () => button(page).click()) {
  const answered = page.waitForResponse((response) => forData(response.request()));
  await press();
  const response = await answered;
  expect(response.status()).toBe(200);
  await expect(lines(page).filter({ hasText: '"data"' })).toBeVisible();
  return response.json();
}

/** The pane draws only the lines in view, so text further down is looked up with the editor's own search. */
export async function find(page: Page, text: string) {
  await pane(page).locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+f');
  const box = pane(page).getByRole('textbox', { name: 'Find' });
  await box.fill(text);
  await box.press('Enter');
  await expect(lines(page).filter({ hasText: text }).first()).toBeVisible();
  await box.press('Escape');
  await expect(pane(page).locator('.find-widget')).toBeHidden();
}

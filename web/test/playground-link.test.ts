import { type ASTNode, Kind, parse, print, visit } from 'graphql';
import { query as send } from './api';
import { expect, test } from './fixtures';
import { PAGES } from './views';

/** A document without `__typename`, which the cache adds everywhere. */
function withoutTypenames(query: string) {
  const enter = (node: ASTNode) => (node.kind === Kind.FIELD && node.name.value === '__typename' ? null : undefined);
  return print(visit(parse(query), { enter }));
}

test.describe('this view as GraphQL', () => {
  const PATHS = [
    ...PAGES.map(({ path }) => path),
    '/?indicator=gross_domestic_product_unrevised&scope=published+2021',
    '/zh/provinces/CN-ZJ',
  ];
  for (const path of PATHS) {
    test(`is the request of ${path}`, async ({ page, requests, origin }) => {
      await page.goto(path);
      const link = page.getByRole('link', { name: /GraphQL/ }).and(page.locator('.actions a'));
      const address = new URL((await link.getAttribute('href')) ?? '', origin);
      expect(address.pathname).toBe('/playground');
      const hash = new URLSearchParams(address.hash.slice(1));
      const query = hash.get('query') ?? '';
      const variables = JSON.parse(hash.get('variables') ?? '');
      const [request] = requests.map((body) => JSON.parse(body));
      expect(variables).toEqual(request.variables);
      expect(withoutTypenames(query)).toBe(withoutTypenames(request.query));
      const { data, errors } = await send(query, variables);
      expect(errors).toBeUndefined();
      expect(Object.values(data).every((it) => it !== null)).toBe(true);
      // The playground stores the content of its editors a moment after it is opened.
      await link.click();
      await page.waitForFunction(
        ([query, variables]) => {
          const state = JSON.parse(localStorage.getItem('graphiql:tabState') ?? 'null');
          const tab = state?.tabs[state.activeTabIndex];
          return tab?.query.trim() === query && JSON.stringify(JSON.parse(tab.variables || '{}')) === variables;
        },
        [query, JSON.stringify(variables)],
      );
      const operation = /^query (\w+)/m.exec(query)?.[1] ?? '';
      await expect(
        page.locator('.graphiql-query-editor .view-line').filter({ hasText: operation }).first(),
      ).toBeVisible();
    });
  }
});

// What the tests of the page Explore look for.
import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** The gross domestic product of the 31 provinces in 2024. */
export const GDP_2024 =
  'of=stats&kind=PROVINCE&indicator=gross_domestic_product&period=2024&source=nbs-gdp-revised-2006-2024';

/** Waits until the page shows the number of results. */
export const showsCount = (page: Page, text: string) =>
  expect(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();

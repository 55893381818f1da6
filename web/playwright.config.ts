import { defineConfig } from '@playwright/test';

const baseURL = process.env.ATLAS_URL;
if (!baseURL) throw new Error('Set ATLAS_URL to the address of a running server, such as http://127.0.0.1:8080');

/** A busy machine makes the tests slow but not fail: nothing of this is reached unless something is missing. */
const PATIENCE = 60_000;

export default defineConfig({
  testDir: 'test',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 5 * PATIENCE,
  expect: { timeout: PATIENCE },
  reporter: 'list',
  use: {
    baseURL: new URL(baseURL).origin,
    actionTimeout: PATIENCE,
    navigationTimeout: PATIENCE,
    viewport: { width: 1280, height: 800 },
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      // Nothing is downloaded: the browser is that of the system.
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
      ],
    },
  },
});

import { defineConfig, loadEnv } from 'vite';
import { docs } from './docs/plugin';

/** The server that answers during development. */
const server = loadEnv('', '.', 'ATLAS_').ATLAS_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [docs()],
  build: {
    // Every image and font is a file of its own, so the policies need no data: source for fonts.
    assetsInlineLimit: 0,
    // Monaco is one large part by nature.
    chunkSizeWarningLimit: 4096,
    // The notices the bundled packages ask for travel with the bundle.
    license: { fileName: 'licenses.md' },
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'docs.html', 'playground.html'],
      // "use client" marks in packages mean nothing here.
      checks: { moduleLevelDirective: false },
    },
  },
  server: {
    // The documentation shows images of the repository.
    fs: { allow: ['..'] },
    proxy: { '/graphql': server, '/schema.graphql': server, '/clusters.geojson': server },
  },
  // Module workers, so that what a worker rarely needs can be a part loaded on demand.
  worker: { format: 'es' },
});

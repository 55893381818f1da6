import { defineConfig, loadEnv } from 'vite';

/** The server that answers during development. */
const server = loadEnv('', '.', 'ATLAS_').ATLAS_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  build: {
    // Every image and font is a file of its own, so the policies need no data: source for fonts.
    assetsInlineLimit: 0,
    // Monaco is one large part by nature.
    chunkSizeWarningLimit: 4096,
    // The notices the bundled packages ask for travel with the bundle.
    license: { fileName: 'licenses.md' },
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'playground.html'],
      // "use client" marks in packages mean nothing here.
      checks: { moduleLevelDirective: false },
    },
  },
  server: {
    // The schema's examples are of the repository, not of the pages.
    fs: { allow: ['..'] },
    proxy: { '/graphql': server, '/schema.graphql': server, '/clusters.geojson': server },
  },
  // Module workers, so that what a worker rarely needs can be a part loaded on demand.
  worker: { format: 'es' },
});

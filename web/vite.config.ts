import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    // Every image and font is a file of its own, so the policy in csp.txt needs no data: source for fonts.
    assetsInlineLimit: 0,
    // Monaco is one large part by nature.
    chunkSizeWarningLimit: 4096,
    // The notices the bundled packages ask for travel with the bundle.
    license: { fileName: 'licenses.md' },
    modulePreload: { polyfill: false },
    // "use client" marks in packages mean nothing here.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  // Module workers, so that what a worker rarely needs can be a part loaded on demand.
  worker: { format: 'es' },
});

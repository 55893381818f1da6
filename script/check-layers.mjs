#!/usr/bin/env node
// Holds the manifests to the architecture: which crate may use which of ours, and what it never sees.
// docs/architecture.md has the same table.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const layers = {
  entity: { uses: [], neverSees: ['async-graphql', 'sqlx', 'actix-web'] },
  measure: { uses: [], neverSees: ['sea-orm', 'sqlx', 'async-graphql', 'actix-web'] },
  embedded_postgres: { uses: [], neverSees: ['sea-orm', 'async-graphql', 'actix-web'] },
  store: { uses: ['embedded_postgres', 'entity', 'measure'], neverSees: ['async-graphql', 'actix-web'] },
  import: { uses: ['entity', 'measure', 'store'], neverSees: ['sea-orm', 'async-graphql', 'actix-web'] },
  engine: { uses: [], neverSees: ['sea-orm', 'sqlx', 'actix-web'] },
  graphql: { uses: ['engine', 'entity', 'measure', 'store'], neverSees: ['sea-orm', 'sqlx', 'actix-web'] },
  server: { uses: ['graphql', 'import', 'store'], neverSees: ['sea-orm', 'entity'] },
  client: { uses: [], neverSees: [] },
  testkit: { uses: ['import', 'store'], neverSees: [] },
};
// What tests may use on top of that, and nothing but tests.
const forTests = ['client', 'testkit'];

const root = fileURLToPath(new URL('..', import.meta.url));
const metadata = JSON.parse(
  execFileSync('cargo', ['metadata', '--format-version', '1', '--no-deps', '--offline'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  }),
);
const ours = new Set(metadata.packages.map((crate) => crate.name));

const broken = [];
for (const crate of metadata.packages) {
  const complain = (text) => broken.push(`${crate.name}: ${text}`);
  const layer = layers[crate.name];
  if (!layer) {
    complain('has no row in the table of script/check-layers.mjs');
    continue;
  }

  for (const { name, kind } of crate.dependencies) {
    const inTests = kind === 'dev';
    if (layer.neverSees.includes(name)) {
      complain(`must never see ${name}`);
    } else if (ours.has(name) && !layer.uses.includes(name)) {
      if (!inTests) complain(`must not use ${name}`);
      else if (crate.name === 'client' || !forTests.includes(name)) complain(`must not use ${name}, in tests either`);
    }
  }

  if (basename(dirname(crate.manifest_path)) !== crate.name) complain('folder and crate must have the same name');

  const manifest = readFileSync(crate.manifest_path, 'utf8');
  if (!/^\[lints\]\s+workspace = true$/m.test(manifest)) complain('must take its lints from the workspace');
  for (const key of ['version', 'edition', 'rust-version', 'license']) {
    if (!manifest.includes(`\n${key}.workspace = true\n`)) complain(`must take its ${key} from the workspace`);
  }
  // A section's text runs to the next line that starts with a bracket.
  for (const [, section, lines] of manifest.matchAll(/^\[(.*dependencies)\]\n((?:(?!\[).*\n?)*)/gm)) {
    for (const line of lines.split('\n')) {
      const [, name, rest] = line.match(/^([\w-]+)(\s*=.*|\..*)$/) ?? [];
      if (name && !/^\.workspace = true|^ = \{ workspace = true/.test(rest)) {
        complain(`${section}: ${name} must take its version from the workspace`);
      }
    }
  }
}

for (const line of broken) console.error(line);
if (broken.length > 0) process.exit(1);
console.log(`${metadata.packages.length} crates keep to their layers`);

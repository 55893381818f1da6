// Compares /schema.graphql with the released one; with --release makes it that.
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { check, released } from './check.mjs';

const at = (path) => new URL(path, import.meta.url);
const read = (path) => readFile(at(path), 'utf8');
const CHANGELOG = '../../../CHANGELOG.md';
const RELEASED = '../released.graphql';
const SCHEMA = '../../../schema.graphql';

const changelog = await read(CHANGELOG);
const problems = await check(await read(RELEASED), await read(SCHEMA), changelog);
if (problems.length > 0) {
  console.error(`CHANGELOG.md misses breaking changes, or a deprecation has no reason:\n\n${problems.join('\n')}`);
  process.exit(1);
}

if (process.argv.includes('--release')) {
  const [, version] = (await read('../../../Cargo.toml')).match(/^version = "(.*)"$/m);
  if (changelog.includes(`\n## ${version}\n`)) throw new Error(`${version} is released: raise the version in Cargo.toml.`);
  await writeFile(at(CHANGELOG), released(changelog, version));
  await copyFile(at(SCHEMA), at(RELEASED));
  console.log(`The schema is that of ${version} now.`);
} else {
  console.log('Nothing breaks clients of the released schema without being told.');
}

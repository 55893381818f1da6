// The package as others get it: packed, installed into an empty project, compiled against and run.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const url = `${process.env.ATLAS_URL}/graphql`;
let project;

const run = async (command, ...parameters) => {
  const { stdout } = await promisify(execFile)(command, parameters, { cwd: project }).catch((error) => {
    throw new Error(`${command} ${parameters.join(' ')}\n${error.stdout}${error.stderr}`, { cause: error });
  });
  return stdout;
};

before(async () => {
  project = await mkdtemp(join(tmpdir(), 'atlas-project-'));
  const [{ filename }] = JSON.parse(await run('npm', 'pack', root, '--json', '--ignore-scripts', '--silent'));
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true, type: 'module' }));
  await run('npm', 'install', '--offline', '--no-audit', '--no-fund', `./${filename}`);
  await cp(join(root, 'test/program.ts'), join(project, 'program.ts'));
  await mkdir(join(project, 'examples'));
  await Promise.all(
    examples(await readFile(join(root, 'README.md'), 'utf8')).map(({ code }, index) =>
      writeFile(join(project, `examples/${index}.ts`), code.replaceAll('http://127.0.0.1:8080/graphql', url)),
    ),
  );
  const [, example] = (await readFile(join(root, '../../docs/guides/clients.md'), 'utf8')).match(/```ts\n(.*?)```/s);
  await writeFile(join(project, 'main.ts'), example.replaceAll('http://127.0.0.1:8080/graphql', url));
  const compilerOptions = {
    target: 'ES2022', lib: ['ES2022', 'DOM'], module: 'NodeNext', types: [], outDir: 'out', rootDir: '.', strict: true,
    exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noUnusedLocals: false, skipLibCheck: false,
  };
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts', 'examples'] }));
  await run(join(root, 'node_modules/.bin/tsc'), '-p', '.');
});

after(() => rm(project, { recursive: true }));

test('it needs no other package', async () => {
  const installed = await readdir(join(project, 'node_modules'));
  assert.deepEqual(installed.filter((name) => !name.startsWith('.')), ['cluster-atlas']);
  const files = await readdir(join(project, 'node_modules/cluster-atlas'), { recursive: true });
  for (const file of ['README.md', 'dist/index.js', 'dist/index.d.ts', 'dist/schema.graphql']) {
    assert.ok(files.includes(file), file);
  }
  assert.ok(!files.some((file) => file.startsWith('src') || file.startsWith('test')));
});

test('a program gets the figures as they were printed', async () => {
  const { program } = await import(pathToFileURL(join(project, 'out/program.js')));
  const answers = await program(url);
  assert.equal(answers.rate, '6.6400');
  assert.equal(answers.province, '浙江省');
  assert.equal(answers.none, null);
  assert.deepEqual(answers.pages, [30, 30, 19]);
  assert.equal(new Set(answers.winners).size, 79);
  assert.ok(answers.winners.includes('wenzhou-yueqing-electrical'));
  assert.ok(answers.figures.length > 2, 'more than a page');
  assert.deepEqual(
    answers.figures.find(([period]) => period === '2023'),
    ['2023', '8561960000000', 'nbs-revised-gdp-wikipedia'],
  );
  assert.deepEqual(answers.ranking, [
    [1, '10.742', null, '137905.40'],
    [2, '10.1982', '698110000000', '130924.30'],
  ]);
  assert.deepEqual(answers.series.at(0), ['2020', '6716450000000']);
  assert.equal(answers.found.__typename, 'Province');
  assert.equal(answers.found.name, 'Zhejiang');
  assert.ok(answers.groups.some(([region, count]) => region === 'EAST' && count > 1));
  assert.equal(answers.page, 20);
  assert.deepEqual(answers.unknown, { dataset: { version: '2026.11.23' } });
});

test('the examples of the README print what it says', async () => {
  const path = join(root, 'README.md');
  const text = await readFile(path, 'utf8');
  let made = text;
  for (const [index, { block, output }] of examples(text).entries()) {
    const printed = (await run(process.execPath, `out/examples/${index}.js`)).trimEnd();
    made = made.replace(block, () => block.replace(output, () => `\`\`\`text\n${printed}\n\`\`\``));
  }
  if (process.env.UPDATE === '1') await writeFile(path, made);
  else assert.equal(made, text, 'UPDATE=1 rewrites it');
});

test('the example of the guide prints what it says', async () => {
  const [, said] = (await readFile(join(project, 'main.ts'), 'utf8')).match(/; \/\/ (.*)\n/);
  assert.ok((await run(process.execPath, 'out/main.js')).split('\n').includes(said), said);
});

/** Each example with what it prints. */
function examples(page) {
  const found = [...page.matchAll(/```ts\n(?<code>.*?)```\n\n(?<output>```text\n.*?```)/gs)];
  assert.equal(found.length, page.split('```ts\n').length - 1, 'an example does not say what it prints');
  return found.map(({ 0: block, groups }) => ({ block, ...groups }));
}

// Types every `*.graphql` document of the pages against the schema, with GraphQL Code Generator's client preset, into
// src/gql/. The generator's own command line would bring 260 more packages only to find and read these files.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { preset } from '@graphql-codegen/client-preset';
import { codegen } from '@graphql-codegen/core';
import { buildSchema, parse } from 'graphql';

const web = import.meta.dirname;
const baseOutputDir = join(web, 'src/gql/');
const playground = join(web, 'src/playground');

const names = await readdir(join(web, 'src'), { recursive: true });
const paths = names
  .filter((name) => name.endsWith('.graphql'))
  .map((name) => join(web, 'src', name))
  .filter((path) => !path.startsWith(playground))
  .sort();
const documents = await Promise.all(
  paths.map(async (location) => {
    const rawSDL = await readFile(location, 'utf8');
    return { location, rawSDL, document: parse(rawSDL) };
  }),
);
const sdl = await readFile(join(web, '../schema.graphql'), 'utf8');
const text = { input: 'string', output: 'string' };

const parts = await preset.buildGeneratesSection({
  baseOutputDir,
  schema: parse(sdl),
  schemaAst: buildSchema(sdl),
  documents,
  plugins: [],
  pluginMap: {},
  presetConfig: { fragmentMasking: false },
  config: {
    documentMode: 'string',
    enumsAsTypes: true,
    onlyOperationTypes: true,
    skipTypename: true,
    strictScalars: true,
    useTypeImports: true,
    // Figures stay text: a float would not be the figure.
    scalars: { Date: text, DateTime: text, Decimal: text, PartialDate: text, PeriodSelector: text },
  },
  documentTransforms: [],
});

await rm(baseOutputDir, { recursive: true, force: true });
await mkdir(baseOutputDir, { recursive: true });
// The preset's `graphql()` function looks documents up by their text; ours are imported by name, from graphql.ts.
for (const part of parts.filter(({ filename }) => filename.endsWith('/graphql.ts'))) {
  await writeFile(part.filename, await codegen(part));
}

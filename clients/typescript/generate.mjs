// Types the documents of ../queries against /schema.graphql by GraphQL Code Generator, into src/generated/.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as operations from '@graphql-codegen/typescript-operations';
import {
  GraphQLScalarType, Kind, buildSchema, getNamedType, isEnumType, isInterfaceType, isObjectType, parse, print,
  stripIgnoredCharacters, visit,
} from 'graphql';

const at = (path) => new URL(path, import.meta.url);
const sdl = await readFile(at('../../schema.graphql'), 'utf8');
const names = (await readdir(at('../queries/'))).filter((name) => name.endsWith('.graphql')).sort();
const documents = await Promise.all(
  names.map(async (location) => ({ location, document: parse(await readFile(at(`../queries/${location}`), 'utf8')) })),
);

const text = { input: 'string', output: 'string' };
// Figures stay text: a float would not be the figure.
const scalars = { Date: text, DateTime: text, Decimal: text, PartialDate: text, PeriodSelector: text };

/**
 * The schema as answers are read: its enums are open there, because a server that is newer than this client may give
 * values that this client does not know. What is sent stays closed. The generator cannot tell the two apart, so enums
 * of fields become scalars here. Such a schema is good for generating types only.
 */
function openEnums(schema) {
  const open = {};
  const opened = (type) => {
    const named = getNamedType(type);
    if (!isEnumType(named)) return type;
    open[`Open${named.name}`] ??= new GraphQLScalarType({ name: `Open${named.name}` });
    return type === named ? open[`Open${named.name}`] : new type.constructor(opened(type.ofType));
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type))) continue;
    for (const field of Object.values(type.getFields())) field.type = opened(field.type);
  }
  for (const [name, scalar] of Object.entries(open)) {
    schema.getTypeMap()[name] = scalar;
    const type = `Open<enums.${name.slice('Open'.length)}>`;
    scalars[name] = { input: type, output: type };
  }
  return schema;
}

/** Each operation as a constant: its text, with the fragments it needs, and its types; described as the field it asks for. */
const constants = {
  plugin: (schema, parts) => {
    const described = ({ selectionSet: { selections } }) => {
      const [outer] = selections;
      const [inner, ...others] = outer.selectionSet.selections;
      const field = schema.getQueryType().getFields()[outer.name.value];
      // One list of one thing, such as the figures of a cluster.
      const list = others.length === 0 && inner.kind === Kind.FIELD;
      return (list ? getNamedType(field.type).getFields()[inner.name.value] : field).description;
    };
    const definitions = parts.flatMap(({ document }) => document.definitions);
    const fragments = new Map(
      definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]),
    );
    const needed = (definition, found = new Set()) => {
      visit(definition, {
        FragmentSpread({ name: { value } }) {
          if (!found.has(value)) needed(fragments.get(value), found.add(value));
        },
      });
      return found;
    };
    return definitions
      .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
      .map((operation) => {
        const { value } = operation.name;
        const all = [operation, ...[...needed(operation)].sort().map((name) => fragments.get(name))];
        const query = stripIgnoredCharacters(all.map(print).join('\n'));
        const types = `${value}Query, ${value}QueryVariables`;
        const comment = described(operation).replaceAll('\n', '\n * ');
        return `/**\n * ${comment}\n */\nexport const ${value}Document: Document<${types}> =\n  ${JSON.stringify(query)};`;
      })
      .join('\n');
  },
};

const output = at('src/generated/');
await rm(output, { recursive: true, force: true });
await mkdir(output);

const prepend = '// Generated from /schema.graphql and clients/queries/ by generate.mjs.\n';
const shared = {
  avoidOptionals: { field: true },
  enumsAsTypes: true,
  inlineFragmentTypes: 'combine',
  inputMaybeValue: 'T | null | undefined',
  scalars,
  skipTypename: true,
  strictScalars: true,
  useTypeImports: true,
};
const made = (filename, schema, pluginMap, config, before = '') =>
  codegen({
    filename,
    schema: parse(sdl),
    schemaAst: schema,
    documents,
    pluginMap,
    plugins: Object.keys(pluginMap).map((name) => ({ [name]: {} })),
    config: { ...shared, ...config },
  }).then((code) => {
    // The generator exports enums from elsewhere once more, and as if they were values.
    const own = code.replaceAll(/^export \{ \w+ \};\n\n?/gm, '');
    return writeFile(new URL(filename, output), `${prepend}${before}\n${own}`);
  });

const schema = buildSchema(sdl);
await made('enums.ts', schema, { typescript }, { onlyEnums: true });
const imports = `import type * as enums from './enums.js';
import type { Document, Open } from '../document.js';
`;
await made(
  'documents.ts',
  openEnums(buildSchema(sdl)),
  { typescript, operations, constants },
  {
    onlyOperationTypes: true,
    enumValues: Object.fromEntries(
      Object.values(schema.getTypeMap())
        .filter((type) => isEnumType(type) && !type.name.startsWith('__'))
        .map(({ name }) => [name, `./enums.js#${name}`]),
    ),
  },
  imports,
);

// Apollo's composition and query planner: this API and another one become one graph, and what the planner would have a
// gateway ask here is asked here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeServices } from '@apollo/composition';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';

/** The other one: notes about things of ours, of which it knows the keys and nothing else. */
const NOTES = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable"])

  type Query { notes(first: Int = 20): NoteConnection! }
  type NoteConnection { nodes: [Note!]! pageInfo: PageInfo! }
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  type Note { text: String! about: Noted! }
  union Noted = City | Cluster | Indicator | Province | Stat
  type City @key(fields: "code") { code: String! notes: [Note!]! }
  type Cluster @key(fields: "slug") { slug: String! notes: [Note!]! }
  type Indicator @key(fields: "code") { code: String! notes: [Note!]! }
  type Province @key(fields: "code") { code: String! notes: [Note!]! }
  type Stat @key(fields: "key") { key: String! notes: [Note!]! }
`;

async function ask(query, variables) {
  const response = await fetch(`${process.env.ATLAS_URL}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

/** One graph of what this server tells of itself and of the other. */
async function compose() {
  const atlas = (await ask('{ _service { sdl } }'))._service.sdl;
  const { errors, supergraphSdl } = composeServices([
    { name: 'atlas', url: `${process.env.ATLAS_URL}/graphql`, typeDefs: parse(atlas) },
    { name: 'notes', typeDefs: parse(NOTES) },
  ]);
  assert.equal(errors, undefined, errors?.join('\n'));
  return Supergraph.build(supergraphSdl);
}

/** The requests of a plan, in order. */
const requests = (node) => (node.kind === 'Fetch' ? [node] : (node.nodes ?? [node.node]).flatMap(requests));

function plan(supergraph, query) {
  const operation = operationFromDocument(supergraph.apiSchema(), parse(query));
  return requests(new QueryPlanner(supergraph).buildQueryPlan(operation).node);
}

test('each entity composes, with the fields of both', async () => {
  const schema = (await compose()).apiSchema();
  for (const [name, ours] of Object.entries({
    City: 'level',
    Cluster: 'locations',
    Indicator: 'unit',
    Province: 'capital',
    Stat: 'value',
  })) {
    const type = schema.type(name);
    assert.ok(type.field(ours) && type.field('notes'), name);
  }
  for (const field of ['province', 'clusters', 'search', 'notes']) assert.ok(schema.schemaDefinition.rootType('query').field(field), field);
  for (const field of ['_service', '_entities']) assert.equal(schema.schemaDefinition.rootType('query').field(field), undefined);
});

test('what a gateway asks for things that another has named is answered, in one request', async () => {
  const [first, second, ...others] = plan(
    await compose(),
    `{ notes { nodes { text about {
      __typename
      ... on City { name province { name } }
      ... on Cluster { name }
      ... on Indicator { unit { code } }
      ... on Province { name(language: ZH) clusters(first: 1) { totalCount } }
      ... on Stat { value asPrinted source { url } }
    } } } }`,
  );
  assert.deepEqual([first.serviceName, second.serviceName, others], ['notes', 'atlas', []]);
  const [stat] = (await ask('{ stats(first: 1) { nodes { key value asPrinted source { url } } } }')).stats.nodes;
  const { key, ...figure } = stat;
  const { _entities } = await ask(second.operation, {
    representations: [
      { __typename: 'Province', code: 'CN-ZJ' },
      { __typename: 'City', code: '330382' },
      { __typename: 'Cluster', slug: 'no-such-cluster' },
      { __typename: 'Cluster', slug: 'wenzhou-yueqing-electrical' },
      { __typename: 'Stat', key },
      { __typename: 'Indicator', code: 'rd_intensity' },
    ],
  });
  const [province, ...entities] = _entities;
  assert.equal(province.name, '浙江省');
  assert.ok(province.clusters.totalCount > 0);
  assert.deepEqual(entities, [
    { name: 'Yueqing', province: { name: 'Zhejiang' } },
    null,
    { name: 'Wenzhou Yueqing Electrical Industrial Cluster' },
    figure,
    { unit: { code: 'percent' } },
  ]);
});

test('from ours the way leads to the other by the key', async () => {
  const [first, second, ...others] = plan(await compose(), '{ clusters(first: 2) { nodes { name notes { text } } } }');
  assert.deepEqual([first.serviceName, second.serviceName, others], ['atlas', 'notes', []]);
  const { nodes } = (await ask(first.operation)).clusters;
  assert.equal(nodes.length, 2);
  for (const { __typename, slug, name } of nodes) assert.ok(__typename === 'Cluster' && slug && name);
});

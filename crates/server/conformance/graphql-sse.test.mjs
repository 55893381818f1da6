// The client of graphql-sse in its mode of distinct connections.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from 'graphql-sse';
import { CHANGED, importAs } from './imports.mjs';

/** A client, and a promise that its next answer has begun. */
function connect() {
  const opened = deferred();
  const client = createClient({
    url: `${process.env.ATLAS_URL}/graphql`,
    retryAttempts: 0,
    fetchFn: async (...request) => {
      const response = await fetch(...request);
      opened.resolve();
      return response;
    },
  });
  return { client, opened: opened.promise };
}

function deferred() {
  const made = {};
  made.promise = new Promise((resolve) => Object.assign(made, { resolve }));
  return made;
}

test('a query ends by itself', async () => {
  const results = [];
  for await (const result of connect().client.iterate({
    query: 'query One($code: String!) { province(code: $code) { name } }',
    variables: { code: 'CN-ZJ' },
  })) {
    results.push(result);
  }
  assert.deepEqual(results, [{ data: { province: { name: 'Zhejiang' } } }]);
});

test('a document at fault is told in the stream', async () => {
  const { value } = await connect().client.iterate({ query: '{ nothing }' }).next();
  assert.equal(value.errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
});

test('imports come as they happen', async () => {
  const { client, opened } = connect();
  const changes = client.iterate({ query: CHANGED });
  for (const version of ['as-events', 'as-events-again']) {
    const change = changes.next();
    await opened;
    await importAs(version);
    assert.deepEqual((await change).value, { data: { datasetChanged: { version } } });
  }
  await changes.return();
  client.dispose();
});

// The client of graphql-ws, whose protocol the WebSocket speaks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { CHANGED, importAs } from './imports.mjs';

const url = `${process.env.ATLAS_URL.replace('http', 'ws')}/graphql`;

test('a query, an import and an error over one socket', async () => {
  const closed = [];
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
    keepAlive: 50,
    onNonLazyError: assert.fail,
    on: { closed: (event) => closed.push(event.code) },
  });
  const first = client.iterate({ query: CHANGED });
  const second = client.iterate({ query: CHANGED });
  const changes = [first.next(), second.next()];

  // Asked after them and answered, so by then they are subscribed.
  const results = [];
  for await (const result of client.iterate({
    query: 'query One($code: String!) { province(code: $code) { name } }',
    variables: { code: 'CN-ZJ' },
  })) {
    results.push(result);
  }
  assert.deepEqual(results, [{ data: { province: { name: 'Zhejiang' } } }]);
  await assert.rejects(client.iterate({ query: '{ nothing }' }).next(), ([error]) => {
    assert.equal(error.extensions.code, 'GRAPHQL_VALIDATION_FAILED');
    return true;
  });

  await importAs('over-websocket');
  for (const { value } of await Promise.all(changes)) {
    assert.deepEqual(value, { data: { datasetChanged: { version: 'over-websocket' } } });
  }

  // The one ends, the other goes on.
  await first.return();
  const change = second.next();
  await importAs('over-websocket-again');
  assert.deepEqual((await change).value, { data: { datasetChanged: { version: 'over-websocket-again' } } });
  await second.return();
  assert.deepEqual(closed, []);
  await client.dispose();
});

test('a client of another protocol is turned away', async () => {
  const socket = new WebSocket(url, 'graphql-ws');
  // The library wants the protocol confirmed that it asked for.
  await new Promise((resolve) => socket.once('error', resolve));
  const any = new WebSocket(url);
  assert.equal(await new Promise((resolve) => any.once('close', resolve)), 4406);
});

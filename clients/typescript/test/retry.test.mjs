// How long the client waits. Nothing here goes over the network, so that the only timers are the client's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Atlas, StatDocument } from '../dist/index.js';

const nowhere = 'http://127.0.0.1:1/graphql';
const RATE = { key: 'o-9feac37f10dd' };

test('it waits as long as Retry-After says, or twice as long each time', async (t) => {
  const waits = [];
  const { setTimeout } = globalThis;
  t.mock.method(globalThis, 'setTimeout', (then, milliseconds) => {
    waits.push(milliseconds);
    return setTimeout(then, 0);
  });
  const refused = (headers) => new Response('{}', { status: 503, headers });
  const inFive = new Date(Date.now() + 5000).toUTCString();
  const answers = [
    refused({ 'retry-after': '2' }),
    refused({ 'retry-after': inFive }),
    refused({}),
    refused({}),
    new Response('{"data": {"stat": null}}'),
  ];
  const { stat } = await new Atlas(nowhere, { fetch: async () => answers.shift() }).query(StatDocument, RATE);
  assert.equal(stat, null);
  const [asked, byDate, third, fourth] = waits;
  assert.equal(waits.length, 4);
  assert.equal(asked, 2000);
  assert.ok(byDate > 0 && byDate <= 5000 && byDate % 1000 === 0, byDate);
  assert.ok(third >= 500 && third <= 1000, third);
  assert.ok(fourth >= 1000 && fourth <= 2000, fourth);
});

test('a signal ends the wait', async () => {
  const controller = new AbortController();
  let asked = 0;
  const patient = new Atlas(nowhere, {
    longestWait: 4_000_000,
    fetch: async () => {
      asked += 1;
      setImmediate(() => controller.abort(new Error('enough')));
      return new Response('{}', { status: 503, headers: { 'retry-after': '3600' } });
    },
  });
  await assert.rejects(patient.query(StatDocument, RATE, { signal: controller.signal }), { message: 'enough' });
  assert.equal(asked, 1);
});

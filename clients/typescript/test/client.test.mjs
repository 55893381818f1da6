// How the client asks, by way of a server of our own in front of the real one, which sometimes refuses.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { test } from 'node:test';
import * as atlasClient from '../dist/index.js';

const { Atlas, AtlasError, ClustersDocument, ProvinceDocument, StatDocument, StatsDocument, codes } = atlasClient;

const real = `${process.env.ATLAS_URL}/graphql`;
const RATE = { key: 'o-9feac37f10dd' };

/**
 * A server that gives the answers of the list to the first requests, passes all others on, and keeps what was asked and
 * with which status it was answered.
 */
async function inFront(t, ...refusals) {
  const seen = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = refusals.shift() ?? (await passedOn(request, Buffer.concat(chunks)));
    seen.push({ method: request.method, headers: request.headers, status: answer.status });
    if (answer.status === 'none') return request.socket.destroy();
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${server.address().port}/graphql`, seen };
}

async function passedOn({ method, url, headers }, body) {
  const { host, connection, 'content-length': _, ...rest } = headers;
  const answer = await fetch(new URL(url, real), { method, headers: rest, ...(body.length > 0 ? { body } : {}) });
  // fetch has read and unpacked the body, which these speak of.
  const ofBody = ['content-encoding', 'content-length', 'transfer-encoding'];
  const kept = [...answer.headers].filter(([name]) => !ofBody.includes(name));
  return { status: answer.status, headers: Object.fromEntries(kept), body: Buffer.from(await answer.arrayBuffer()) };
}

const refusal = (status, code, headers) => ({
  status,
  headers: { 'content-type': 'application/graphql-response+json', 'x-request-id': 'refused', ...headers },
  body: JSON.stringify({ errors: [{ message: 'Not now.', extensions: { code } }] }),
});
const overloaded = refusal(503, 'OVERLOADED', { 'retry-after': '0' });
const limited = refusal(429, 'RATE_LIMITED', { 'retry-after': '0' });

test('it asks again after 503, 429 and a broken connection', async (t) => {
  const { url, seen } = await inFront(t, overloaded, limited, { status: 'none' });
  const { stat } = await new Atlas(url).query(StatDocument, RATE);
  assert.equal(stat.value, '6.6400');
  assert.deepEqual(seen.map(({ status }) => status), [503, 429, 'none', 200]);
});

test('it gives up after so many retries, with what the server said last', async (t) => {
  const { url, seen } = await inFront(t, limited, overloaded, overloaded);
  await assert.rejects(new Atlas(url, { retries: 2 }).query(StatDocument, RATE), (error) => {
    assert.ok(error instanceof AtlasError);
    assert.equal(error.code, 'OVERLOADED');
    assert.equal(error.message, 'Not now.');
    assert.equal(error.status, 503);
    assert.equal(error.requestId, 'refused');
    assert.equal(error.retryAfter, 0);
    return true;
  });
  assert.equal(seen.length, 3);
});

test('it does not wait for longer than it may', async (t) => {
  const hour = refusal(429, 'RATE_LIMITED', { 'retry-after': '3600' });
  const { url, seen } = await inFront(t, hour);
  await assert.rejects(new Atlas(url).query(StatDocument, RATE), { code: 'RATE_LIMITED', retryAfter: 3600 });
  assert.equal(seen.length, 1);
});

test('a signal ends a request', async () => {
  const atlas = new Atlas(real);
  await assert.rejects(atlas.query(StatDocument, RATE, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  const nodes = atlas.nodes(ClustersDocument, {}, (answer) => answer.clusters, { signal: AbortSignal.abort() });
  await assert.rejects(nodes.next(), { name: 'AbortError' });
});

test('an error says what is wrong, where, and what was meant', async () => {
  const query = new Atlas(real).query(ClustersDocument, { filter: { or: [{ industry: { eq: 'new-material' } }] } });
  await assert.rejects(query, (error) => {
    assert.ok(error instanceof AtlasError);
    assert.equal(error.code, 'BAD_USER_INPUT');
    assert.deepEqual(error.path, ['clusters']);
    assert.equal(error.argument, 'filter.or[0].industry');
    assert.equal(error.suggestion, 'new-materials');
    assert.match(error.requestId, /./);
    assert.equal(error.errors.length, 1);
    return true;
  });
});

test('an error of one field leaves the others', async () => {
  const query = new Atlas(real).query('{ cluster(slug: "Not a slug!") { name } province(code: "CN-ZJ") { name } }');
  await assert.rejects(query, (error) => {
    assert.deepEqual(error.path, ['cluster']);
    assert.deepEqual(error.data, { cluster: null, province: { name: 'Zhejiang' } });
    return true;
  });
});

test('it says so if nobody answers, or something else does', async (t) => {
  const nobody = new Atlas('http://127.0.0.1:1/graphql', { retries: 0 });
  await assert.rejects(nobody.query(StatDocument, RATE), { code: 'NO_ANSWER', status: null });
  const page = { headers: { 'content-type': 'text/html' }, body: '<html>' };
  const { url } = await inFront(t, { status: 502, ...page }, { status: 200, headers: {}, body: '{"data": 1}' });
  const atlas = new Atlas(url, { retries: 0 });
  await assert.rejects(atlas.query(StatDocument, RATE), { code: 'NOT_GRAPHQL', status: 502 });
  await assert.rejects(atlas.query(StatDocument, RATE), { code: 'NOT_GRAPHQL', status: 200 });
});

test('with a cache, what is unchanged is not sent again', async (t) => {
  const { url, seen } = await inFront(t);
  const atlas = new Atlas(url, { cache: 2 });
  const first = await atlas.query(StatDocument, RATE);
  first.stat.value = 'changed by the caller';
  assert.equal((await atlas.query(StatDocument, RATE)).stat.value, '6.6400');
  await atlas.query(ProvinceDocument, { code: 'CN-ZJ' });
  await atlas.query(ProvinceDocument, { code: 'CN-JS' });
  await atlas.query(ProvinceDocument, { code: 'CN-ZJ' });
  await atlas.query(StatDocument, RATE); // the oldest of three, so it went
  assert.deepEqual(seen.map(({ status }) => status), [200, 304, 200, 200, 304, 200]);
  assert.ok(seen.every(({ method }) => method === 'GET'));

  const many = { indicator: { in: Array.from({ length: 100 }, () => 'output_value') } };
  const { stats } = await atlas.query(StatsDocument, { filter: { and: Array.from({ length: 9 }, () => many) }, first: 1 });
  assert.equal(stats.nodes[0].indicator.code, 'output_value');
  assert.equal(seen.at(-1).method, 'POST', 'too long for an address');
});

test('every document is answered, with the largest pages', async () => {
  const slug = 'wenzhou-yueqing-electrical';
  const needed = {
    Award: { cluster: slug, round: 'second-batch-2021' },
    City: { code: '330382' },
    Cluster: { slug },
    ClusterGroups: { by: ['PROVINCE'] },
    ClusterStats: { slug },
    Contest: { slug: 'advanced-manufacturing-clusters' },
    Country: { code: 'CN' },
    Indicator: { code: 'output_value' },
    Industry: { slug: 'new-materials' },
    Province: { code: 'CN-ZJ' },
    ProvinceStats: { code: 'CN-ZJ' },
    Ranking: { indicator: 'gross_domestic_product', kind: 'PROVINCE' },
    Round: { slug: '2024-contest' },
    Search: { query: 'zhejiang' },
    Series: { indicator: 'gross_domestic_product', kind: 'PROVINCE', subjects: ['CN-ZJ'] },
    Source: { slug: 'ezhejiang-2021-04-01' },
    Stat: RATE,
    StatGroups: { by: ['INDICATOR'] },
    Unit: { code: 'CNY' },
  };
  const atlas = new Atlas(real);
  const documents = Object.entries(atlasClient).filter(([name]) => name.endsWith('Document'));
  assert.ok(documents.length >= 35);
  for (const [name, document] of documents) {
    const pages = document.includes('$first') ? { first: 100, counted: true } : {};
    const [[field, answer]] = Object.entries(
      await atlas.query(document, { ...needed[name.replace('Document', '')], ...pages }),
    );
    assert.notEqual(answer, null, `${name}: ${field}`);
    if (pages.counted) assert.ok((answer.nodes ?? answer.stats.nodes).length > 0, name);
  }
});

test('headers go along', async (t) => {
  const { url, seen } = await inFront(t);
  await new Atlas(url, { headers: { 'x-api-key': 'key' } }).query(StatDocument, RATE);
  assert.equal(seen[0].headers['x-api-key'], 'key');
});

test('its codes are those of the documentation, and two of its own', async () => {
  const page = await readFile(new URL('../../../docs/reference/errors.md', import.meta.url), 'utf8');
  const [, table] = page.match(/\n\| code \| status \|.*?\n\|-.*?\n(.*?)\n\n/s);
  const listed = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code);
  assert.deepEqual([...codes], [...listed, 'NO_ANSWER', 'NOT_GRAPHQL']);
});

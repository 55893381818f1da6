import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, released } from './check.mjs';

const SCHEMA = `
  type Query { stat(key: String, style: Style = PLAIN): Stat list(filter: Filter): [Stat] any: Any }
  type Stat { value: String! note: String }
  type Unit { code: String }
  union Any = Stat | Unit
  enum Style { PLAIN APA }
  input Filter { eq: String }
  directive @cost(weight: Int) on FIELD_DEFINITION
`;
const NOTHING = '# Changes\n\n## Unreleased\n\n## 0.1.0\n\n- `Stat.note`: removed, long ago.\n';

const told = (...places) => NOTHING.replace('Unreleased\n', `Unreleased\n\n${places.map((place) => `- \`${place}\`: …\n`)}`);

/** What is said when a part of the schema becomes another. */
const changed = (from, to, changelog = NOTHING) => {
  assert.ok(SCHEMA.includes(from));
  return check(SCHEMA, SCHEMA.replace(from, to), changelog);
};

test('the same schema breaks nothing', async () => {
  assert.deepEqual(await check(SCHEMA, SCHEMA, NOTHING), []);
});

test('what is added breaks nothing', async () => {
  for (const [from, to] of [
    ['note: String', 'note: String unit: Unit'],
    ['PLAIN APA', 'PLAIN APA BIBTEX'],
    ['{ eq: String }', '{ eq: String in: [String!] }'],
    ['key: String', 'key: String unit: String'],
    ['note: String', 'note: String!'],
    ['type Unit', '"""Described."""\ntype Unit'],
    ['union Any = Stat | Unit', 'union Any = Stat | Unit | Query'],
  ]) {
    assert.deepEqual(await changed(from, to), [], to);
  }
});

test('what breaks clients must be told under Unreleased, by its coordinate', async () => {
  for (const [from, to, place, says] of [
    ['note: String', '', 'Stat.note', /Field 'note' was removed/],
    ['value: String!', 'value: String', 'Stat.value', /changed type from 'String!' to 'String'/],
    ['value: String!', 'value: Float!', 'Stat.value', /changed type/],
    ['key: String', 'key: String!', 'Query.stat(key:)', /changed from 'String' to 'String!'/],
    ['key: String, ', '', 'Query.stat(key:)', /removed/],
    ['key: String', 'key: String, at: Int!', 'Query.stat(at:)', /added/],
    ['{ eq: String }', '{ eq: String in: Int! }', 'Filter.in', /added/],
    ['PLAIN APA', 'PLAIN', 'Style.APA', /removed/],
    ['union Any = Stat | Unit', 'union Any = Stat', 'Any', /Member 'Unit' was removed/],
    ['(weight: Int)', '', '@cost(weight:)', /removed/],
  ]) {
    const [problem, ...others] = await changed(from, to);
    assert.match(problem, says);
    assert.ok(problem.includes(`“- \`${place}\`: …”`), problem);
    assert.deepEqual(others, []);
    assert.deepEqual(await changed(from, to, told(place)), []);
    assert.equal((await changed(from, to, told('Stat', 'Query.stat', 'Filter'))).length, 1, 'another place is not enough');
  }
});

test('a type that is gone is told by its name', async () => {
  const without = SCHEMA.replace('| Unit', '').replace('type Unit { code: String }', '');
  assert.equal((await check(SCHEMA, without, told('Any'))).length, 1);
  assert.deepEqual(await check(SCHEMA, without, told('Any', 'Unit')), []);
});

test('each deprecation has a reason', async () => {
  const place = async (from, to) => (await changed(from, to)).map((problem) => problem.split(' ')[0]);
  assert.deepEqual(await place('note: String', 'note: String @deprecated'), ['Stat.note']);
  assert.deepEqual(await place('note: String', 'note: String @deprecated(reason: " ")'), ['Stat.note']);
  assert.deepEqual(await place('note: String', 'note: String @deprecated(reason: "Use `value`.")'), []);
  assert.deepEqual(await place('APA', 'APA @deprecated'), ['Style.APA']);
  assert.deepEqual(await place('eq: String', 'eq: String @deprecated'), ['Filter.eq']);
  assert.deepEqual(await place('key: String', 'key: String @deprecated'), ['Query.stat(key:)']);
});

test('a release takes what was not released', async () => {
  const after = released(told('Stat.value'), '0.2.0');
  assert.match(after, /^# Changes\n\n## Unreleased\n\n## 0\.2\.0\n\n- `Stat\.value`: …\n\n## 0\.1\.0\n/);
  assert.equal((await changed('value: String!', 'value: Int!', after)).length, 1);
});

test('a changelog without a place for it is refused', async () => {
  await assert.rejects(check(SCHEMA, SCHEMA, '# Changes\n'), /no line “## Unreleased”/);
  assert.throws(() => released('# Changes\n', '0.2.0'), /no line “## Unreleased”/);
});

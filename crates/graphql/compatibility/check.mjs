// What would break clients of the released schema, and is not told in the changelog.
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { Kind, buildSchema, parse, visit } from 'graphql';

/** Where changes are listed that are not released yet. */
const UNRELEASED = '## Unreleased\n';

/** What is wrong with the schema beside the released one, as sentences; nothing if it may be released. */
export async function check(released, current, changelog) {
  const told = new Set([...unreleased(changelog).matchAll(/`([^`]+)`/g)].map(([, place]) => place));
  const changes = await diff(buildSchema(released), buildSchema(current));
  const untold = changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ path, message }) => ({ place: coordinate(path), message }))
    .filter(({ place }) => !told.has(place))
    .map(
      ({ place, message }) =>
        `${message}. That breaks clients. Keep it, or write under Unreleased what they have to do instead: ` +
        `“- \`${place}\`: …”.`,
    );
  return [...untold, ...unexplained(current)];
}

/** The changelog with what was not released under the version. */
export function released(changelog, version) {
  unreleased(changelog);
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n## ${version}\n`);
}

function unreleased(changelog) {
  const [, after] = changelog.split(UNRELEASED);
  if (after === undefined) throw new Error(`The changelog has no line “${UNRELEASED.trim()}”.`);
  return after.split(/^## /m)[0];
}

/** The place of a change as a schema coordinate: an argument has its parentheses. */
function coordinate(path) {
  const [holder, ...members] = path.split('.');
  if (holder.startsWith('@') && members.length === 1) return `${holder}(${members[0]}:)`;
  if (members.length === 2) return `${holder}.${members[0]}(${members[1]}:)`;
  return path;
}

/** Deprecations that do not say what to use instead. */
function unexplained(schema) {
  const problems = [];
  const place = [];
  const named = [
    Kind.OBJECT_TYPE_DEFINITION, Kind.INTERFACE_TYPE_DEFINITION, Kind.INPUT_OBJECT_TYPE_DEFINITION,
    Kind.ENUM_TYPE_DEFINITION, Kind.DIRECTIVE_DEFINITION, Kind.FIELD_DEFINITION, Kind.INPUT_VALUE_DEFINITION,
    Kind.ENUM_VALUE_DEFINITION,
  ];
  visit(parse(schema), {
    enter(node) {
      if (named.includes(node.kind)) place.push(node.name.value);
      if (node.kind !== Kind.DIRECTIVE || node.name.value !== 'deprecated') return;
      const reason = node.arguments.find(({ name }) => name.value === 'reason')?.value.value ?? '';
      if (reason.trim() === '') {
        problems.push(`${coordinate(place.join('.'))} is deprecated without a reason. Say what to use instead.`);
      }
    },
    leave(node) {
      if (named.includes(node.kind)) place.pop();
    },
  });
  return problems;
}

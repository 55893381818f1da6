#!/usr/bin/env node
// Checks that no files of the server import each other in a circle, so that each can be read and tested without the rest.
// The compiler permits circles within a crate. Only `use` and full paths count: `mod` declares a file, and tests see all.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../crates/server/src', import.meta.url));
const files = new Map(); // the path of a module, such as http::state -> its source
for (const name of readdirSync(root, { recursive: true })) {
  if (!name.endsWith('.rs')) continue;
  const [source] = readFileSync(join(root, name), 'utf8').split(/#\[cfg\((?:all\()?test/);
  files.set(name === 'main.rs' ? '' : name.slice(0, -3).replaceAll('/', '::'), source);
}

// a::{b, c::{d, e}} -> a::b, a::c::d, a::c::e
function expand(tree) {
  const open = tree.indexOf('{');
  if (open < 0) return [tree.split(' as ')[0]];
  const items = [''];
  let depth = 0;
  for (const character of tree.slice(open + 1, tree.lastIndexOf('}'))) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === ',' && depth === 0) items.push('');
    else items[items.length - 1] += character;
  }
  return items.filter((item) => item.trim()).flatMap((item) => expand(tree.slice(0, open) + item.trim()));
}

// The file that a path leads to, seen from a module; undefined for one outside of the crate.
function file(path, from) {
  const segments = path.replaceAll(/\s/g, '').split('::');
  const module = from ? from.split('::') : [];
  if (segments[0] === 'crate') {
    module.length = 0;
    segments.shift();
  } else if (segments[0] === 'super') {
    while (segments[0] === 'super') {
      module.pop();
      segments.shift();
    }
  } else if (segments[0] === 'self') segments.shift();
  else return undefined;
  while (segments.length > 0 && files.has([...module, segments[0]].join('::'))) module.push(segments.shift());
  return module.join('::');
}

function imports(module) {
  const source = files.get(module);
  const trees = [...source.matchAll(/\buse\s+([^;]+);/g)].flatMap(([, tree]) => expand(tree));
  const paths = source.replaceAll(/\buse\s+[^;]+;/g, '').match(/\b(?:crate|super)(?:::\w+)+/g) ?? [];
  const found = [...trees, ...paths].map((path) => file(path, module));
  return new Set(found.filter((other) => other !== undefined && other !== module));
}

const graph = new Map([...files.keys()].map((module) => [module, imports(module)]));
const done = new Set();
function visit(module, path) {
  if (path.includes(module)) {
    const circle = [...path.slice(path.indexOf(module)), module].map((name) => name || 'main');
    console.error(`files import each other in a circle: ${circle.join(' -> ')}`);
    process.exit(1);
  }
  if (done.has(module)) return;
  for (const other of graph.get(module)) visit(other, [...path, module]);
  done.add(module);
}
for (const module of graph.keys()) visit(module, []);
console.log(`no circle among ${files.size} files of the server`);

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import MarkdownIt from 'markdown-it';

/** The repository: the documentation is in its `docs/`. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A Markdown file below `docs/`. */
export interface Source {
  /** Path below `docs/`. */
  file: string;
  /** Address of its page, without the prefix of a language. */
  path: string;
  /** Its first heading. */
  title: string;
  /** The heading of `docs/README.md` under which it is listed. */
  group?: string;
  text: string;
}

/** The file that lists all others: their order and groups are those of the navigation. */
const INDEX = 'README.md';

const markdown = new MarkdownIt({ html: true });

function source(file: string, group?: string): Source {
  const text = readFileSync(join(ROOT, 'docs', file), 'utf8');
  const title = /^# (.+)$/m.exec(text)?.[1];
  if (!title) throw new Error(`docs/${file} has no title: its first line must start with "# "`);
  const name = file === INDEX ? '' : `/${file.replace(/\.md$/, '')}`;
  return { file, path: `/docs${name}`, title, text, ...(group && { group }) };
}

/** The files that the index links to, each with the heading above its link. */
function listed(index: Source): Source[] {
  const found = new Map<string, Source>();
  let group: string | undefined;
  const tokens = markdown.parse(index.text, {});
  for (const [position, token] of tokens.entries()) {
    if (token.type === 'heading_open' && token.tag === 'h2') group = tokens[position + 1]?.content;
    for (const link of token.children ?? []) {
      const file = link.type === 'link_open' ? String(link.attrGet('href')) : '';
      if (file.endsWith('.md') && !file.startsWith('..') && !found.has(file)) found.set(file, source(file, group));
    }
  }
  return [...found.values()];
}

/** Reads the documentation: the index first, then the files in its order. */
export function readSources(): Source[] {
  const index = source(INDEX);
  const sources = [index, ...listed(index)];
  const known = new Set(sources.map(({ file }) => file));
  for (const name of readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })) {
    const file = name.replaceAll('\\', '/');
    if (file.endsWith('.md') && !known.has(file)) throw new Error(`docs/${INDEX} does not list ${file}`);
  }
  return sources;
}

/** Where a link in a file leads: a path from the root of the repository, and the fragment with its `#`. */
export function resolve(file: string, href: string): { target: string; fragment: string } {
  const [path = '', fragment] = decodeURI(href).split('#');
  const target = path ? posix.join('docs', dirname(file), path) : `docs/${file}`;
  return { target: target.replace(/\/$/, ''), fragment: fragment ? `#${fragment}` : '' };
}

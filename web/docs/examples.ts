import type { Source } from './tree';

/** A query of the documentation, as the playground opens it. */
export interface Example {
  /** Name of its operation, which is the title of its tab in the playground. */
  name: string;
  /** The paragraph before it, as plain text. */
  about: string;
  query: string;
}

/** A fenced block of GraphQL: its content is the first group. */
const QUERY = /^```graphql\n([\s\S]*?)^```$/gm;

/** "Sorting by a stat" becomes `SortingByAStat`. */
function operationName(title: string): string {
  const words = title.replace(/[^A-Za-z ]/g, '').split(' ');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** The last paragraph of a text that is not a table, without its marks. */
function lastParagraph(text: string): string {
  const paragraphs = text.trim().split(/\n\n/);
  const about = paragraphs.findLast((it) => !/^[|#]/.test(it)) ?? '';
  return about
    .replaceAll('\n', ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '');
}

/** The queries of a page in their order. A query without a name gets that of its section. */
export function examplesOf({ text }: Source): Example[] {
  return text.split(/^## /m).flatMap((section) => {
    const title = section.slice(0, section.indexOf('\n')).replace(/^# /, '');
    return [...section.matchAll(QUERY)].map(({ 1: block = '', index }) => {
      const name = /^(?:query|mutation|subscription) (\w+)/m.exec(block)?.[1] ?? operationName(title);
      const query = block.trimEnd().replace(/^\{/m, `query ${name} {`);
      const before = section.slice(section.indexOf('\n'), index).split('```').at(-1) ?? '';
      return { name, about: lastParagraph(before), query };
    });
  });
}

/** The examples by page. Two of one name would be two tabs that nobody could tell apart. */
export function examples(sources: Source[]): { title: string; queries: Example[] }[] {
  const pages = sources.map((source) => ({ title: source.title, queries: examplesOf(source) }));
  const seen = new Set<string>();
  for (const { name } of pages.flatMap(({ queries }) => queries)) {
    if (seen.has(name)) throw new Error(`two examples of docs/ are named ${name}: give one of them a name of its own`);
    seen.add(name);
  }
  return pages.filter(({ queries }) => queries.length > 0);
}

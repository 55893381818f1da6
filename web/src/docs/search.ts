import MiniSearch, { type SearchResult } from 'minisearch';

/** An entry of the index that `docs/plugin.ts` writes: a part of a page. */
interface Entry {
  id: number;
  address: string;
  page: string;
  heading: string;
  text: string;
}

type Found = SearchResult & Entry;

/** How many results are shown. */
const MOST = 12;
/** How much of the text around a match is shown, in characters. */
const AROUND = 70;

async function load(address: string): Promise<MiniSearch<Entry>> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const index = new MiniSearch<Entry>({
    fields: ['heading', 'page', 'text'],
    storeFields: ['address', 'page', 'heading', 'text'],
    searchOptions: { boost: { heading: 4, page: 2 }, combineWith: 'AND', fuzzy: 0.15, prefix: true },
  });
  index.addAll(await response.json());
  return index;
}

/** Text with the first match in view, and all matches marked. */
function excerpt({ text, terms }: Found): Node[] {
  const escaped = terms.map((it) => it.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const match = new RegExp(`(${escaped.join('|')})`, 'iu');
  const at = Math.max(text.search(match), 0);
  const from = at <= AROUND ? 0 : text.indexOf(' ', at - AROUND) + 1;
  const shown = text.slice(from, at + 2 * AROUND);
  const parts = shown.split(match).map((part, index) => {
    if (index % 2 === 0) return new Text(part);
    const mark = document.createElement('mark');
    mark.textContent = part;
    return mark;
  });
  return [new Text(from > 0 ? '… ' : ''), ...parts, new Text(from + shown.length < text.length ? ' …' : '')];
}

function item(found: Found, prefix: string): HTMLElement {
  const link = document.createElement('a');
  link.href = prefix + found.address;
  link.textContent = found.heading;
  const about = document.createElement('p');
  about.append(...(found.heading === found.page ? [] : [`${found.page}: `]), ...excerpt(found));
  const item = document.createElement('li');
  item.lang = 'en';
  item.append(link, about);
  return item;
}

/** Makes the search of a page work: the index is loaded when the field is first used. */
export function search(root: HTMLElement) {
  const { index: address = '', prefix = '', found = '', none = '', failed = '' } = root.dataset;
  const field = root.querySelector('input')!;
  const panel = root.querySelector<HTMLElement>('.docs-results')!;
  const status = panel.querySelector('p')!;
  const list = panel.querySelector('ul')!;

  let index: Promise<MiniSearch<Entry>> | undefined;
  const loaded = () =>
    (index ??= load(address).catch((error) => {
      index = undefined;
      throw error;
    }));

  const show = async () => {
    const words = field.value.trim();
    let results: Found[] = [];
    let text = '';
    try {
      results = words ? ((await loaded()).search(words) as Found[]) : [];
      text = results.length > 0 ? found.replace('{count}', String(results.length)) : none;
    } catch {
      text = failed;
    }
    // Another letter has been typed meanwhile.
    if (words !== field.value.trim()) return;
    panel.hidden = !words;
    status.textContent = words && text;
    list.replaceChildren(...results.slice(0, MOST).map((it) => item(it, prefix)));
  };
  const close = () => {
    panel.hidden = true;
  };

  field.addEventListener('focus', () => void loaded().catch(() => undefined), { once: true });
  field.addEventListener('input', () => void show());
  field.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') list.querySelector('a')?.click();
  });
  root.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    close();
    field.focus();
  });
  // A result may lead to a place on this very page.
  list.addEventListener('click', close);
  addEventListener('click', ({ target }) => {
    if (!root.contains(target as Node)) close();
  });
}

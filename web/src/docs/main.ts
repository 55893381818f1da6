import '../design/tokens.css';
import '../design/base.css';
import '../design/design.css';
import './docs.css';
import { choose, chosen, show, type Theme } from '../theme';
import { search } from './search';

// The pages can be read without this script: it adds the choice of colours, copying and the search.
const theme = document.querySelector<HTMLSelectElement>('.theme')!;
show(chosen());
theme.value = chosen();
theme.addEventListener('change', () => choose(theme.value as Theme));

const { copied = '' } = document.getElementById('main')!.dataset;
for (const button of document.querySelectorAll<HTMLButtonElement>('.copy-code')) {
  // Browsers give the clipboard to secure pages only.
  button.hidden = !navigator.clipboard;
  const code = button.closest('.code')!.querySelector('code')!;
  const text = button.textContent;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = copied;
  });
  button.addEventListener('blur', () => {
    button.textContent = text;
  });
}

search(document.querySelector<HTMLElement>('.docs-search')!);

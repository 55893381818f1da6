import { type ReactNode, useState } from 'react';
import { useText } from '../text/dictionary';
import { site } from '../text/site';

/** Shows the first items of a list, with a button for all of them. A short list has no button. */
export function useMore<Thing>(things: Thing[], first: number): [shown: Thing[], button: ReactNode] {
  const text = useText(site);
  const [all, setAll] = useState(false);
  if (things.length <= first) return [things, null];
  return [
    all ? things : things.slice(0, first),
    <button type="button" className="more" aria-expanded={all} onClick={() => setAll(!all)}>
      {all ? text.fewer : text.more(things.length)}
    </button>,
  ];
}

import { useState, type ReactNode } from 'react';
import { useText } from '../text/dictionary';
import { site } from '../text/site';

/** The first of many things, all of them once asked for, and the button that asks; a few things need no button. */
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

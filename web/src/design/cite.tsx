import { useRef, useState } from 'react';
import { useView } from '../client';
import { CiteDocument } from '../gql/graphql';
import { useLanguage } from '../language';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { STYLES, type Style, together, withPage } from './citation';
import { Dialog } from './dialog';
import { Empty, Show } from './states';

/** The subject of a citation: a figure by key, a source by slug, or this page by title. */
export type Citable = { stat: string } | { source: string } | { page: string };

interface Props {
  what: Citable;
  /** The name of the subject, for screen readers. */
  name: string;
  /** For one of many on a page. */
  small?: boolean;
}

/** A button that opens a citation. */
export function Cite({ what, name, small = false }: Props) {
  const text = useText(site).citation;
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={small ? 'cite-small' : undefined}
        aria-haspopup="dialog"
        aria-label={small ? `${text.cite}: ${name}` : undefined}
        onClick={() => setOpen(true)}
      >
        {text.cite}
      </button>
      {open && (
        <Dialog title={text.title} onClose={() => setOpen(false)}>
          <p className="soft small">{name}</p>
          <Citation what={what} />
        </Dialog>
      )}
    </>
  );
}

function Citation({ what }: { what: Citable }) {
  const text = useText(site).citation;
  const language = useLanguage();
  const [style, setStyle] = useState<Style>('plain');
  const view = useView(CiteDocument, {
    stat: 'stat' in what ? what.stat : '',
    ofStat: 'stat' in what,
    source: 'source' in what ? what.source : '',
    ofSource: 'source' in what,
    language,
  });
  return (
    <Show view={view}>
      {({ stat, source, dataset }) => {
        const cited = stat ?? source;
        if (!dataset) return <Empty />;
        const all = 'page' in what ? [withPage(dataset, what.page, location.href)] : cited ? [cited, dataset] : [];
        return (
          <>
            <fieldset className="choices">
              <legend className="unseen">{text.style}</legend>
              {STYLES.map((it) => (
                <label key={it}>
                  <input type="radio" name="style" value={it} checked={it === style} onChange={() => setStyle(it)} />
                  {text.styles[it]}
                </label>
              ))}
            </fieldset>
            <Copyable key={style} label={text.styles[style]} text={together(style, all)} />
            <p className="soft small">{'page' in what ? text.aboutPage : text.aboutBoth}</p>
          </>
        );
      }}
    </Show>
  );
}

/** Text with a button that copies it. */
function Copyable({ label, text }: { label: string; text: string }) {
  const { copy, copied } = useText(site).citation;
  const box = useRef<HTMLElement>(null);
  const [done, setDone] = useState(false);
  const onClick = async () => {
    getSelection()?.selectAllChildren(box.current!);
    // The clipboard needs https and a permission; without them the selection can still be copied.
    const written = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setDone(written || document.execCommand('copy'));
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long text scrolls, which takes the focus without a mouse. */}
      <section ref={box} className="copyable" tabIndex={0} aria-label={label}>
        <pre>{text}</pre>
      </section>
      <p className="copy">
        <button type="button" onClick={() => void onClick()}>
          {copy}
        </button>{' '}
        <span role="status">{done && copied}</span>
      </p>
    </>
  );
}

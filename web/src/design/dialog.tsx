import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useText } from '../text/dictionary';
import { site } from '../text/site';

/**
 * A modal dialog. The browser keeps the focus in it, closes it with Escape, and returns the focus to the button that
 * opened it.
 */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the browser closes a dialog with Escape by itself.
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onClose={onClose}
      // A click outside the content is on the backdrop.
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
    >
      <div>
        <header>
          <h2 id={id}>{title}</h2>
          <button type="button" onClick={() => dialog.current?.close()}>
            {useText(site).close}
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

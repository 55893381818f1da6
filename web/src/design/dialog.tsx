import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useText } from '../text/dictionary';
import { site } from '../text/site';

/**
 * A window above the page. The browser keeps the focus in it, closes it with Escape, and gives the focus back to what
 * opened it.
 */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onClose={onClose}
      // What is outside its content is the backdrop.
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

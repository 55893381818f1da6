import { useEffect, useEffectEvent, useId, useState } from 'react';

interface Props {
  label: string;
  value: string;
  onCommit: (value: string) => void;
  hint?: string;
  /** What it suggests. */
  options?: string[];
  type?: 'text' | 'search';
  inputMode?: 'text' | 'decimal';
}

/** How long typing must rest before it counts. */
const REST = 400;

/** A text that counts once typing rests, or at once with Enter and on leaving the field. */
export function TextField({ label, value, onCommit, hint, options = [], type = 'text', inputMode = 'text' }: Props) {
  const [draft, setDraft] = useState<string>();
  const id = useId();
  const list = `${id}-options`;
  const commit = useEffectEvent(() => {
    if (draft !== undefined && draft.trim() !== value) onCommit(draft.trim());
    setDraft(undefined);
  });
  useEffect(() => {
    if (draft === undefined) return;
    const timer = setTimeout(() => commit(), REST);
    return () => clearTimeout(timer);
  }, [draft]);
  const now = () => {
    if (draft !== undefined && draft.trim() !== value) onCommit(draft.trim());
    setDraft(undefined);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        inputMode={inputMode}
        value={draft ?? value}
        placeholder={hint}
        list={options.length > 0 ? list : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={now}
        onKeyDown={(event) => event.key === 'Enter' && now()}
      />
      {options.length > 0 && (
        <datalist id={list}>
          {options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
    </div>
  );
}

import { useEffect, useEffectEvent, useId, useState } from 'react';

interface Props {
  label: string;
  value: string;
  onCommit: (value: string) => void;
  hint?: string;
  /** Suggestions. */
  options?: string[];
  type?: 'text' | 'search';
  inputMode?: 'text' | 'decimal';
}

/** The pause in typing, in milliseconds, after which the text is committed. */
const REST = 400;

/**
 * A text field that commits after a pause in typing, and at once with Enter or when it loses the focus. When `value`
 * changes meanwhile, the text typed over the old value is dropped.
 */
export function TextField({ label, value, onCommit, hint, options = [], type = 'text', inputMode = 'text' }: Props) {
  const [edit, setEdit] = useState<{ text: string; over: string }>();
  const draft = edit?.over === value ? edit.text : undefined;
  const id = useId();
  const list = `${id}-options`;
  const commit = () => {
    if (draft !== undefined && draft.trim() !== value) onCommit(draft.trim());
    setEdit(undefined);
  };
  const rested = useEffectEvent(commit);
  useEffect(() => {
    if (draft === undefined) return;
    const timer = setTimeout(() => rested(), REST);
    return () => clearTimeout(timer);
  }, [draft]);
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
        onChange={(event) => setEdit({ text: event.target.value, over: value })}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
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

import { useId } from 'react';

interface Props {
  label: string;
  value: string;
  /** What nothing chosen is called; without it, something always is. */
  none?: string;
  options: { key: string; name: string }[];
  onChoose: (key: string | undefined) => void;
}

/** One of several. A value that is not among the options stays to be seen. */
export function Choice({ label, value, none, options, onChoose }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.target.value || undefined)}>
        {none !== undefined && <option value="">{none}</option>}
        {value && !options.some(({ key }) => key === value) && <option value={value}>{value}</option>}
        {options.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

import { useId } from 'react';

interface Props {
  label: string;
  value: string;
  /** The name of the empty option; without it, an option is always selected. */
  none?: string;
  options: { key: string; name: string }[];
  onSelect: (key: string | undefined) => void;
}

/** A drop-down list. A value that is not among the options is shown all the same. */
export function Select({ label, value, none, options, onSelect }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onSelect(event.target.value || undefined)}>
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

import { useId } from 'react';

export interface Stop {
  /** The value in the address; absent for the default. */
  key: string | undefined;
  label: string;
  detail?: string;
}

interface Props {
  label: string;
  stops: Stop[];
  at: number;
  onMove: (stop: Stop) => void;
}

/** A slider over points in time. */
export function Slider({ label, stops, at, onMove }: Props) {
  const id = useId();
  const stop = stops[at];
  return (
    <div className="slider">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={Math.max(stops.length - 1, 0)}
        step={1}
        value={at}
        disabled={stops.length < 2}
        aria-valuetext={stop && [stop.label, stop.detail].filter(Boolean).join(', ')}
        onChange={(event) => {
          const next = stops[event.target.valueAsNumber];
          if (next) onMove(next);
        }}
      />
      {stops.length < 5 && (
        <span className="stops" aria-hidden="true">
          {stops.map((it) => (
            <span key={it.label}>{it.label}</span>
          ))}
        </span>
      )}
      <output htmlFor={id}>
        <strong>{stop?.label}</strong> {stop?.detail}
      </output>
    </div>
  );
}

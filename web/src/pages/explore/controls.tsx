import { useState } from 'react';
import { Select } from '../../design/select';
import { TextField } from '../../design/text-field';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import { named, type Option, type Options, sourcesOf, unique } from './options';
import { SearchHits } from './search-hits';
import {
  changeTo,
  type ExploreState,
  FILTERS,
  KINDS,
  type Name,
  preferredOnlyOf,
  REGIONS,
  type Resource,
  resourceOf,
  type Update,
} from './state';

interface Props {
  state: ExploreState;
  update: Update;
  options: Options;
}

/** The list to show, and its filters. */
export function Controls({ state, update, options }: Props) {
  const text = useText(explore);
  const resource = resourceOf(state);
  const [open, setOpen] = useState(() => matchMedia('(min-width: 1100px)').matches);
  const count = FILTERS[resource].filter((name) => state[name]).length;
  const select = (name: Name, label: string, values: Option[], none: string = text.any) => (
    <Select
      label={label}
      value={state[name] ?? ''}
      none={none}
      options={values}
      onSelect={(key) => update({ [name]: key })}
    />
  );
  const typed = (
    name: Name,
    label: string,
    more: { hint?: string; options?: string[]; inputMode?: 'decimal'; type?: 'search' } = {},
  ) => (
    <TextField
      label={label}
      value={state[name] ?? ''}
      onCommit={(value) => update({ [name]: value }, { replace: true })}
      {...more}
    />
  );
  const range = (
    <fieldset className="pair">
      <legend>{text.inUnit}</legend>
      {typed('min', text.name.min, { inputMode: 'decimal' })}
      {typed('max', text.name.max, { inputMode: 'decimal' })}
    </fieldset>
  );
  const provinces = named(options.provinces?.nodes);
  const rounds = named(options.rounds?.nodes);
  const indicators = named(options.indicators?.nodes);
  return (
    <div className="controls">
      <fieldset className="segments">
        <legend className="unseen">{text.what}</legend>
        {(['clusters', 'stats'] as const).map((it: Resource) => (
          <label key={it}>
            <input type="radio" name="of" checked={resource === it} onChange={() => update(changeTo(it, state))} />
            <span>{text.of[it]}</span>
          </label>
        ))}
      </fieldset>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {text.filters}
          {count > 0 && ` (${count})`}
        </summary>
        <div className="fields" key={resource}>
          {resource === 'clusters' ? (
            <>
              {typed('q', text.name.q, { type: 'search' })}
              {select('province', text.name.province, provinces)}
              {select(
                'region',
                text.name.region,
                REGIONS.map((key) => ({ key, name: text.regions[key] })),
              )}
              {select('industry', text.name.industry, named(options.industries?.nodes))}
              {select('round', text.ofRound, rounds)}
              {select('indicator', text.name.indicator, indicators, text.noFigure)}
              {state.indicator && range}
            </>
          ) : (
            <>
              {typed('q', text.find, { type: 'search', hint: text.findHint })}
              {state.q && options.search && <SearchHits hits={options.search.nodes} state={state} update={update} />}
              {select('indicator', text.name.indicator, indicators)}
              {select(
                'kind',
                text.name.kind,
                KINDS.map((key) => ({ key, name: text.kind[key] })),
              )}
              {select('province', text.name.province, provinces)}
              {state.indicator &&
                typed('period', text.name.period, {
                  hint: '2024',
                  options: unique(options.periods?.nodes.map(({ period }) => period?.label) ?? []),
                })}
              <fieldset className="pair">
                <legend className="unseen">{text.name.period}</legend>
                {typed('from', text.name.from, { hint: text.year })}
                {typed('to', text.name.to, { hint: text.year })}
              </fieldset>
              {select('unit', text.name.unit, named(options.units?.nodes))}
              {range}
              {typed('scope', text.name.scope, {
                hint: text.exactly,
                options: unique(options.limits?.nodes.map(({ scope }) => scope) ?? []),
              })}
              {typed('product', text.name.product, {
                hint: text.exactly,
                options: unique(options.limits?.nodes.map(({ product }) => product) ?? []),
              })}
              {select('source', text.name.source, sourcesOf(options))}
              {select('round', text.name.round, rounds)}
              <label className="check">
                <input
                  type="checkbox"
                  checked={preferredOnlyOf(state)}
                  onChange={(event) => update({ preferredOnly: String(event.target.checked) })}
                />
                {text.name.preferredOnly}
              </label>
              <label className="check">
                <input
                  type="checkbox"
                  checked={state.disputed === 'true'}
                  onChange={(event) => update({ disputed: event.target.checked ? 'true' : undefined })}
                />
                {text.name.disputed}
              </label>
            </>
          )}
        </div>
      </details>
    </div>
  );
}

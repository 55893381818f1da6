import { useState } from 'react';
import { Bars } from '../../design/bars';
import { useMore } from '../../design/more';
import type { HomeQuery } from '../../gql/graphql';
import { useLanguage } from '../../language';
import { useText } from '../../text/dictionary';
import { home } from '../../text/home';
import { clusterAmounts, statAmounts } from './amounts';
import { Slider } from './slider';
import type { HomeState } from './state';
import { listStops, periodStops } from './stops';
import { TileMap } from './tile-map';

/** How many bars are shown at first. */
const FIRST_BARS = 15;

interface Props {
  data: HomeQuery;
  state: HomeState;
  setState: (state: HomeState) => void;
}

/** The provinces by an amount: as a map and as a ranking, with controls for indicator and time. */
export function ProvinceMap({ data, state, setState }: Props) {
  const text = useText(home);
  const language = useLanguage();
  const [marked, mark] = useState<string>();
  const { places, bars, note } = state.indicator
    ? statAmounts(data, state, language)
    : clusterAmounts(data, state, text);
  const [shownBars, moreBars] = useMore(bars, FIRST_BARS);
  const { stops, at } = state.indicator ? periodStops(data, state, text) : listStops(data, state, text);
  const selectors = data.indicators.nodes.filter(({ round }) => !round);
  const selected = selectors.find(
    ({ indicator, scope, product }) =>
      indicator.code === state.indicator && scope === (state.scope ?? null) && product === (state.product ?? null),
  );
  const name = selected?.indicator.name ?? text.clusters;
  return (
    <>
      <div className="choose">
        <label>
          {text.indicator}
          <select
            value={selected ? selectors.indexOf(selected) : ''}
            onChange={(event) => {
              const selector = selectors[Number(event.target.value)];
              if (event.target.value === '' || !selector) return setState({});
              const { indicator, scope, product } = selector;
              setState({ indicator: indicator.code, ...(scope && { scope }), ...(product && { product }) });
            }}
          >
            <option value="">{text.clusters}</option>
            <optgroup label={text.figures}>
              {selectors.map(({ indicator, scope, product }, index) => (
                <option key={[indicator.code, scope, product].join()} value={index}>
                  {selectors.filter((it) => it.indicator.code === indicator.code).length > 1
                    ? [indicator.name, scope, product].filter(Boolean).join(' · ')
                    : indicator.name}
                </option>
              ))}
            </optgroup>
          </select>
        </label>
        <Slider
          label={text.time}
          stops={stops}
          at={at}
          onMove={({ key }) => {
            const { round: _round, period: _period, ...rest } = state;
            setState(key === undefined ? rest : { ...rest, [state.indicator ? 'period' : 'round']: key });
          }}
        />
      </div>
      <div className="map-and-ranking">
        <section aria-label={text.map}>
          <TileMap label={`${text.map}: ${name}`} places={places} marked={marked} onMark={mark} />
        </section>
        <section aria-label={text.ranking}>
          <h2>{name}</h2>
          <Bars label={`${text.ranking}: ${name}`} bars={shownBars} marked={marked} onMark={mark} />
          {moreBars}
          <div className="note">{note}</div>
        </section>
      </div>
    </>
  );
}

import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import type { Options } from './options';
import { type ExploreState, FILTERS, type Name, resourceOf, type Update } from './state';

interface Props {
  state: ExploreState;
  update: Update;
  options: Options;
}

/** The filters in use, each with a button that removes it. */
export function ActiveFilters({ state, update, options }: Props) {
  const text = useText(explore);
  const names = FILTERS[resourceOf(state)].filter((name) => state[name]);
  if (names.length === 0) return null;
  const textOf = (name: Name): string => {
    const value = state[name]!;
    switch (name) {
      case 'kind':
        return text.kind[value as keyof typeof text.kind] ?? value;
      case 'region':
        return text.regions[value as keyof typeof text.regions] ?? value;
      case 'province':
        return options.provinces?.nodes.find(({ code }) => code === value)?.name ?? value;
      case 'indicator':
        return options.indicators?.nodes.find(({ code }) => code === value)?.name ?? value;
      case 'unit':
        return options.units?.nodes.find(({ code }) => code === value)?.name ?? value;
      case 'industry':
        return options.industries?.nodes.find(({ slug }) => slug === value)?.name ?? value;
      case 'round':
        return options.rounds?.nodes.find(({ slug }) => slug === value)?.name ?? value;
      case 'source':
        return options.source?.title ?? value;
      case 'disputed':
      case 'preferredOnly':
        return value === 'true' ? text.yes : text.no;
      default:
        return value;
    }
  };
  const label = (name: Name) =>
    name === 'q' && resourceOf(state) === 'stats' ? text.find : text.name[name as keyof typeof text.name];
  return (
    <ul className="active-filters" aria-label={text.chosen}>
      {names.map((name) => (
        <li key={name}>
          <button
            type="button"
            aria-label={text.remove(`${label(name)}: ${textOf(name)}`)}
            onClick={() => update({ [name]: undefined })}
          >
            <span className="soft">{label(name)}:</span> {textOf(name)} <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      {names.length > 1 && (
        <li>
          <button
            type="button"
            className="plain"
            onClick={() => update(Object.fromEntries(names.map((name) => [name, undefined])))}
          >
            {text.clear}
          </button>
        </li>
      )}
    </ul>
  );
}

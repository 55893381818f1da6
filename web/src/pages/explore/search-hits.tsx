import { Link } from 'wouter';
import { to } from '../../addresses';
import { Tag } from '../../design/tag';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import type { Options } from './options';
import type { Change, ExploreState, Update } from './state';

type Hits = NonNullable<Options['search']>['nodes'];

interface Props {
  hits: Hits;
  state: ExploreState;
  update: Update;
}

/** The subjects that a search by name found, each to filter by or to open. */
export function SearchHits({ hits, state, update }: Props) {
  const text = useText(explore);
  if (hits.length === 0) return <p className="soft small">{text.foundNothing}</p>;
  return (
    <ul className="found" aria-label={text.found}>
      {hits.map(({ item, kind, text: name }) => {
        const official = 'name' in item ? item.name : 'title' in item ? item.title : name;
        const change = filterFor(item);
        const page = pageFor(item);
        return (
          <li key={`${kind} ${official}`}>
            {change ? (
              <button type="button" className="plain" onClick={() => update({ ...change, q: undefined })}>
                {official}
              </button>
            ) : (
              page && <Link href={page}>{official}</Link>
            )}{' '}
            <Tag>{text.searchKind[kind]}</Tag>
            {name !== official && <span className="soft small"> {name}</span>}
          </li>
        );
      })}
    </ul>
  );

  function filterFor(item: Hits[number]['item']): Change | undefined {
    switch (item.__typename) {
      case 'Indicator':
        return { indicator: item.code };
      case 'Unit':
        return { unit: item.code };
      case 'Province':
        return { province: item.code };
      case 'Round':
        return { round: item.slug };
      case 'Source':
        return { source: item.slug };
      default:
        return undefined;
    }
  }

  function pageFor(item: Hits[number]['item']): string | undefined {
    switch (item.__typename) {
      case 'Cluster':
        return to.cluster(item.slug);
      case 'Industry':
        return to.explore({ ...state, of: 'clusters', q: undefined, industry: item.slug });
      default:
        return undefined;
    }
  }
}

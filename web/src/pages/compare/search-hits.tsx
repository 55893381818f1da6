import { keyOf } from '../../design/subject';
import type { CompareQuery, SubjectLinkFragment } from '../../gql/graphql';
import { compare } from '../../text/compare';
import { useText } from '../../text/dictionary';

interface Props {
  search: NonNullable<CompareQuery['search']>;
  /** The keys of the subjects that are compared already. */
  chosen: string[];
  onAdd: (key: string) => void;
}

/** The subjects that a search by name found, each with a button that adds it. */
export function SearchHits({ search, chosen, onAdd }: Props) {
  const text = useText(compare);
  // The request is for subjects alone.
  const hits = search.nodes.map(({ item, text: name }) => ({
    key: keyOf(item as SubjectLinkFragment),
    item: item as SubjectLinkFragment,
    name,
  }));
  const others = hits.filter(({ key }) => !chosen.includes(key));
  if (others.length === 0) return <p className="soft small">{text.foundNothing}</p>;
  return (
    <ul className="found" aria-label={text.found}>
      {others.map(({ key, item, name }) => (
        <li key={key}>
          <button type="button" className="plain" onClick={() => onAdd(key)}>
            + {item.name}
          </button>
          {name !== item.name && <span className="soft small"> {name}</span>}
        </li>
      ))}
    </ul>
  );
}

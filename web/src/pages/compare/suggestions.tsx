import { Section } from '../../design/page';
import { Empty } from '../../design/states';
import { keyOf } from '../../design/subject';
import type { CompareQuery } from '../../gql/graphql';
import { compare } from '../../text/compare';
import { useText } from '../../text/dictionary';
import type { Update } from './state';

interface Props {
  ranking: NonNullable<CompareQuery['ranking']>;
  update: Update;
}

/** The subjects with the largest figures, to start from. */
export function Suggestions({ ranking, update }: Props) {
  const text = useText(compare);
  const all = ranking.nodes.map(({ subject, stat }) => ({ key: keyOf(subject), subject, stat }));
  if (all.length === 0) return <Empty>{text.noChart}</Empty>;
  return (
    <Section title={text.suggested} about={text.suggestedAbout}>
      <ul className="found suggested">
        {all.map(({ key, subject, stat }) => (
          <li key={key}>
            <button type="button" className="plain" onClick={() => update({ subjects: [key] })}>
              + {subject.name}
            </button>{' '}
            <span className="soft number">{stat.formatted}</span>
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => update({ subjects: all.slice(0, 3).map(({ key }) => key) })}>
        {text.addThree}
      </button>
    </Section>
  );
}

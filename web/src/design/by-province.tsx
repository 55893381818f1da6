import { Link } from 'wouter';
import { to } from '../addresses';
import { useText } from '../text/dictionary';
import { subject } from '../text/subject';
import { Bars } from './bars';
import { useMore } from './more';
import { Section } from './page';

interface Props {
  groups: { count: number; province?: { code: string; name: string } | null }[];
  /** Where the clusters of a province are listed. */
  list: (province: string) => string;
}

/** How many bars stand there before all are asked for. */
const FIRST = 10;

/** Numbers of clusters by province, as bars. */
export function ByProvince({ groups, list }: Props) {
  const text = useText(subject);
  const bars = groups.flatMap(({ count, province }) =>
    province
      ? [
          {
            key: province.code,
            label: province.name,
            href: to.province(province.code),
            size: count,
            amount: <Link href={list(province.code)}>{count}</Link>,
          },
        ]
      : [],
  );
  const [shown, button] = useMore(bars, FIRST);
  if (bars.length < 2) return null;
  return (
    <Section title={text.byProvince} about={text.inEach}>
      <Bars label={text.byProvince} bars={shown} />
      {button}
    </Section>
  );
}

import { Link } from 'wouter';
import { to } from '../addresses';
import { useText } from '../text/dictionary';
import { subject } from '../text/subject';
import { Bars } from './bars';
import { useMore } from './more';
import { Section } from './page';

interface Props {
  groups: { count: number; province?: { code: string; name: string } | null }[];
  /** The address of the list of a province's clusters. */
  list: (province: string) => string;
}

/** How many bars are shown at first. */
const FIRST = 10;

/** The number of clusters in each province, as bars. */
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

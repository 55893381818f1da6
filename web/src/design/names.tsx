import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { OtherNameFragment } from '../gql/graphql';
import { useLanguage } from '../language';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { subject } from '../text/subject';
import { SourceLink } from './stat';
import { Table } from './table';
import { Tag } from './tag';

interface InBoth {
  nameEn: string;
  nameZh: string;
}

/** A name in the language of the page, and in the other language. */
export function useNames({ nameEn, nameZh }: InBoth): [name: string, otherName: string] {
  return useLanguage() === 'ZH' ? [nameZh, nameEn] : [nameEn, nameZh];
}

/** A name in both languages, one below the other. */
export function BothNames({ of, href }: { of: InBoth; href?: string }) {
  const [name, otherName] = useNames(of);
  const language = useLanguage();
  return (
    <>
      {href ? <Link href={href}>{name}</Link> : name}
      <div className="other small soft" lang={language === 'EN' ? 'zh-Hans' : 'en'}>
        {otherName}
      </div>
    </>
  );
}

/** Nicknames, abbreviations and other names. `of` is the subject, if they are the names of several. */
export function OtherNames({ names }: { names: { name: OtherNameFragment; of?: ReactNode }[] }) {
  const text = useText(subject);
  const { source } = useText(site);
  const several = names.some(({ of }) => of);
  return (
    <Table
      head={[text.name, text.kindOfName, ...(several ? [text.nameOf] : []), source]}
      rows={names.map(({ name: { kind, text: name, language, note, source }, of }) => ({
        key: `${kind} ${name} ${source.slug}`,
        cells: [
          <span lang={language}>{name}</span>,
          <>
            <Tag>{text.nameKind[kind]}</Tag>
            {note && <div className="soft small">{note}</div>}
          </>,
          ...(several ? [of] : []),
          <SourceLink source={source} />,
        ],
      }))}
    />
  );
}

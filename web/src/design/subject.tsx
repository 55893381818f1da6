import { Link } from 'wouter';
import { to } from '../addresses';
import type { SubjectLinkFragment } from '../gql/graphql';

/** The natural key of a subject: its code or slug. */
export const keyOf = (subject: SubjectLinkFragment): string => ('code' in subject ? subject.code : subject.slug);

/** The page of a subject; cities and countries have none. */
export function pageOf(subject: SubjectLinkFragment): string | undefined {
  switch (subject.__typename) {
    case 'Province':
      return to.province(subject.code);
    case 'Cluster':
      return to.cluster(subject.slug);
    case 'Industry':
      return to.industry(subject.slug);
    case 'Contest':
      return to.contest(subject.slug);
    case 'Round':
      return to.round(subject.slug);
    default:
      return undefined;
  }
}

/** The name of a subject, with a link to its page if it has one. */
export function SubjectLink({ subject }: { subject: SubjectLinkFragment }) {
  const page = pageOf(subject);
  return page ? <Link href={page}>{subject.name}</Link> : subject.name;
}

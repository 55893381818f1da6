import { type ReactNode, use } from 'react';
import { to } from '../addresses';
import { type View, ViewContext } from '../client';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { type Citable, Cite } from './cite';
import { type FrameProps, PageFrame } from './page-frame';

interface Props extends Omit<FrameProps, 'actions'> {
  /** The view of the page, if it is not inside a `Show`. */
  view?: View<unknown>;
  /** The subject of the citation, if not the page itself. */
  cite?: Citable;
}

/** A page with its heading, its citation and a link to its request in the playground. */
export function Page({ cite, view: own, ...frame }: Props) {
  const { asGraphql } = useText(site);
  const around = use(ViewContext);
  const view = own ?? around;
  const { title } = frame;
  const actions = view && (
    <>
      <Cite what={cite ?? { page: title }} name={title} />
      <a href={to.playground(view.query, view.variables)}>{asGraphql}</a>
    </>
  );
  return <PageFrame {...frame} actions={actions} />;
}

/** A part of a page with its own heading. */
export function Section({ title, about, children }: { title: string; about?: ReactNode; children: ReactNode }) {
  return (
    <section className="section" aria-label={title}>
      <h2>{title}</h2>
      {about && <p className="about">{about}</p>}
      {children}
    </section>
  );
}

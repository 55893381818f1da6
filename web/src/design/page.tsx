import { use, useEffect, type ReactNode } from 'react';
import { ViewContext, type View } from '../client';
import { useLanguage } from '../language';
import { playgroundLink } from '../playground-link';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { Cite, type Citable } from './cite';

interface Props {
  /** What the page is about: its heading and, with the name of the site, its title in the browser. */
  title: string;
  /** The kind of thing, above the heading. */
  eyebrow?: ReactNode;
  /** The name in the other language, below the heading. */
  otherName?: string;
  lead?: ReactNode;
  /** What it shows, if it does not stand in a `Show`. */
  view?: View<unknown>;
  /** What is cited here, if not the page itself. */
  cite?: Citable;
  /** Buttons beside those that every page with a view has: its citation, and its request. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page with its heading. */
export function Page({ title, eyebrow, otherName, lead, cite, actions, view: own, children }: Props) {
  const { name, tagline, asGraphql } = useText(site);
  const around = use(ViewContext);
  const view = own ?? around;
  const language = useLanguage();
  useEffect(
    () => void (document.title = title === name ? `${name} – ${tagline}` : `${title} – ${name}`),
    [title, name, tagline],
  );
  return (
    <article className="page">
      <header>
        {eyebrow && <p className="eyebrow">{eyebrow}</p>}
        <h1>{title}</h1>
        {otherName && (
          <p className="other-name" lang={language === 'EN' ? 'zh-Hans' : 'en'}>
            {otherName}
          </p>
        )}
        {lead && <p className="lead">{lead}</p>}
        {(view || actions) && (
          <div className="actions">
            {actions}
            {view && <Cite what={cite ?? { page: title }} name={title} />}
            {view && <a href={playgroundLink(view.query, view.variables)}>{asGraphql}</a>}
          </div>
        )}
      </header>
      {children}
    </article>
  );
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

import { useEffect, type ReactNode } from 'react';
import { useLanguage } from '../language';
import { useText } from '../text/dictionary';
import { site } from '../text/site';

interface Props {
  /** What the page is about: its heading and, with the name of the site, its title in the browser. */
  title: string;
  /** The kind of thing, above the heading. */
  eyebrow?: ReactNode;
  /** The name in the other language, below the heading. */
  otherName?: string;
  lead?: ReactNode;
  /** Buttons, such as `Cite`. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page with its heading. */
export function Page({ title, eyebrow, otherName, lead, actions, children }: Props) {
  const { name, tagline } = useText(site);
  const language = useLanguage();
  useEffect(() => void (document.title = title === name ? `${name} – ${tagline}` : `${title} – ${name}`), [title, name, tagline]);
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
        {actions && <div className="actions">{actions}</div>}
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

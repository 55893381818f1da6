import { type ReactNode, useEffect } from 'react';
import { useLanguage } from '../language';
import { useText } from '../text/dictionary';
import { site } from '../text/site';

export interface FrameProps {
  /** The subject of the page: its heading and, with the name of the site, its title in the browser. */
  title: string;
  /** The kind of subject, above the heading. */
  eyebrow?: ReactNode;
  /** The name in the other language, below the heading. */
  otherName?: string;
  lead?: ReactNode;
  /** Links and buttons below the heading. */
  actions?: ReactNode;
  children: ReactNode;
}

/** The heading of a page, and the page below it. */
export function PageFrame({ title, eyebrow, otherName, lead, actions, children }: FrameProps) {
  const { name, tagline } = useText(site);
  const language = useLanguage();
  useEffect(() => {
    document.title = title === name ? `${name} – ${tagline}` : `${title} – ${name}`;
  }, [title, name, tagline]);
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

import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { Link } from 'wouter';
import { to } from '../addresses';
import { type View, ViewContext } from '../client';
import { useText } from '../text/dictionary';
import { site } from '../text/site';
import { PageFrame } from './page-frame';

export function Loading() {
  return (
    <p className="state loading" role="status">
      {useText(site).loading}
    </p>
  );
}

export function Empty({ children }: { children?: ReactNode }) {
  const text = useText(site);
  return <p className="soft">{children ?? text.empty}</p>;
}

export function Failed({ retry, cause }: { retry: () => void; cause?: string }) {
  const text = useText(site);
  return (
    <div className="state" role="alert">
      <h1>{text.failed.title}</h1>
      <p>{text.failed.text}</p>
      {cause && <p className="soft small">{cause}</p>}
      <button type="button" onClick={retry}>
        {text.retry}
      </button>
    </div>
  );
}

/** Retries as soon as there is a connection. */
export function Offline({ retry }: { retry: () => void }) {
  const text = useText(site);
  const again = useEffectEvent(retry);
  useEffect(() => {
    const listener = () => again();
    addEventListener('online', listener);
    return () => removeEventListener('online', listener);
  }, []);
  return (
    <div className="state" role="alert">
      <h1>{text.offline.title}</h1>
      <p>{text.offline.text}</p>
      <button type="button" onClick={retry}>
        {text.retry}
      </button>
    </div>
  );
}

/** The page of an address that names nothing. */
export function Missing() {
  const text = useText(site).missing;
  return (
    <PageFrame title={text.title} lead={text.text}>
      <Link href={to.home()}>{text.home}</Link>
    </PageFrame>
  );
}

interface ShowProps<Data> {
  view: View<Data>;
  /** Whether the address names one subject: a key that the API refuses is then a missing page. */
  named?: boolean;
  children: (data: Data) => ReactNode;
}

/** Shows the data of a view, or its state: loading, failed, offline or missing. */
export function Show<Data>({ view, named = false, children }: ShowProps<Data>) {
  const text = useText(site);
  const { data, error, retry } = view;
  if (data) {
    return (
      <>
        {error && (
          <p className="notice" role="alert">
            {text.partial} {error.graphQLErrors.map(({ message }) => message).join(' ')}
          </p>
        )}
        <ViewContext value={view}>{children(data)}</ViewContext>
      </>
    );
  }
  if (!error) return <Loading />;
  if (error.networkError && !navigator.onLine) return <Offline retry={retry} />;
  const refused = error.graphQLErrors.some(({ extensions }) => extensions.code === 'BAD_USER_INPUT');
  if (named && refused) return <Missing />;
  return <Failed retry={retry} cause={error.message} />;
}

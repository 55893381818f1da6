import { pick, ToolbarButton, useGraphiQL } from '@graphiql/react';
import { useState } from 'react';
import { to } from '../addresses';

/** The variables of the link; none while the JSON in the editor is incomplete. */
function variablesOf(text: string): object {
  try {
    const variables: unknown = JSON.parse(text || '{}');
    return typeof variables === 'object' && variables !== null ? variables : {};
  } catch {
    return {};
  }
}

/** Copies a link to the open tab, and shows it in the address bar. Whoever opens the link gets a tab of their own. */
export function CopyLink() {
  const { queryEditor, variableEditor } = useGraphiQL(pick('queryEditor', 'variableEditor'));
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const link = to.playground(queryEditor?.getValue() ?? '', variablesOf(variableEditor?.getValue() ?? ''));
    history.replaceState(null, '', link);
    // Browsers reserve the clipboard for secure pages; the address bar has the link in any case.
    await navigator.clipboard?.writeText(location.href).catch(() => undefined);
    setCopied(true);
  };
  return (
    <ToolbarButton
      label={copied ? 'Copy link (it is in the address bar, too)' : 'Copy link'}
      onClick={() => void copy()}
    >
      <svg
        className="graphiql-toolbar-icon"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        aria-hidden="true"
      >
        <path d="M10 14a4 4 0 0 0 5.7 0l3.5-3.5a4 4 0 0 0-5.7-5.7L12.3 6M14 10a4 4 0 0 0-5.7 0l-3.5 3.5a4 4 0 0 0 5.7 5.7l1.2-1.2" />
      </svg>
    </ToolbarButton>
  );
}

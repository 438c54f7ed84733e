'use client';

import { CodeBlock } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';

/** Longer ones are easier to read as JSON that scrolls. */
const maxEntries = 12;

/** What would go on: arguments by name, a text as text, anything else as JSON. */
export function SubjectView({ value, label }: { value: unknown; label: string }) {
  const say = useWords('approvals');
  if (typeof value === 'string') return <CodeBlock code={value} label={label} />;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return <CodeBlock code={JSON.stringify(value, null, 2) ?? 'null'} label={label} />;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return <p className="text-muted text-sm">{say('noArguments')}</p>;
  if (entries.length > maxEntries) return <CodeBlock code={JSON.stringify(value, null, 2)} label={label} />;
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-[minmax(0,max-content)_minmax(0,1fr)] gap-x-4 gap-y-1.5 rounded-md border bg-sunken p-3 text-xs"
    >
      {entries.map(([name, entry]) => (
        <div key={name} className="contents">
          <dt className="max-w-40 truncate font-mono text-muted" title={name}>
            {name}
          </dt>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <dd tabIndex={0} className="max-h-60 overflow-y-auto whitespace-pre-wrap break-words font-mono">
            {typeof entry === 'string' ? entry : JSON.stringify(entry, null, 2)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

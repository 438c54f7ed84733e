'use client';

import { CodeBlock } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';

/** What a person said: their words, or the whole input of a run that takes more than words. */
export function Said({ content }: { content: unknown }) {
  const say = useWords('threads');
  if (typeof content !== 'string') {
    return (
      <div className="ms-8 max-w-full self-end">
        <CodeBlock label={say('input')} code={JSON.stringify(content, null, 2) ?? ''} />
      </div>
    );
  }
  return (
    <p className="ms-8 max-w-[85%] self-end whitespace-pre-wrap rounded-md bg-accent-soft px-3 py-2 text-sm [overflow-wrap:anywhere]">
      {content}
    </p>
  );
}

'use client';

import { CodeBlock, Skeleton } from '@agent-factory/ui';
import dynamic from 'next/dynamic';
import { useWords } from '../words/words-context.ts';

const Markdown = dynamic(() => import('./markdown.tsx').then((module) => module.Markdown), {
  loading: () => <Skeleton className="h-16 w-full" />,
});

/** What an agent produced: text as Markdown, anything else as JSON. */
export function Answer({ output }: { output: unknown }) {
  const say = useWords('parts');
  if (typeof output === 'string') return <Markdown text={output} />;
  return <CodeBlock code={JSON.stringify(output, null, 2) ?? ''} label={say('output')} />;
}

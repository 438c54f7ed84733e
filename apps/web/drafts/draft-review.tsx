'use client';

import { diffSpecs, parseSpec } from '@agent-factory/spec';
import { CopyButton, formatMoney, Skeleton } from '@agent-factory/ui';
import { TriangleAlert } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { ChangeList } from '../editor/change-list.tsx';
import type { SpecDraft } from '../trpc/outputs.ts';
import { AddedText } from './added-text.tsx';

const TextDiff = dynamic(() => import('../editor/text-diff.tsx').then((module) => module.TextDiff), {
  loading: () => <Skeleton className="h-80 w-full rounded-md" />,
});

/**
 * A draft before anything is done with it: who wrote it and at what price, what it changes by risk, what is wrong with it, and
 * the text against what stands there.
 */
export function DraftReview({ before, draft }: { before: string; draft: SpecDraft }) {
  const changes = useMemo(() => {
    const [old, next] = [parseSpec(before).document, parseSpec(draft.spec).document];
    return old && next && before !== '' ? diffSpecs(old, next) : null;
  }, [before, draft.spec]);
  const problems = draft.diagnostics.filter(({ severity }) => severity === 'error');
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted text-sm">{sayOrigin(draft)}</p>
      {draft.notes.length === 0 ? null : (
        <ul className="flex list-disc flex-col gap-1 ps-5 text-sm">
          {draft.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {problems.length === 0 ? null : (
        <div role="alert" className="rounded-md border border-warning p-3 text-sm">
          <p className="flex items-center gap-1.5 font-medium">
            <TriangleAlert aria-hidden="true" className="size-4 text-warning" />
            {problems.length === 1 ? 'A problem is left' : `${problems.length} problems are left`}. Mend it in
            the editor; it cannot be saved before.
          </p>
          <ul className="mt-1.5 flex flex-col gap-1 text-muted">
            {problems.slice(0, 5).map(({ range, message, code, path }) => (
              <li key={`${code}:${path.join('.')}`}>
                Line {range.start.line}: {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      <CopyButton value={draft.spec} label="Copy the draft" labelled size="sm" className="self-start" />
      {changes === null ? null : <ChangeList changes={changes} same={before === draft.spec} />}
      {before === '' ? (
        <AddedText text={draft.spec} />
      ) : (
        <TextDiff before={before} after={draft.spec} sideBySide={false} className="h-80" />
      )}
    </div>
  );
}

/** Who wrote it, what it cost, in a sentence or two. */
function sayOrigin({ written_by: by, model, cost, tokens, repairs }: SpecDraft): string {
  if (by === 'rules' && tokens.output === 0)
    return 'Written by fixed rules. No model was asked, and it cost nothing.';
  const price = cost === null ? 'at an unknown price' : `for ${formatMoney(cost)}`;
  const read = `${tokens.input.toLocaleString('en-US')} tokens read, ${tokens.output.toLocaleString('en-US')} written`;
  const mended = repairs === 0 ? '' : repairs === 1 ? ', mended once' : `, mended ${repairs} times`;
  return by === 'rules'
    ? `Written by fixed rules, since ${model ?? 'the model'} gave no spec ${price} (${read}).`
    : `Written by ${model ?? 'a model'} ${price} (${read}${mended}). Read it before you use it.`;
}

'use client';

import { isFinalRunStatus, type RunId } from '@agent-factory/contracts';
import {
  Button,
  Skeleton,
  StatusChip,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeaderCell,
  TableRow,
} from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Diff } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMedia } from '../frame/use-media.ts';
import { useStory } from '../runs/use-story.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Run } from '../trpc/outputs.ts';
import { answerText, figuresOf, verdictsOf, verdictWords } from './compare-runs.ts';

const TextDiff = dynamic(() => import('../editor/text-diff.tsx').then((module) => module.TextDiff), {
  loading: () => <Skeleton className="h-64 rounded-md" />,
});

export interface ComparisonProps {
  left: RunId;
  right: RunId;
  /** Of the columns: "A, v3". */
  names: Readonly<Record<'left' | 'right', string>>;
}

/** Two runs of one input against each other, once both have ended. */
export function Comparison({ left, right, names }: ComparisonProps) {
  const trpc = useTRPC();
  const [a, b] = [
    useQuery(trpc.runs.get.queryOptions({ run_id: left })).data,
    useQuery(trpc.runs.get.queryOptions({ run_id: right })).data,
  ];
  if (a === undefined || b === undefined || !isFinalRunStatus(a.status) || !isFinalRunStatus(b.status)) {
    return null;
  }
  return <Compared left={a} right={b} names={names} />;
}

function Compared({ left, right, names }: { left: Run; right: Run; names: ComparisonProps['names'] }) {
  const [differs, setDiffers] = useState(false);
  const wide = useMedia('(min-width: 64rem)');
  const texts = [answerText(left), answerText(right)] as const;
  const same = texts[0] === texts[1];
  return (
    <section aria-label="Comparison" className="flex flex-col gap-3 rounded-md border bg-surface p-3">
      <Table scrollLabel="Figures of both">
        <TableHead>
          <TableRow>
            <TableHeaderCell>
              <span className="sr-only">Figure</span>
            </TableHeaderCell>
            <TableHeaderCell>{names.left}</TableHeaderCell>
            <TableHeaderCell>{names.right}</TableHeaderCell>
            <TableHeaderCell>B against A</TableHeaderCell>
          </TableRow>
        </TableHead>
        <TableBody>
          <TableRow>
            <TableCell className="text-muted">Result</TableCell>
            <TableCell>
              <StatusChip status={left.status} />
            </TableCell>
            <TableCell>
              <StatusChip status={right.status} />
            </TableCell>
            <TableCell className="text-muted">
              {left.status === right.status ? 'the same' : 'differs'}
            </TableCell>
          </TableRow>
          {figuresOf(left, right).map((figure) => (
            <TableRow key={figure.name}>
              <TableCell className="text-muted">{figure.name}</TableCell>
              <TableCell className="whitespace-nowrap tabular-nums">{figure.left}</TableCell>
              <TableCell className="whitespace-nowrap tabular-nums">{figure.right}</TableCell>
              <TableCell className="whitespace-nowrap text-muted tabular-nums">{figure.change}</TableCell>
            </TableRow>
          ))}
          <TableRow>
            <TableCell className="text-muted">Model</TableCell>
            <TableCell className="font-mono text-xs">{left.model ?? 'none'}</TableCell>
            <TableCell className="font-mono text-xs">{right.model ?? 'none'}</TableCell>
            <TableCell className="text-muted">
              {left.model === right.model ? 'the same' : 'differs'}
            </TableCell>
          </TableRow>
          <VerdictRow left={left.run_id} right={right.run_id} />
        </TableBody>
      </Table>
      {same ? (
        <p className="text-muted text-sm">Both answered the same, letter by letter.</p>
      ) : (
        <>
          <Button
            size="sm"
            className="self-start"
            aria-expanded={differs}
            onClick={() => setDiffers((before) => !before)}
          >
            <Diff aria-hidden="true" />
            {differs ? 'Hide the text diff' : 'Show the text diff'}
          </Button>
          {differs ? (
            <TextDiff before={texts[0]} after={texts[1]} sideBySide={wide} className="h-64" />
          ) : null}
        </>
      )}
    </section>
  );
}

/** What the rules said on either side; their events are read once both runs have ended. */
function VerdictRow({ left, right }: { left: RunId; right: RunId }) {
  const a = useStory({ runId: left, live: false });
  const b = useStory({ runId: right, live: false });
  const [of, against] = [verdictWords(verdictsOf(a.story.steps)), verdictWords(verdictsOf(b.story.steps))];
  const known = a.state === 'complete' && b.state === 'complete';
  return (
    <TableRow>
      <TableCell className="text-muted">Rules</TableCell>
      <TableCell>{a.state === 'complete' ? of : <Unread state={a.state} />}</TableCell>
      <TableCell>{b.state === 'complete' ? against : <Unread state={b.state} />}</TableCell>
      <TableCell className="text-muted">{known ? (of === against ? 'the same' : 'differs') : '–'}</TableCell>
    </TableRow>
  );
}

function Unread({ state }: { state: string }) {
  return state === 'failed' ? <>Could not be read</> : <Skeleton className="h-4 w-24" />;
}

'use client';

import { Button, useFigures } from '@agent-factory/ui';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useWords } from '../words/words-context.ts';
import { rowsOf, type StoryNode } from './story-tree.ts';
import { TimelineRow } from './timeline-row.tsx';

/** Rows that are shown at first, and more of them at each asking: the newest, which is where a run is at. */
const pageRows = 300;

export interface RunTimelineProps {
  tree: readonly StoryNode[];
  /** The run's. */
  input: unknown;
  selected: number | null;
  /** The step that the address names, if it names one. */
  chosen: number;
  onSelect: (key: number) => void;
  /** The selected step's detail, where it unfolds inside the list (small screens). */
  inlineDetail: ReactNode;
}

/** A run's steps in order, each member's under its visit. One is selected; j and k move among them. */
export function RunTimeline({ tree, input, selected, chosen, onSelect, inlineDetail }: RunTimelineProps) {
  const say = useWords('run');
  const { number } = useFigures();
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const [shown, setShown] = useState(pageRows);
  const rows = useMemo(() => rowsOf(tree, folded), [tree, folded]);
  const fold = useCallback((key: number) => {
    setFolded((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  }, []);

  const at = rows.findIndex(({ step }) => step.key === chosen);
  const first = Math.max(0, Math.min(rows.length - shown, at === -1 ? rows.length : at));
  return (
    <>
      {first > 0 ? (
        <Button
          size="sm"
          variant="ghost"
          className="mb-1 ms-3"
          onClick={() => setShown(rows.length - first + pageRows)}
        >
          {say('earlier', { more: number(Math.min(first, pageRows)), all: number(first) })}
        </Button>
      ) : null}
      <ol className="flex flex-col">
        {rows.slice(first).map((row, index) => {
          const current = row.step.key === selected;
          return (
            <TimelineRow
              key={row.step.key}
              step={row.step}
              depth={row.depth}
              cost={row.group === null ? null : row.group.took.costNanoUsd}
              open={row.group === null ? null : !folded.has(row.step.key)}
              input={input}
              last={first + index === rows.length - 1}
              current={current}
              detail={current ? inlineDetail : null}
              onSelect={onSelect}
              onFold={fold}
            />
          );
        })}
      </ol>
    </>
  );
}

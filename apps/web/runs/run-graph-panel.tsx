'use client';

import { Panel, PanelHeader } from '@agent-factory/ui';
import { useMemo } from 'react';
import { useWords } from '../words/words-context.ts';
import { GraphDrawing } from './graph/graph-drawing.tsx';
import { runGraph } from './graph/run-graph.ts';
import type { TeamShape } from './graph/team-shape.ts';
import type { Story } from './story.ts';

export interface RunGraphPanelProps {
  team: TeamShape | null;
  story: Story;
  /** A step's key, and how to go to another. */
  selected: number | null;
  onSelect: (step: number) => void;
}

/** Who works in a run, who is at it now, and which ways the work took; nothing for an agent that works alone. */
export function RunGraphPanel({ team, story, selected, onSelect }: RunGraphPanelProps) {
  const say = useWords('run');
  const graph = useMemo(() => runGraph(team, story), [team, story]);
  if (graph === null) return null;
  const members = graph.nodes.filter(({ kind }) => kind === 'member');
  const atWork = members.filter(({ state }) => state === 'started').map(({ label }) => label);
  const visited = members.filter(({ visits }) => visits > 0).length;
  return (
    <Panel aria-label={say('members')} className="mb-5">
      <PanelHeader
        title={say('members')}
        description={
          atWork.length > 0
            ? say('atWorkNamed', { names: atWork.join(', ') })
            : say('tookPart', { visited, all: members.length })
        }
      />
      <GraphDrawing graph={graph} ran selected={selected} onSelect={onSelect} />
    </Panel>
  );
}

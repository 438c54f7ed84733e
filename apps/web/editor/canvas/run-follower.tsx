'use client';

import type { RunId } from '@agent-factory/contracts';
import { useEffect, useMemo } from 'react';
import { type TeamShape, teamShape } from '../../runs/graph/team-shape.ts';
import { useStory } from '../../runs/use-story.ts';
import { useEditor } from '../editor-context.ts';
import { useCanvas, useCanvasStore } from './canvas-context.ts';
import { runWords, titleOf } from './node-words.ts';
import { runOverlay } from './run-overlay.ts';

export interface RunFollowerProps {
  runId: RunId;
  /** Whether it was still going when it was chosen; fixed while this stands. */
  live: boolean;
  onFinished: () => void;
}

/** Lays one run over the canvas and says what changes as it goes on. Draws nothing itself; stands once a run. */
export function RunFollower({ runId, live, onFinished }: RunFollowerProps) {
  const store = useCanvasStore();
  const graph = useCanvas((state) => state.graph);
  const spec = useEditor((state) => state.document);
  const { story } = useStory({ runId, live, onFinished });
  const team = useMemo((): TeamShape | null => (spec?.kind === 'Team' ? teamShape(spec) : null), [spec]);
  const overlay = useMemo(() => runOverlay(graph, team, story), [graph, team, story]);

  useEffect(() => {
    const before = store.getState().overlay;
    // A node whose part has not changed keeps its object, so that it is not drawn again.
    const nodes = new Map(
      [...overlay.nodes].map(([id, run]) => {
        const old = before?.nodes.get(id);
        return [id, old !== undefined && JSON.stringify(old) === JSON.stringify(run) ? old : run];
      }),
    );
    store.setState({ overlay: { ...overlay, nodes } });
    if (!live || before === null) return;
    const news = graph.nodes.flatMap((node) => {
      const run = nodes.get(node.id);
      return run && run.state !== 'passed' && before.nodes.get(node.id)?.state !== run.state
        ? [`${titleOf(node)}: ${runWords(run)}`]
        : [];
    });
    if (news.length > 0) store.getState().say(news.slice(0, 3).join('. '));
  }, [overlay, graph, live, store]);
  useEffect(() => () => store.setState({ overlay: null }), [store]);
  return null;
}

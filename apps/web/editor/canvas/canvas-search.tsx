'use client';

import { useCanvas, useCanvasStore } from './canvas-context.ts';
import { Choice, ChoiceGroup, FloatingChoice } from './floating-choice.tsx';
import { iconOf } from './node-icons.ts';
import { edgeLabel, kindOf, spokenEdge, titleOf } from './node-words.ts';
import { useGoTo } from './use-go-to.ts';

/** Every node and every way that has words on it, by name; choosing one goes there. */
export function CanvasSearch() {
  const store = useCanvasStore();
  const graph = useCanvas((state) => state.graph);
  const goTo = useGoTo();
  function choose(id: string): void {
    store.setState({ overlayer: null });
    goTo(id);
  }
  const said = graph.edges.filter((edge) => edgeLabel(edge) !== null);
  return (
    <FloatingChoice
      title="Search the canvas"
      placeholder="Search nodes and conditions"
      nothing="Nothing by that name."
    >
      <ChoiceGroup heading="Nodes">
        {graph.nodes.map((node) => {
          const Icon = iconOf(node);
          return (
            <Choice
              key={node.id}
              value={`${titleOf(node)} ${node.agent ?? ''} ${node.tools.join(' ')} ${node.id}`}
              onSelect={() => choose(node.id)}
            >
              {Icon ? <Icon aria-hidden="true" className="size-4 shrink-0 text-muted" /> : null}
              <span className="min-w-0 truncate">{titleOf(node)}</span>
              <span className="ms-auto shrink-0 text-muted text-xs">{kindOf(node)}</span>
            </Choice>
          );
        })}
      </ChoiceGroup>
      {said.length > 0 ? (
        <ChoiceGroup heading="Conditions">
          {said.map((edge) => (
            <Choice
              key={edge.id}
              value={`${spokenEdge(edge, graph)} ${edge.id}`}
              onSelect={() => choose(edge.id)}
            >
              <span className="min-w-0 truncate">{spokenEdge(edge, graph)}</span>
            </Choice>
          ))}
        </ChoiceGroup>
      ) : null}
    </FloatingChoice>
  );
}

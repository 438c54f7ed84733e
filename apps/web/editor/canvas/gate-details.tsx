'use client';

import type { SpecOperation } from '@agent-factory/spec';
import { Button } from '@agent-factory/ui';
import { useCanvas } from './canvas-context.ts';
import type { CanvasNode } from './canvas-graph.ts';
import { useCanvasActs } from './use-canvas-acts.ts';

const otherwiseWords: Readonly<Record<string, string>> = {
  block: 'Else the run stops.',
  retry: 'Else the model tries again.',
  redact: 'Else it is cut out.',
  escalate: 'Else a person decides.',
  warn: 'Else it is noted.',
};

/** The rules that bind at a boundary. */
export function GateDetails({ node }: { node: CanvasNode }) {
  const acts = useCanvasActs();
  const graph = useCanvas((state) => state.graph);
  const mayEdit = useCanvas((state) => state.mayEdit);
  function remove(id: string, path: readonly (string | number)[]): void {
    const others = graph.nodes.filter(
      (each) => each.kind === 'gate' && each.id !== node.id && each.rules.some((rule) => rule.id === id),
    );
    // A rule that binds elsewhere too goes on doing so.
    const operation: SpecOperation =
      others.length === 0
        ? { type: 'removeInvariant', id }
        : { type: 'set', path: [...path, 'at'], value: others.map(({ label }) => label) };
    acts.change([operation], others.length === 0 ? `Removed the rule ${id}.` : `${id} no longer binds here.`);
  }
  return (
    <ul className="flex flex-col gap-3">
      {node.rules.map(({ id, says, otherwise, path }) => (
        <li key={id} className="rounded-md border p-3">
          <p className="text-sm">{says || id}</p>
          <p className="mt-0.5 text-muted text-xs">
            <span className="font-mono">{id}</span> · {otherwiseWords[otherwise] ?? otherwise}
          </p>
          <div className="mt-2 flex gap-1">
            <Button size="sm" onClick={() => acts.showInText(path)}>
              Show in the text
            </Button>
            {mayEdit ? (
              <Button size="sm" variant="ghost" onClick={() => remove(id, path)}>
                Remove here
              </Button>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

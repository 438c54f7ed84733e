'use client';

import { CelError, compileEdgeCel } from '@agent-factory/spec';
import { Button, Field, Input, Textarea } from '@agent-factory/ui';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useCanvas } from './canvas-context.ts';
import type { CanvasEdge } from './canvas-graph.ts';
import { useCanvasActs } from './use-canvas-acts.ts';

/** A way between two nodes: when it is taken and how often. */
export function EdgeDetails({ edge }: { edge: CanvasEdge }) {
  const acts = useCanvasActs();
  const mayEdit = useCanvas((state) => state.mayEdit);
  const isOwn = edge.path?.[0] === 'edges';
  const isRoute = edge.kind === 'routes' || (edge.kind === 'fallback' && edge.path !== null);
  return (
    <>
      {isOwn && edge.path ? <Condition edge={edge} path={edge.path} /> : null}
      {isOwn ? null : (
        <p className="text-muted text-sm">
          {isRoute
            ? 'The router takes this way for requests with these words, or when its model chooses it. Open the member to change its words.'
            : 'This way follows from the pattern of the team, or from a tool or a rule.'}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {edge.path ? (
          <Button size="sm" onClick={() => edge.path && acts.showInText(edge.path)}>
            Show in the text
          </Button>
        ) : null}
        {isOwn && mayEdit ? (
          <Button size="sm" onClick={() => acts.remove(new Set([edge.id]))}>
            <Trash2 aria-hidden="true" /> Disconnect
          </Button>
        ) : null}
      </div>
    </>
  );
}

function Condition({ edge, path }: { edge: CanvasEdge; path: readonly (string | number)[] }) {
  const acts = useCanvasActs();
  const mayEdit = useCanvas((state) => state.mayEdit);
  const [when, setWhen] = useState(edge.label ?? '');
  const [atMost, setAtMost] = useState(edge.atMost === null ? '' : String(edge.atMost));
  const error = celProblem(when.trim());
  const count = Number(atMost);
  const countError =
    atMost.trim() === '' || (Number.isInteger(count) && count >= 1 && count <= 100)
      ? undefined
      : 'A whole number from 1 to 100, or nothing.';

  function saveWhen(): void {
    const text = when.trim();
    if (text === (edge.label ?? '') || error !== undefined) return;
    acts.change(
      [
        text === ''
          ? { type: 'remove', path: [...path, 'when'] }
          : { type: 'set', path: [...path, 'when'], value: text },
      ],
      text === '' ? 'This way is always taken now.' : 'The condition is changed.',
    );
  }
  function saveAtMost(): void {
    if (countError !== undefined || atMost.trim() === (edge.atMost === null ? '' : String(edge.atMost)))
      return;
    const place = [...path, 'atMost'];
    acts.change(
      [atMost.trim() === '' ? { type: 'remove', path: place } : { type: 'set', path: place, value: count }],
      'How often it may be taken is changed.',
    );
  }
  return (
    <>
      <Field
        label="Taken when"
        description="CEL over state and input, as in state.check.ok. Empty: always."
        {...(error === undefined ? {} : { error })}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            value={when}
            readOnly={!mayEdit}
            spellCheck={false}
            className="font-mono text-sm"
            onChange={(event) => setWhen(event.target.value)}
            onBlur={saveWhen}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey) return;
              event.preventDefault();
              saveWhen();
            }}
          />
        )}
      </Field>
      <Field
        label="At most so many times"
        description="Every cycle needs a way that ends."
        {...(countError === undefined ? {} : { error: countError })}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            value={atMost}
            readOnly={!mayEdit}
            onChange={(event) => setAtMost(event.target.value)}
            onBlur={saveAtMost}
            onKeyDown={(event) => (event.key === 'Enter' ? saveAtMost() : undefined)}
          />
        )}
      </Field>
    </>
  );
}

/** The language's own check, as it is made when the spec is read. */
function celProblem(text: string): string | undefined {
  if (text === '') return undefined;
  try {
    compileEdgeCel(text);
    return undefined;
  } catch (error) {
    if (error instanceof CelError) return error.message;
    throw error;
  }
}

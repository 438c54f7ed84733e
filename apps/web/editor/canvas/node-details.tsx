'use client';

import { builtinTool } from '@agent-factory/spec';
import { Button, buttonStyles, Field, Input, Switch } from '@agent-factory/ui';
import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { EffectChip } from '../../runs/effect-chip.tsx';
import { CommentButton } from '../comments/comment-button.tsx';
import { useCanvas, useCanvasStore } from './canvas-context.ts';
import type { CanvasNode } from './canvas-graph.ts';
import { nameOf } from './changes/rename-node.ts';
import { factsFor } from './node-view.tsx';
import { effectsOfNode, noteOf, runWords, titleOf } from './node-words.ts';
import { useCanvasActs } from './use-canvas-acts.ts';

/** A node: what it is, what it can do, what it did, and what can be done with it. */
export function NodeDetails({ node }: { node: CanvasNode }) {
  const store = useCanvasStore();
  const acts = useCanvasActs();
  const mayEdit = useCanvas((state) => state.mayEdit);
  const facts = useCanvas((state) => factsFor(state, node));
  const run = useCanvas((state) => state.overlay?.nodes.get(node.id));
  const routes = useCanvas(({ graph }) =>
    graph.edges.find(({ to, kind }) => to === node.id && kind !== 'next'),
  );
  const isRouted = useCanvas(({ graph }) => graph.pattern === 'router') && node.role === 'member';
  const effects = effectsOfNode(node, facts);
  const isListed = node.path?.[0] === 'members' || node.path?.[0] === 'tools';
  const isFixed =
    node.kind === 'start' || node.kind === 'end' || node.kind === 'router' || node.kind === 'agent';
  return (
    <>
      <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
        <Row label="Is">{noteOf(node, facts)}</Row>
        {node.agent !== null && facts ? <Row label="Agent">{facts.title}</Row> : null}
        {facts?.model ? <Row label="Model">{facts.model}</Row> : null}
        {effects.length > 0 ? (
          <Row label="Can">
            <span className="flex flex-wrap gap-1">
              {effects.map((effect) => (
                <EffectChip key={effect} effect={effect} />
              ))}
            </span>
          </Row>
        ) : null}
        {node.kind === 'tool' && node.source === 'builtin' && builtinTool(node.label) ? (
          <Row label="Does">{builtinTool(node.label)?.description}</Row>
        ) : null}
        {run ? <Row label="In the run">{runWords(run)}</Row> : null}
        {run?.model ? <Row label="Answered by">{run.model}</Row> : null}
      </dl>
      {node.kind === 'tool' ? <AskedFirst node={node} /> : null}
      {isRouted ? <Keywords id={node.id} words={routes?.label ?? ''} /> : null}
      <div className="flex flex-wrap gap-2">
        {facts?.id && node.kind !== 'agent' ? (
          <Link href={`/agents/${facts.id}?view=canvas`} className={buttonStyles({ size: 'sm' })}>
            Open agent
          </Link>
        ) : null}
        {node.path ? (
          <Button size="sm" onClick={() => node.path && acts.showInText(node.path)}>
            Show in the text
          </Button>
        ) : null}
        {node.path ? <CommentButton path={node.path} title={titleOf(node)} /> : null}
        {mayEdit && nameOf(node) !== null ? (
          <Button size="sm" onClick={() => store.setState({ opened: null, renaming: node.id })}>
            <Pencil aria-hidden="true" /> Rename
          </Button>
        ) : null}
        {mayEdit && isListed ? (
          <>
            <Button size="sm" onClick={() => acts.move(node.id, -1)}>
              <ArrowUp aria-hidden="true" /> Earlier
            </Button>
            <Button size="sm" onClick={() => acts.move(node.id, 1)}>
              <ArrowDown aria-hidden="true" /> Later
            </Button>
          </>
        ) : null}
        {mayEdit && !isFixed ? (
          <Button size="sm" onClick={() => acts.remove(new Set([node.id]))}>
            <Trash2 aria-hidden="true" /> Remove
          </Button>
        ) : null}
      </div>
    </>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

/** Which of a tool's calls wait for a person. */
function AskedFirst({ node }: { node: CanvasNode }) {
  const acts = useCanvasActs();
  const graph = useCanvas((state) => state.graph);
  const mayEdit = useCanvas((state) => state.mayEdit);
  const asked = new Set(graph.nodes.flatMap((each) => (each.kind === 'approval' ? [each.label] : [])));
  return (
    <ul className="flex flex-col gap-2">
      {node.tools.map((tool) => (
        <li key={tool} className="flex items-center justify-between gap-3 text-sm">
          <span className="min-w-0">
            Ask a person before <span className="font-mono text-xs">{tool}</span>
          </span>
          <Switch
            aria-label={`Ask a person before ${tool}`}
            checked={asked.has(tool)}
            disabled={!mayEdit}
            onCheckedChange={(isAsked) =>
              acts.change(
                [{ type: isAsked ? 'addApproval' : 'removeApproval', tool }],
                isAsked
                  ? `Calls of ${tool} wait for a person now.`
                  : `Calls of ${tool} go through by themselves now.`,
              )
            }
          />
        </li>
      ))}
    </ul>
  );
}

/** Words that route a request to a member before any model is asked. */
function Keywords({ id, words }: { id: string; words: string }) {
  const acts = useCanvasActs();
  const mayEdit = useCanvas((state) => state.mayEdit);
  const [text, setText] = useState(words);
  function save(): void {
    const list = [...new Set(text.split(',').map((word) => word.trim()))].filter((word) => word !== '');
    if (list.join(', ') === words) return;
    acts.setKeywords(id, list);
  }
  return (
    <Field
      label="Words that route here"
      description="Separated by commas; they count before any model is asked."
    >
      {(control) => (
        <Input
          {...control}
          value={text}
          readOnly={!mayEdit}
          onChange={(event) => setText(event.target.value)}
          onBlur={save}
          onKeyDown={(event) => (event.key === 'Enter' ? save() : undefined)}
        />
      )}
    </Field>
  );
}

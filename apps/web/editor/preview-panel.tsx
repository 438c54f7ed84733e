'use client';

import type { Invariant, Spec, SpecTest, TeamSpec, ToolRef } from '@agent-factory/spec';
import { Skeleton } from '@agent-factory/ui';
import { FlaskConical, ShieldCheck, Wrench } from 'lucide-react';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { unvisited } from '../runs/graph/run-graph.ts';
import { teamShape } from '../runs/graph/team-shape.ts';
import { boundaryName } from '../runs/step-look.ts';
import { useWords } from '../words/words-context.ts';
import { useEditor } from './editor-context.ts';

const GraphDrawing = dynamic(
  () => import('../runs/graph/graph-drawing.tsx').then((module) => module.GraphDrawing),
  { loading: () => <Skeleton className="h-28 w-full" /> },
);
const Markdown = dynamic(() => import('../runs/markdown.tsx').then((module) => module.Markdown), {
  loading: () => <Skeleton className="h-16 w-full" />,
});

/** The spec as a person reads it: what the agent is for, what binds it, what it may cost. */
export function PreviewPanel() {
  const spec = useEditor((state) => state.document);
  const current = useEditor((state) => state.current);
  if (!spec) return <p className="text-muted text-sm">The preview appears once the spec can be read.</p>;
  return (
    <article className="flex flex-col gap-5">
      {current ? null : <p className="text-muted text-xs">As of the last text without errors.</p>}
      <header>
        <h2 className="font-semibold text-lg">{spec.title}</h2>
        <p className="text-muted text-sm">{spec.description || 'No description yet.'}</p>
      </header>
      <Ceilings spec={spec} />
      {spec.kind === 'Agent' ? <Tools tools={spec.tools} /> : <Team spec={spec} />}
      <Invariants invariants={spec.invariants} />
      <Tests tests={spec.tests} />
      {spec.instructions ? (
        <Part title="Instructions">
          <Markdown text={spec.instructions} />
        </Part>
      ) : null}
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 font-medium text-muted text-xs">{title}</h3>
      {children}
    </section>
  );
}

function Ceilings({ spec }: { spec: Spec }) {
  const { maxCostUsd, maxSteps, maxSeconds, maxOutputTokens } = spec.limits;
  const facts: [string, string][] = [
    ['At most', `$${maxCostUsd}`],
    ['Steps', String(maxSteps)],
    ['Seconds', String(maxSeconds)],
    ['Output tokens', maxOutputTokens.toLocaleString('en-US')],
  ];
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border bg-border sm:grid-cols-4">
      {facts.map(([term, value]) => (
        <div key={term} className="bg-surface px-3 py-2">
          <dt className="text-muted text-xs">{term}</dt>
          <dd className="font-medium text-sm tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Team({ spec }: { spec: TeamSpec }) {
  return (
    <Part title="Team">
      <div className="rounded-md border bg-surface">
        <GraphDrawing graph={unvisited(teamShape(spec))} ran={false} selected={null} />
      </div>
    </Part>
  );
}

function Tools({ tools }: { tools: readonly ToolRef[] }) {
  if (tools.length === 0) return null;
  return (
    <Part title="Tools">
      <ul className="flex flex-wrap gap-1.5">
        {tools.map((tool) => {
          const name = tool.type === 'builtin' || tool.type === 'agent' ? tool.name : tool.url;
          return (
            <li
              key={name}
              className="inline-flex h-6 items-center gap-1.5 rounded-sm border bg-surface px-2 font-mono text-xs"
            >
              <Wrench aria-hidden="true" className="size-3 text-muted" />
              {name}
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

function Invariants({ invariants }: { invariants: readonly Invariant[] }) {
  const sayPart = useWords('parts');
  return (
    <Part title="What always holds">
      {invariants.length === 0 ? <p className="text-muted text-sm">Nothing yet: add invariants.</p> : null}
      <ul className="flex flex-col divide-y rounded-md border bg-surface empty:hidden">
        {invariants.map((invariant) => (
          <li key={invariant.id} className="flex items-start gap-2.5 px-3 py-2">
            <ShieldCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-positive" />
            <div className="min-w-0">
              <p className="text-sm">{invariant.says}</p>
              <p className="text-muted text-xs">
                at {invariant.at.map((at) => boundaryName(at, sayPart)).join(', ')}, otherwise{' '}
                {invariant.otherwise}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Tests({ tests }: { tests: readonly SpecTest[] }) {
  if (tests.length === 0) return null;
  return (
    <Part title="Tests">
      <ul className="flex flex-col gap-1">
        {tests.map((test) => (
          <li key={test.name} className="flex items-center gap-2 text-sm">
            <FlaskConical aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
            <span className="min-w-0 truncate">{test.name}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

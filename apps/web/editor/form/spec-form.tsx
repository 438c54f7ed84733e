'use client';

import type { AgentId } from '@agent-factory/contracts';
import { specContent } from '@agent-factory/spec';
import { Button, EmptyState } from '@agent-factory/ui';
import { FileWarning, TriangleAlert } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useEditor, useEditorStore } from '../editor-context.ts';
import { ApprovalsSection } from './approvals-section.tsx';
import { FormContext } from './form-context.ts';
import { IdentitySection } from './identity-section.tsx';
import { InstructionsSection } from './instructions-section.tsx';
import { InvariantsSection } from './invariants-section.tsx';
import { LimitsSection } from './limits-section.tsx';
import { ModelSection } from './model-section.tsx';
import { OthersSection } from './others-section.tsx';
import { SchemaSection } from './schema-section.tsx';
import { TeamSection } from './team-section.tsx';
import { TestsSection } from './tests-section.tsx';
import { ToolsSection } from './tools-section.tsx';
import { useFollowSelection } from './use-follow-selection.ts';

/** The spec as a form: the same document as the text, field by field. It goes on while there are mistakes elsewhere. */
export function SpecForm({ agentId }: { agentId: AgentId }) {
  const store = useEditorStore();
  const text = useEditor((state) => state.text);
  const content = useMemo(() => specContent(text), [text]);
  const form = useMemo(() => (content ? { agentId, content } : null), [agentId, content]);
  const box = useRef<HTMLElement>(null);
  useFollowSelection(box, store, form !== null);
  if (form === null) {
    return (
      <EmptyState
        icon={FileWarning}
        title="The text cannot be read as a spec"
        description="Mend it in the text; the form comes back as soon as it can be read."
        action={
          <Button onClick={() => store.getState().show(store.getState().diagnostics[0]?.range ?? start)}>
            Go to the text
          </Button>
        }
      />
    );
  }
  const isTeam = form.content.value.kind === 'Team';
  const [broken] = form.content.broken;
  return (
    <FormContext value={form}>
      <article
        ref={box}
        aria-label="Form of the spec"
        data-spec-fields
        className="@container min-h-0 flex-1 overflow-y-auto [scroll-padding:4rem]"
      >
        {broken ? (
          <p className="flex flex-wrap items-center gap-2 border-b bg-warning-soft px-4 py-2 text-sm">
            <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-warning" />
            <span className="min-w-0 flex-1">
              The YAML is broken at line {broken.start.line}; what stands around it is edited in the text.
            </span>
            <Button size="sm" onClick={() => store.getState().show(broken)}>
              Go to line {broken.start.line}
            </Button>
          </p>
        ) : null}
        <IdentitySection />
        {isTeam ? <TeamSection /> : null}
        {!isTeam || form.content.value.pattern === 'router' ? <ModelSection /> : null}
        {isTeam ? null : <ToolsSection />}
        <InstructionsSection />
        <LimitsSection />
        {isTeam ? null : <ApprovalsSection />}
        <SchemaSection of="input" />
        <SchemaSection of="output" />
        <InvariantsSection />
        <TestsSection />
        <OthersSection isTeam={isTeam} />
      </article>
    </FormContext>
  );
}

const start = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } };

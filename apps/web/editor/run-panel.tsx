'use client';

import type { ThreadId } from '@agent-factory/contracts';
import { Button, EmptyState, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MessagesSquare, Play } from 'lucide-react';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Agent, Run } from '../trpc/outputs.ts';
import { useEditor, useEditorStore } from './editor-context.ts';
import { isDirty } from './editor-store.ts';
import { inputFieldsOf, readInput, valuesOf } from './input-fields.ts';
import { InputForm } from './input-form.tsx';
import { RunTurn } from './run-turn.tsx';
import type { SaveAgent } from './use-save-agent.ts';

export interface RunPanelHandle {
  run(): void;
}

export interface RunPanelProps {
  agent: Agent;
  save: SaveAgent;
  ref: Ref<RunPanelHandle>;
}

/** Runs the agent on what is typed here and tells each run as it happens; runs of one thread follow each other. */
export function RunPanel({ agent, save, ref }: RunPanelProps) {
  const trpc = useTRPC();
  const toast = useToast();
  const store = useEditorStore();
  const queryClient = useQueryClient();
  const spec = useEditor((state) => state.document);
  const dirty = useEditor(isDirty);
  const [values, setValues] = useState<Record<string, string>>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [turns, setTurns] = useState<readonly Run[]>([]);
  const end = useRef<HTMLDivElement>(null);
  const fields = inputFieldsOf(spec);
  const threadId: ThreadId | undefined = turns.at(-1)?.thread_id;

  const start = useMutation(
    trpc.runs.start.mutationOptions({
      onSuccess: (run) => {
        setTurns((before) => [...before, run]);
        setValues({});
        void queryClient.invalidateQueries(trpc.runs.list.pathFilter());
      },
      onError: (error) =>
        toast({
          tone: 'danger',
          title: 'The run could not be started',
          description: apiFailure(error).message,
        }),
    }),
  );

  async function run(): Promise<void> {
    if (start.isPending || save.isSaving) return;
    const read = readInput(fields, values);
    if ('errors' in read) {
      setErrors(read.errors);
      document
        .getElementById('run-form')
        ?.querySelector<HTMLElement>('textarea, input, [role="combobox"]')
        ?.focus();
      return;
    }
    setErrors({});
    if (!(await save.save())) return;
    start.mutate({
      agent_id: agent.id,
      input: read.input,
      version: store.getState().saved.version,
      ...(threadId ? { thread_id: threadId } : {}),
    });
  }
  useImperativeHandle(ref, () => ({ run: () => void run() }));
  // An answer is about to come: what shows it is fetched before the first piece arrives.
  useEffect(() => void import('../runs/markdown.tsx'), []);
  useEffect(() => {
    // Newer browsers return a promise, which is no clean-up.
    if (turns.length > 0) void end.current?.scrollIntoView({ block: 'end' });
  }, [turns.length]);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto">
        {turns.length === 0 ? (
          <EmptyState
            icon={MessagesSquare}
            title="Run this agent"
            description="Type a request below, or take the input of one of its tests. You see each step as it happens, with its cost."
            action={
              <div className="flex flex-wrap justify-center gap-2">
                {spec?.tests.slice(0, 4).map((sample) => (
                  <Button key={sample.name} size="sm" onClick={() => setValues(valuesOf(sample.input))}>
                    {sample.name}
                  </Button>
                ))}
              </div>
            }
          />
        ) : (
          <ol className="flex flex-col gap-6 p-4">
            {turns.map((turn) => (
              <li key={turn.run_id}>
                <RunTurn run={turn} />
              </li>
            ))}
          </ol>
        )}
        <div ref={end} />
      </div>
      <form
        id="run-form"
        className="flex shrink-0 flex-col gap-3 border-t bg-surface p-4"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <InputForm
          fields={fields}
          values={values}
          errors={errors}
          onChange={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
        />
        <div className="flex items-center justify-between gap-2">
          <Button size="sm" variant="ghost" disabled={turns.length === 0} onClick={() => setTurns([])}>
            New thread
          </Button>
          <Button type="submit" variant="primary" loading={start.isPending || save.isSaving}>
            {start.isPending || save.isSaving ? null : <Play aria-hidden="true" />}
            {dirty ? 'Save and run' : 'Run agent'}
          </Button>
        </div>
      </form>
    </div>
  );
}

'use client';

import type { AppRouter } from '@agent-factory/api';
import { Button, Field, Input, Select, Textarea } from '@agent-factory/ui';
import type { inferRouterInputs } from '@trpc/server';
import { type KeyboardEvent, useState } from 'react';
import { taskLabels } from './task-labels.ts';

type ExplainInput = inferRouterInputs<AppRouter>['models']['explain'];
type Task = NonNullable<ExplainInput['task']>;

const tasks = Object.entries(taskLabels).map(([value, label]) => ({ value, label }));

export interface ExplainFormProps {
  pending: boolean;
  onExplain: (input: ExplainInput) => void;
}

export function ExplainForm({ pending, onExplain }: ExplainFormProps) {
  const [text, setText] = useState('');
  const [task, setTask] = useState<Task>('auto');
  const [cap, setCap] = useState('');
  const [pins, setPins] = useState('');
  const [tools, setTools] = useState(false);
  const [tried, setTried] = useState(false);
  const capUsd = cap.trim() === '' ? undefined : Number(cap.replace(/^\$/, ''));
  const capError = capUsd !== undefined && !(capUsd > 0) ? 'Write an amount like 0.01.' : undefined;
  const textError = text.trim() === '' ? 'Write what you would ask.' : undefined;

  function submit(): void {
    setTried(true);
    if (textError !== undefined || capError !== undefined) return;
    const use = pins.split(/[\s,]+/).filter(Boolean);
    onExplain({
      text,
      task,
      ...(use.length > 0 && { use }),
      ...(tools && { tools: ['some_tool'] }),
      ...(capUsd !== undefined && { max_cost_usd: capUsd }),
    });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      submit();
    }
  }

  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label="What would be asked" error={tried ? textError : undefined}>
        {(control) => (
          <Textarea
            {...control}
            rows={5}
            value={text}
            placeholder="Summarise this contract and list every deadline in it."
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      <Field label="Task">
        {(control) => (
          <Select
            {...control}
            value={task}
            onValueChange={(value) => setTask(taskOf(value))}
            options={tasks}
            className="w-full"
          />
        )}
      </Field>
      <Field
        label="May cost at most"
        description="In US dollars, for the whole request. Empty leaves it to the plan and the team."
        error={tried ? capError : undefined}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            placeholder="0.01"
            value={cap}
            onChange={(event) => setCap(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="Pinned models"
        description="Like openai/gpt-5-mini, in order of preference. Usually none."
      >
        {(control) => (
          <Input
            {...control}
            value={pins}
            autoComplete="off"
            onChange={(event) => setPins(event.target.value)}
          />
        )}
      </Field>
      <label className="flex items-center gap-2 text-sm">
        <input
          type="checkbox"
          checked={tools}
          onChange={(event) => setTools(event.target.checked)}
          className="size-4 accent-accent-solid"
        />
        It must be able to call tools
      </label>
      <Button type="submit" variant="primary" loading={pending} aria-keyshortcuts="Meta+Enter Control+Enter">
        Explain
      </Button>
    </form>
  );
}

function taskOf(value: string): Task {
  const known = Object.keys(taskLabels) as Task[];
  return known.find((task) => task === value) ?? 'auto';
}

'use client';

import { Button, Field, Kbd, Textarea } from '@agent-factory/ui';
import { Check, PencilLine, X } from 'lucide-react';
import { useState } from 'react';
import type { Approval } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
import { editable, readEdited } from './read-edited.ts';
import type { useDecide } from './use-decide.ts';

export type DecisionMode = 'choose' | 'edit' | 'deny';

export interface DecisionFormProps {
  approval: Approval;
  mode: DecisionMode;
  onMode: (mode: DecisionMode) => void;
  decide: ReturnType<typeof useDecide>;
  /** Whether the keys a, e and d work here at this moment. */
  keys: boolean;
}

/** Approve, change or deny. */
export function DecisionForm(props: DecisionFormProps) {
  switch (props.mode) {
    case 'choose':
      return <Choices {...props} />;
    case 'edit':
      return <EditForm {...props} />;
    case 'deny':
      return <DenyForm {...props} />;
  }
}

function Choices({ approval, onMode, decide, keys }: DecisionFormProps) {
  const say = useWords('approvals');
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        variant="primary"
        loading={decide.isPending}
        onClick={() => decide.mutate({ id: approval.id, decision: 'approve' })}
      >
        {decide.isPending ? null : <Check aria-hidden="true" />}
        {say('approve')}
        {keys ? (
          <Kbd className="ms-1 hidden border-0 bg-transparent text-on-solid md:inline-flex">a</Kbd>
        ) : null}
      </Button>
      <Button disabled={decide.isPending} onClick={() => onMode('edit')}>
        <PencilLine aria-hidden="true" />
        {say('edit')}
        {keys ? <Kbd className="ms-1 hidden md:inline-flex">e</Kbd> : null}
      </Button>
      <Button disabled={decide.isPending} onClick={() => onMode('deny')}>
        <X aria-hidden="true" />
        {say('deny')}
        {keys ? <Kbd className="ms-1 hidden md:inline-flex">d</Kbd> : null}
      </Button>
    </div>
  );
}

function EditForm({ approval, onMode, decide }: DecisionFormProps) {
  const say = useWords('approvals');
  const { about, subject } = approval;
  const [text, setText] = useState(editable(subject.value));
  const [tried, setTried] = useState(false);
  const edited = readEdited(text, { about, value: subject.value }, say);
  const isText = about === 'invariant' && typeof subject.value === 'string';

  function submit(): void {
    setTried(true);
    if (edited.ok) decide.mutate({ id: approval.id, decision: 'edit', value: edited.value });
  }

  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onMode('choose');
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit();
      }}
    >
      <Field
        label={say(about === 'tool' ? 'argumentsToCall' : 'mayPass')}
        error={tried && !edited.ok ? edited.problem : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            autoFocus
            spellCheck={isText}
            rows={Math.min(16, Math.max(4, text.split('\n').length))}
            className={isText ? 'text-sm' : 'font-mono text-sm'}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" loading={decide.isPending}>
          {say('approveChanged')}
        </Button>
        <Button variant="ghost" onClick={() => onMode('choose')}>
          {say('back')}
        </Button>
      </div>
    </form>
  );
}

function DenyForm({ approval, onMode, decide }: DecisionFormProps) {
  const say = useWords('approvals');
  const [note, setNote] = useState('');
  const send = () =>
    decide.mutate({ id: approval.id, decision: 'deny', ...(note.trim() === '' ? {} : { note }) });
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onMode('choose');
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) send();
      }}
    >
      <Field label={say('whyNot')} description={say('whyNotHint')}>
        {(control) => (
          <Textarea
            {...control}
            autoFocus
            maxLength={2_000}
            className="text-sm"
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="danger" loading={decide.isPending}>
          {say('deny')}
        </Button>
        <Button variant="ghost" onClick={() => onMode('choose')}>
          {say('back')}
        </Button>
      </div>
    </form>
  );
}

'use client';

import { Button, cn, Field, Input, Select, Textarea } from '@agent-factory/ui';
import { ChevronRight, Plus, Trash2 } from 'lucide-react';
import { AssertionForm } from './assertion-form.tsx';
import { newAssertion } from './draft-assertion.ts';
import type { DraftCase, DraftErrors } from './draft-case.ts';
import { kindTitles } from './kind-title.ts';

export interface CaseFormProps {
  draft: DraftCase;
  /** From 1. */
  number: number;
  open: boolean;
  errors: DraftErrors | null;
  onOpen: () => void;
  onChange: (draft: DraftCase) => void;
  onRemove: () => void;
}

const splits = [
  { value: '', label: 'By chance, always the same' },
  { value: 'train', label: 'Train: to improve the agent by' },
  { value: 'validation', label: 'Validation: to decide by' },
  { value: 'sealed', label: 'Sealed: to check a decision' },
] as const;

/** A case of a dataset: one line while it is shut. */
export function CaseForm({ draft, number, open, errors, onOpen, onChange, onRemove }: CaseFormProps) {
  const wrong = errors?.get(draft.key);
  const id = `case-${draft.key}`;
  const kept = [
    draft.rest.stubs ? `${draft.rest.stubs.tools.length} stubs of tools` : null,
    draft.rest.turns ? 'a conversation' : null,
  ].filter((part) => part !== null);
  return (
    <li>
      <div className="flex items-center pe-2 transition-colors hover:bg-hover">
        <button
          type="button"
          data-list-entry
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={onOpen}
          className="flex min-w-0 flex-1 items-center gap-3 px-4 py-2.5 text-start text-sm focus-visible:-outline-offset-2"
        >
          <ChevronRight
            aria-hidden="true"
            className={cn('size-4 shrink-0 text-muted transition-transform', open && 'rotate-90')}
          />
          <span className={cn('min-w-0 flex-1 truncate font-medium', wrong && 'text-danger')}>
            {draft.name.trim() === '' ? `Case ${number}` : draft.name}
            {wrong ? <span className="ms-2 font-normal text-xs">needs something</span> : null}
          </span>
          <span className="truncate text-muted text-xs max-sm:hidden">
            {draft.expect.map(({ kind, not }) => `${not ? 'not ' : ''}${kindTitles[kind]}`).join(', ')}
          </span>
        </button>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Remove ${draft.name.trim() === '' ? `case ${number}` : draft.name}`}
          onClick={onRemove}
        >
          <Trash2 aria-hidden="true" />
        </Button>
      </div>
      {open ? (
        <div id={id} className="grid gap-4 border-t bg-background p-4 lg:grid-cols-2">
          <div className="flex flex-col gap-4">
            <Field label="Name of the case" error={wrong?.name}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={200}
                  autoComplete="off"
                  value={draft.name}
                  onChange={(event) => onChange({ ...draft, name: event.target.value })}
                />
              )}
            </Field>
            <Field
              label="Input"
              description="What the agent is asked, or a JSON object."
              error={wrong?.input}
            >
              {(control) => (
                <Textarea
                  {...control}
                  rows={4}
                  value={draft.input}
                  onChange={(event) => onChange({ ...draft, input: event.target.value })}
                />
              )}
            </Field>
            <Field label="Used for">
              {(control) => (
                <Select
                  {...control}
                  className="w-full"
                  value={draft.split}
                  onValueChange={(value) => {
                    const split = splits.find((one) => one.value === value)?.value ?? '';
                    onChange({ ...draft, split });
                  }}
                  options={splits}
                />
              )}
            </Field>
            <label className="flex items-start gap-2 text-sm">
              <input
                type="checkbox"
                checked={draft.critical}
                onChange={({ target }) => onChange({ ...draft, critical: target.checked })}
                className="mt-0.5 size-4 accent-accent-solid"
              />
              <span>
                Critical
                <span className="block text-muted text-xs">If it newly fails, the gate shuts at once.</span>
              </span>
            </label>
            {kept.length === 0 ? null : <p className="text-muted text-xs">Keeps {kept.join(' and ')}.</p>}
          </div>
          <fieldset className="flex flex-col gap-3">
            <legend className="mb-1.5 font-medium text-sm">All of this must hold</legend>
            {draft.expect.length === 0 ? (
              <p className="text-muted text-sm">That it ends well is all that is asked.</p>
            ) : null}
            {draft.expect.map((assertion) => (
              <AssertionForm
                key={assertion.key}
                assertion={assertion}
                errors={errors?.get(assertion.key)}
                onChange={(changed) =>
                  onChange({
                    ...draft,
                    expect: draft.expect.map((one) => (one.key === changed.key ? changed : one)),
                  })
                }
                onRemove={() =>
                  onChange({ ...draft, expect: draft.expect.filter(({ key }) => key !== assertion.key) })
                }
              />
            ))}
            <Button
              size="sm"
              className="self-start"
              onClick={() => onChange({ ...draft, expect: [...draft.expect, newAssertion('contains')] })}
            >
              <Plus aria-hidden="true" />
              Add expectation
            </Button>
          </fieldset>
        </div>
      ) : null}
    </li>
  );
}

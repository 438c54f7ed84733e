'use client';

import type { TestCase } from '@agent-factory/contracts';
import { Button, Field, Panel, PanelBody, PanelHeader, Select, Textarea } from '@agent-factory/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { CasesPreview } from '../trpc/outputs.ts';

const formats = [
  { value: 'yaml', label: 'YAML', ends: ['yaml', 'yml'] },
  { value: 'csv', label: 'CSV', ends: ['csv', 'tsv'] },
  { value: 'jsonl', label: 'JSONL', ends: ['jsonl', 'ndjson'] },
  { value: 'promptfoo', label: 'promptfoo', ends: ['json'] },
] as const;
type Format = (typeof formats)[number]['value'];

/** Reads cases out of a text or a file, tells line by line what it cannot read, and hands over the rest. */
export function ImportPanel({ onAdd }: { onAdd: (cases: readonly TestCase[]) => void }) {
  const trpc = useTRPC();
  const [text, setText] = useState('');
  const [format, setFormat] = useState<Format>('yaml');
  const preview = useMutation(trpc.testEvidence.previewCases.mutationOptions());
  const found = preview.data;

  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    const end = file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase();
    const known = formats.find(({ ends }) => ends.some((one) => one === end));
    if (known) setFormat(known.value);
    setText(await file.text());
    preview.reset();
  }

  return (
    <Panel aria-label="Import">
      <PanelHeader
        title="Import"
        description="What cannot be read is named with its line; nothing is lost"
        actions={
          <Select
            size="sm"
            aria-label="Format"
            value={format}
            onValueChange={(value) => {
              const known = formats.find((one) => one.value === value);
              if (known) setFormat(known.value);
              preview.reset();
            }}
            options={formats.map(({ value, label }) => ({ value, label }))}
          />
        }
      />
      <PanelBody className="flex flex-col gap-3">
        <Field
          label="Text of the file"
          aside={
            <label className="cursor-pointer text-accent text-xs underline-offset-2 hover:underline">
              Choose a file
              <input
                type="file"
                className="sr-only"
                accept=".yaml,.yml,.csv,.tsv,.jsonl,.ndjson,.json"
                onChange={(event) => void take(event.target.files?.[0])}
              />
            </label>
          }
        >
          {(control) => (
            <Textarea
              {...control}
              rows={6}
              spellCheck={false}
              className="font-mono text-sm"
              value={text}
              placeholder={example[format]}
              onChange={(event) => {
                setText(event.target.value);
                preview.reset();
              }}
            />
          )}
        </Field>
        {preview.error ? <FormError>{apiFailure(preview.error).message}</FormError> : null}
        {found ? <Found preview={found} /> : null}
        <div className="flex justify-end gap-2">
          {found && found.cases.length > 0 ? (
            <Button
              variant="primary"
              onClick={() => {
                onAdd(found.cases);
                setText('');
                preview.reset();
              }}
            >
              Add {found.cases.length} {found.cases.length === 1 ? 'case' : 'cases'}
            </Button>
          ) : (
            <Button
              loading={preview.isPending}
              disabled={text.trim() === ''}
              onClick={() => preview.mutate({ text, format })}
            >
              Read it
            </Button>
          )}
        </div>
      </PanelBody>
    </Panel>
  );
}

const mostShown = 50;

function Found({ preview: { cases, problems, notes } }: { preview: CasesPreview }) {
  return (
    <div role="status" className="flex flex-col gap-2 text-sm">
      <p>
        {cases.length} {cases.length === 1 ? 'case' : 'cases'} read
        {problems.length === 0
          ? '.'
          : `, ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}:`}
      </p>
      {problems.length === 0 ? null : (
        <ul className="max-h-60 divide-y divide-border overflow-y-auto rounded-md border">
          {problems.slice(0, mostShown).map(({ line, column, message, text }) => (
            <li key={`${line}:${column}:${message}`} className="px-3 py-2">
              <span className="me-2 font-mono text-muted text-xs">
                Line {line}, column {column}
              </span>
              <span className="text-danger">{message}</span>
              {text === null ? null : (
                <code className="block truncate font-mono text-muted text-xs">{text}</code>
              )}
            </li>
          ))}
        </ul>
      )}
      {problems.length > mostShown ? (
        <p className="text-muted text-xs">And {problems.length - mostShown} more.</p>
      ) : null}
      {notes.length === 0 ? null : (
        <details>
          <summary className="cursor-pointer text-muted text-xs">
            {notes.length} {notes.length === 1 ? 'thing' : 'things'} did not translate as it was
          </summary>
          <ul className="mt-2 flex flex-col gap-1 text-xs">
            {notes.map(({ at, what, why }) => (
              <li key={`${at}:${why}`}>
                <code className="font-mono">{at}</code>{' '}
                <span className="text-muted">
                  {what.replaceAll('_', ' ')}: {why}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

const example: Readonly<Record<Format, string>> = {
  yaml: '- name: adds\n  input: What is 19 * 23?\n  expect: [{ kind: contains, text: "437" }]',
  csv: 'name,input,expect\nadds,What is 19 * 23?,contains: 437',
  jsonl: '{"name":"adds","input":"What is 19 * 23?","expect":[{"kind":"contains","text":"437"}]}',
  promptfoo:
    'prompts: ["{{question}}"]\ntests:\n  - vars: { question: What is 19 * 23? }\n    assert: [{ type: contains, value: "437" }]',
};

'use client';

import type { Spec } from '@agent-factory/spec';
import {
  Button,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
  Kbd,
  Switch,
} from '@agent-factory/ui';
import { ListPlus, SendHorizontal, Square } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { inputFieldsOf, readInput, valuesOf } from '../editor/input-fields.ts';
import { InputForm } from '../editor/input-form.tsx';
import type { RunInput } from './exchanges.ts';

export interface QuestionFormProps {
  /** Of the version in column A; null while it cannot be read. */
  spec: Spec | null;
  alone: boolean;
  onAlone: (alone: boolean) => void;
  onSend: (inputs: readonly RunInput[]) => void;
  /** Stops what is at work; null while nothing is. */
  onStop: (() => void) | null;
  stopping: boolean;
}

/** Where an input is written; ⌘Enter sends it from anywhere on the page, behind what is still being answered. */
export function QuestionForm({ spec, alone, onAlone, onSend, onStop, stopping }: QuestionFormProps) {
  const [values, setValues] = useState<Record<string, string>>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const form = useRef<HTMLFormElement>(null);
  const hasChosen = useRef(false);
  const fields = inputFieldsOf(spec);
  const tests = spec?.tests ?? [];

  function send(): void {
    const read = readInput(fields, values);
    if ('errors' in read) {
      setErrors(read.errors);
      focusFirst(form);
      return;
    }
    setErrors({});
    setValues({});
    onSend([read.input]);
    focusFirst(form);
  }

  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.defaultPrevented) return;
      // A dialogue that is open has the keyboard to itself.
      if (event.target instanceof Element && event.target.closest('[role=dialog]') !== null) return;
      event.preventDefault();
      latest.current();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <form
      ref={form}
      aria-label="Input"
      className="sticky bottom-14 z-20 mt-4 flex flex-col gap-2 border-t bg-background py-3 md:bottom-0"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="flex max-h-[40dvh] flex-col gap-3 overflow-y-auto p-0.5">
        <InputForm
          fields={fields}
          values={values}
          errors={errors}
          onChange={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button size="sm" variant="ghost" disabled={tests.length === 0}>
              <ListPlus aria-hidden="true" /> Inputs of its tests
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent
            align="start"
            className="max-h-80 overflow-y-auto"
            // What was chosen stands in the fields, from where ⌘Enter sends it; on the button it would open the menu anew.
            onCloseAutoFocus={(event) => {
              if (!hasChosen.current) return;
              hasChosen.current = false;
              event.preventDefault();
              focusFirst(form);
            }}
          >
            <DropdownMenuItem onSelect={() => onSend(tests.map(({ input }) => input))}>
              {tests.length === 1 ? 'Send it' : `Send all ${tests.length} in a row`}
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            {tests.map(({ name, input }) => (
              <DropdownMenuItem
                key={name}
                onSelect={() => {
                  hasChosen.current = true;
                  setValues(valuesOf(input));
                }}
              >
                {name}
              </DropdownMenuItem>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
        <span className="flex items-center gap-2 text-muted text-xs">
          <Switch aria-label="Each input in a thread of its own" checked={alone} onCheckedChange={onAlone} />
          <span aria-hidden="true">Each in a thread of its own</span>
        </span>
        <span className="ms-auto flex items-center gap-2">
          {onStop === null ? null : (
            <Button size="sm" onClick={onStop} loading={stopping}>
              {stopping ? null : <Square aria-hidden="true" />}
              Stop
            </Button>
          )}
          <Button type="submit" size="sm" variant="primary">
            <SendHorizontal aria-hidden="true" />
            Send
            <Kbd className="max-sm:hidden">⌘↵</Kbd>
          </Button>
        </span>
      </div>
    </form>
  );
}

function focusFirst(form: RefObject<HTMLFormElement | null>): void {
  form.current?.querySelector<HTMLElement>('textarea, input:not([role=switch]), select')?.focus();
}

import type { JsonValue } from '@agent-factory/spec';
import { Textarea } from '@agent-factory/ui';
import { useState } from 'react';
import { useEditor } from '../editor-context.ts';
import { useForm } from './form-context.ts';
import { SpecField } from './spec-field.tsx';
import { useTyped } from './use-typed.ts';
import { useWrite } from './use-write.ts';
import { type Path, valueAt } from './value-at.ts';

/** Anything, in JSON: written once it can be read as that. */
export function JsonField({ label, path, hint }: { label: string; path: Path; hint?: string }) {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const { write, refused } = useWrite(path);
  const shown = (value: JsonValue | undefined) => (value === undefined ? '' : JSON.stringify(value, null, 2));
  const held = shown(valueAt(content.value, path));
  const typed = useTyped(held);
  const [isWrong, setWrong] = useState(false);

  function onText(text: string): void {
    const value = parsed(text);
    setWrong(value === undefined);
    if (value === undefined) typed.type(text, held);
    else typed.type(text, write([{ type: 'set', path, value }], true) ? shown(value) : held);
  }
  return (
    <SpecField label={label} path={path} refused={refused} deep hint={hint}>
      {(control) => (
        <>
          <Textarea
            {...control}
            aria-invalid={isWrong || control['aria-invalid']}
            rows={Math.min(10, typed.shown.split('\n').length)}
            className="font-mono text-sm"
            value={typed.shown}
            readOnly={!editable}
            onBlur={() => (isWrong || refused ? undefined : typed.rest())}
            onChange={({ target }) => onText(target.value)}
          />
          {isWrong ? (
            <p role="alert" className="text-danger text-xs">
              This is no JSON yet; the spec still says what it said.
            </p>
          ) : null}
        </>
      )}
    </SpecField>
  );
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

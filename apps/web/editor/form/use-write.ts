import type { EditProblem, SpecOperation } from '@agent-factory/spec';
import { useState } from 'react';
import { useEditorStore } from '../editor-context.ts';
import type { Path } from './value-at.ts';

export interface Writer {
  /** True when it was made; else `refused` says why until the text changes. Letters into one field merge. */
  write(operations: readonly SpecOperation[], merge?: boolean): boolean;
  refused: EditProblem | null;
}

/** Writes what a field holds by operations, and keeps why that was refused beside the field. */
export function useWrite(path: Path): Writer {
  const store = useEditorStore();
  const [refusal, setRefusal] = useState<{ problem: EditProblem; text: string } | null>(null);
  const text = store.getState().text;
  return {
    refused: refusal?.text === text ? refusal.problem : null,
    write(operations, merge = false) {
      const before = store.getState().text;
      const key = merge ? { merge: path.join('\0') } : {};
      const result = store.getState().edit(operations, 'form', { path, ...key });
      setRefusal(result.ok || !result.problems[0] ? null : { problem: result.problems[0], text: before });
      return result.ok;
    },
  };
}

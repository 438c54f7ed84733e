import type { EditProblem, JsonValue, SpecOperation } from '@agent-factory/spec';
import { cn, Label } from '@agent-factory/ui';
import { type ReactNode, useId } from 'react';
import { FieldProblems, useProblems } from './field-problems.tsx';
import type { Path } from './value-at.ts';

export interface SpecControl {
  id: string;
  'aria-describedby': string;
  'aria-invalid': true | undefined;
}

export interface SpecFieldProps {
  label: string;
  /** Read out, but not drawn: the row says what it is. */
  hideLabel?: boolean;
  hint?: ReactNode;
  path: Path;
  /** Why the last write was refused, where the field writes by itself. */
  refused?: EditProblem | null;
  /** Problems of whatever lies inside belong to this field too. */
  deep?: boolean;
  className?: string;
  children: (control: SpecControl) => ReactNode;
}

/** A place of the spec in the form: chosen when it has the focus, found by its path, with what the language says of it. */
export function SpecField({
  label,
  hideLabel = false,
  hint,
  path,
  refused = null,
  deep = false,
  className,
  children,
}: SpecFieldProps) {
  const id = useId();
  const problems = useProblems(path, deep);
  const isWrong = refused !== null || problems.some(({ severity }) => severity === 'error');
  return (
    <div data-path={JSON.stringify(path)} className={cn('flex min-w-0 flex-col gap-1', className)}>
      <Label htmlFor={id} className={hideLabel ? 'sr-only' : undefined}>
        {label}
      </Label>
      {children({
        id,
        'aria-describedby': `${id}-hint ${id}-problems`,
        'aria-invalid': isWrong ? true : undefined,
      })}
      <div id={`${id}-hint`} className="text-muted text-xs empty:hidden">
        {hint}
      </div>
      <FieldProblems id={`${id}-problems`} problems={problems} refused={refused} />
    </div>
  );
}

/** The usual way to write a place: a value sets it, undefined takes it out. */
export function putAt(path: Path, value: JsonValue | undefined): SpecOperation {
  return value === undefined ? { type: 'remove', path } : { type: 'set', path, value };
}

import { AppError } from '@agent-factory/contracts';
import { type ModelTask, modelTasks } from '../model-port.ts';
import { FieldError } from './field-error.ts';
import { readString } from './read-field.ts';

/** Who is to answer: a model that the router chooses for a task, one named model, or an agent. */
export type Target =
  | { kind: 'auto'; task: ModelTask | 'auto' }
  | { kind: 'model'; model: string }
  | { kind: 'agent'; name: string };

/** Throws FieldError for what is no name, and `not_found` for what can be the name of nothing here. */
export function readModelName(value: unknown): Target {
  if (value === undefined || value === '') {
    throw new FieldError(
      'model',
      "you must provide a 'model': auto, auto:<task>, <vendor>/<model> or agent:<name>.",
    );
  }
  const name = readString(value, 'model');
  if (name === 'auto') return { kind: 'auto', task: 'auto' };
  if (name.startsWith('auto:')) {
    const task = modelTasks.find((known) => known === name.slice('auto:'.length));
    if (task !== undefined) return { kind: 'auto', task };
    throw new FieldError('model', `'model' may be auto: with one of ${modelTasks.join(', ')}.`);
  }
  if (name.startsWith('agent:')) return { kind: 'agent', name: name.slice('agent:'.length) };
  if (/^[a-z][\w-]*\/./.test(name)) return { kind: 'model', model: name };
  throw unknownModel(name);
}

export function unknownModel(name: string): AppError {
  return new AppError(
    'not_found',
    `The model '${name.slice(0, 100)}' does not exist or you do not have access to it. GET /v1/models lists those there are; a vendor's model is named <vendor>/<model>.`,
  );
}

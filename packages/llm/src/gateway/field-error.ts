import { AppError } from '@agent-factory/contracts';

/** A field of the request is not what it must be; `param` names it as OpenAI's errors do (`messages[0].role`). */
export class FieldError extends AppError {
  readonly param: string;

  constructor(param: string, message: string) {
    super('invalid_input', message);
    this.param = param;
  }
}

/** What JSON was given where something else is needed, for a message. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'object':
      return 'an object';
    case 'string':
      return 'a string';
    case 'boolean':
      return 'a boolean';
    default:
      return 'a number';
  }
}

import { FieldError, kindOf } from './field-error.ts';

/** An object of parsed JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** Null and a missing field both mean "not given", as for OpenAI. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readString(value: unknown, param: string): string {
  if (typeof value === 'string') return value;
  throw new FieldError(param, `'${param}' must be a string, not ${kindOf(value)}.`);
}

export function readObject(value: unknown, param: string): Json {
  if (isObject(value)) return value;
  throw new FieldError(param, `'${param}' must be an object, not ${kindOf(value)}.`);
}

export function readArray(value: unknown, param: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new FieldError(param, `'${param}' must be an array, not ${kindOf(value)}.`);
}

export function readBoolean(value: unknown, param: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new FieldError(param, `'${param}' must be true or false, not ${kindOf(value)}.`);
}

export function readNumber(value: unknown, param: string, min: number, max: number): number {
  if (typeof value === 'number' && value >= min && value <= max) return value;
  const given = typeof value === 'number' ? String(value) : kindOf(value);
  throw new FieldError(param, `'${param}' must be a number from ${min} to ${max}, not ${given}.`);
}

export function readInteger(value: unknown, param: string, min: number, max: number): number {
  const number = readNumber(value, param, min, max);
  if (Number.isInteger(number)) return number;
  throw new FieldError(param, `'${param}' must be a whole number, not ${number}.`);
}

/** One of a few words; `words` may map what is said to what is meant. */
export function readWord<T>(value: unknown, param: string, words: Readonly<Record<string, T>>): T {
  if (typeof value === 'string' && Object.hasOwn(words, value)) return words[value] as T;
  const given = typeof value === 'string' ? `'${value.slice(0, 40)}'` : kindOf(value);
  throw new FieldError(param, `'${param}' must be one of ${Object.keys(words).join(', ')}, not ${given}.`);
}

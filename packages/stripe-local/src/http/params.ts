import { z } from 'zod';
import type { Form } from './form.ts';
import { StripeError } from './stripe-error.ts';

// How Stripe's parameters are written in a form. An empty string unsets, so it reads as null.

const emptyIsNull = (value: unknown) => (value === '' ? null : value);

export const text = z.string().max(5_000);
/** Text that an empty string takes away. */
export const clearable = z.preprocess(emptyIsNull, text.nullable());
export const integer = z
  .string()
  .regex(/^-?\d{1,15}$/, 'Invalid integer')
  .transform(Number);
/** In minor units of its currency. */
export const amount = integer.refine((value) => value >= 1, 'must be greater than or equal to 1');
export const currency = z
  .string()
  .regex(/^[a-z]{3}$/i, 'Invalid currency')
  .transform((code) => code.toLowerCase());
export const flag = z.enum(['true', 'false']).transform((word) => word === 'true');
export const url = z.string().refine((value) => URL.canParse(value), 'Not a valid URL');
/** A value of '' takes its key away. */
export const metadata = z.preprocess(
  (value) => (value === '' ? {} : value),
  z.record(z.string().max(40), z.string().max(500)),
);
export const address = z.strictObject({
  city: text.optional(),
  country: text.optional(),
  line1: text.optional(),
  line2: text.optional(),
  postal_code: text.optional(),
  state: text.optional(),
});
const moment = integer;
const created = z.union([
  moment.transform((at) => ({ gte: at, lte: at })),
  z.strictObject({
    gt: moment.optional(),
    gte: moment.optional(),
    lt: moment.optional(),
    lte: moment.optional(),
  }),
]);
/** What every list takes. */
export const page = {
  limit: integer.refine((value) => value >= 1 && value <= 100, 'must be between 1 and 100').default(10),
  starting_after: text.optional(),
  ending_before: text.optional(),
  created: created.optional(),
};
export const nothing = z.strictObject({});

export type Metadata = Record<string, string>;

/** Keys that are set to '' go; all others are laid over what was there. */
export function mergeMetadata(old: Metadata, patch: Metadata | undefined): Metadata {
  if (patch === undefined) return old;
  return Object.fromEntries(Object.entries({ ...old, ...patch }).filter(([, value]) => value !== ''));
}

/**
 * The parameters of one call.
 *
 * @throws StripeError (400) that names the first one wrong: `parameter_unknown`, `parameter_missing`,
 * `parameter_invalid_integer` or plain invalid.
 */
export function parseParams<S extends z.ZodType>(schema: S, form: Form): z.output<S> {
  const parsed = schema.safeParse(form);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue === undefined) throw new Error('a failed parse names an issue');
  throw refusal(issue, form);
}

function refusal(issue: z.core.$ZodIssue, form: Form): StripeError {
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat()[0];
    if (inner !== undefined) return refusal({ ...inner, path: [...issue.path, ...inner.path] }, form);
  }
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const param = nameOf([...path, issue.keys[0] ?? '']);
    return refused('parameter_unknown', `Received unknown parameter: ${param}`, param);
  }
  const param = nameOf(path);
  if (valueAt(form, path) === undefined) {
    return refused('parameter_missing', `Missing required param: ${param}.`, param);
  }
  const value = valueAt(form, path);
  if (issue.message === 'Invalid integer') {
    return refused('parameter_invalid_integer', `Invalid integer: ${String(value)}`, param);
  }
  return refused(undefined, `Invalid ${param}: ${issue.message}`, param);
}

function refused(code: string | undefined, message: string, param: string): StripeError {
  return new StripeError(400, {
    type: 'invalid_request_error',
    message,
    param,
    ...(code === undefined ? {} : { code }),
  });
}

function nameOf([first = '', ...rest]: string[]): string {
  return first + rest.map((key) => `[${key}]`).join('');
}

function valueAt(form: unknown, path: string[]): unknown {
  let value: unknown = form;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

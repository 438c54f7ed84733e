import { AppError, type TriggerMapping } from '@agent-factory/contracts';
import { runQuery } from '@agent-factory/orchestrator';
import { type FieldMapping, inputField } from './input-field.ts';

/**
 * The input that a call's body becomes. AppError `invalid_input` names what does not work: a body that is no JSON, or a
 * field whose expression finds nothing usable. Expressions run in a thread that is bounded in time and memory.
 */
export async function mapBody(
  mapping: TriggerMapping,
  body: Buffer,
  fields: FieldMapping,
): Promise<Record<string, unknown>> {
  const text = textOf(body);
  const value = jsonOf(text);
  if ('body_as' in mapping) return { [mapping.body_as]: inputField(fields, mapping.body_as, value) };

  const input: Record<string, unknown> = {};
  const signal = AbortSignal.timeout(10_000);
  for (const [name, path] of Object.entries(mapping.fields)) {
    const answer = await runQuery({ json: text, path }, signal);
    if ('error' in answer) throw new AppError('invalid_input', `mapping.fields.${name}: ${answer.error}`);
    const found: unknown = JSON.parse(answer.json);
    // What the body does not have is left out, so that the agent's own words say what is missing.
    if (found !== null) input[name] = inputField(fields, name, found);
  }
  return input;
}

function textOf(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new AppError('invalid_input', 'The body is not UTF-8.', { cause });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid_input', 'The body is not JSON.', { cause });
  }
}

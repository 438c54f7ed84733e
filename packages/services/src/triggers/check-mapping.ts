import { AppError, type TriggerMapping } from '@agent-factory/contracts';
import { runQuery } from '@agent-factory/orchestrator';

/** AppError `invalid_input` for a field whose expression cannot be read. */
export async function checkMapping(mapping: TriggerMapping): Promise<void> {
  if ('body_as' in mapping) return;
  const signal = AbortSignal.timeout(10_000);
  for (const [name, path] of Object.entries(mapping.fields)) {
    const answer = await runQuery({ json: '{}', path }, signal);
    // A function of what is not in an empty body says so; with a body it may do well.
    if ('error' in answer && !answer.error.includes('Invalid type:')) {
      throw new AppError('invalid_input', `mapping.fields.${name}: ${answer.error}`);
    }
  }
}

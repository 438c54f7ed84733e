import { AppError } from '@agent-factory/contracts';
import type { OwnKey } from '@agent-factory/llm';
import type { ServiceContext } from '../service-context.ts';

/** Asks the vendor; throws `invalid_input` with its reason when it refuses the key. */
export async function requireAccepted(ctx: ServiceContext, key: OwnKey): Promise<void> {
  const answer = await ctx.router.testKey(key);
  if (!answer.ok) throw new AppError('invalid_input', `The key was not accepted: ${answer.reason}`);
}

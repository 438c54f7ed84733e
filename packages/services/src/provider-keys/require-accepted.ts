import { AppError } from '@agent-factory/contracts';
import type { OwnKey } from '@agent-factory/llm';
import type { ServiceContext } from '../service-context.ts';

/** Asks the vendor; throws `invalid_input` with its reason when it refuses the key, or cannot be asked. */
export async function requireAccepted(ctx: ServiceContext, key: OwnKey): Promise<void> {
  const answer = await ctx.router.testKey(key);
  if (answer.ok) return;
  const why = answer.refused
    ? ''
    : ', because the service could not be asked about it (check the address, or try again later)';
  throw new AppError('invalid_input', `The key was not accepted${why}: ${answer.reason}`);
}

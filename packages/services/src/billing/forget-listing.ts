import type { TeamId } from '@agent-factory/contracts';
import type { Services } from '../service-context.ts';

/** What is kept of a listing is a moment old once somebody bought it; see `marketplace`. */
export async function forgetListing({ cache }: Pick<Services, 'cache'>, templateId: string): Promise<void> {
  await cache.forget('template', templateId as TeamId);
}

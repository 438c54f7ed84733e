import type { ModelHealthView } from '@agent-factory/contracts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

/** How each model has done since this process started, whoever called it: breaker, speed, answers and failures. */
export function modelHealth({ ctx }: { ctx: ServiceContext }): ModelHealthView[] {
  requireScope(ctx.actor, 'models:read');
  return ctx.router.health().map((health) => ({
    model: health.model,
    provider: health.provider,
    region: health.region,
    state: health.state,
    open_until: health.openUntil === null ? null : new Date(health.openUntil).toISOString(),
    first_token_ms: health.firstTokenMs,
    answered: health.answered,
    failed: health.failed,
    last_failure:
      health.lastFailure === null
        ? null
        : { reason: health.lastFailure.reason, at: new Date(health.lastFailure.at).toISOString() },
  }));
}

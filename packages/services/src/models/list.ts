import type { ServiceContext } from '../service-context.ts';

/** The models that the router knows, each with whether it is configured here. Secrets are not part of it. */
export function listModels({ ctx }: { ctx: ServiceContext }): ReturnType<ServiceContext['router']['models']> {
  return ctx.router.models();
}

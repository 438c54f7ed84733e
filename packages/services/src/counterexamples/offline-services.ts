import { createRouter, type Router } from '@agent-factory/llm';
import type { Services } from '../service-context.ts';

let offline: Router | undefined;

/**
 * The services with a model that costs nothing and answers alike to the same: rules, whatever is configured. It tells
 * nothing of how well an agent answers, and all of what its tools, invariants and limits do with odd worlds.
 */
export function offlineServices(services: Services): Services {
  offline ??= createRouter({ env: {}, ollamaDefaultUrl: null });
  const router = offline;
  return {
    ...services,
    // Without the team's account and keys: there is nothing to pay, and nobody else to ask.
    router: { ...services.router, stream: (request, { signal }) => router.stream(request, { signal }) },
  };
}

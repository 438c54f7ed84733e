import { AppError } from '@agent-factory/contracts';
import type { Admission } from './gateway-port.ts';

/** Throws `forbidden` for a caller that is let in for agents alone. */
export function requireModels({ agentsOnly }: Admission): void {
  if (agentsOnly !== true) return;
  throw new AppError('forbidden', 'This API key is for certain agents: name one as agent:<name>.');
}

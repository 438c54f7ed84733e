import { isAppError } from '@agent-factory/contracts';
import type { GatewayConfig } from './gateway-port.ts';

/** What the caller is told in place of `error`: a refusal that came as a bug, of a policy that sees a right end first. */
export function foreseen({ refusalOf }: GatewayConfig, error: unknown): unknown {
  const isBug = !isAppError(error) || error.code === 'internal';
  if (!isBug || refusalOf === undefined) return error;
  return (
    refusalOf(error) ??
    (isAppError(error) && error.cause !== undefined ? refusalOf(error.cause) : null) ??
    error
  );
}

import { AppError } from '@agent-factory/contracts';
import type { ServiceContext } from '../service-context.ts';
import { checkConnection } from './check-connection.ts';
import type { OpenConnection } from './seal-fields.ts';

/** Asks the service; throws `invalid_input` with the reason when it does not accept the connection. */
export async function requireGood(ctx: ServiceContext, connection: OpenConnection): Promise<void> {
  const verdict = await checkConnection(ctx, connection);
  if (!verdict.ok) {
    throw new AppError('invalid_input', `The connection was not accepted: ${verdict.reason}`);
  }
}

import { AppError } from '@agent-factory/contracts';
import { violatesPolicy } from '@agent-factory/db';

/**
 * What to tell a caller whose rights ended between the check of the verb and its write: transports remember a
 * membership for 2 s, the policies do not. Null for any other error.
 */
export function refusedByPolicy(error: unknown): AppError | null {
  if (!violatesPolicy(error)) return null;
  return new AppError(
    'forbidden',
    'What you may do in this team has changed a moment ago, and this is no longer part of it. Nothing was saved.',
    { cause: error },
  );
}

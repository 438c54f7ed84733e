import { AppError } from '@agent-factory/contracts';
import { violatesConstraint, violatesPolicy } from '@agent-factory/db';

/**
 * What the database refuses about members, in words; other errors pass as they are. A policy says no where a process still
 * remembers a role that is lower by now.
 */
export async function refuseInWords<T>(change: Promise<T>): Promise<T> {
  try {
    return await change;
  } catch (error) {
    if (violatesConstraint(error, 'team_members_keep_an_owner')) {
      throw new AppError('conflict', 'A team needs an owner: make somebody else the owner first.', {
        cause: error,
      });
    }
    if (violatesConstraint(error, 'team_members_personal')) {
      throw new AppError('conflict', 'A personal team keeps its person as its owner.', { cause: error });
    }
    if (violatesPolicy(error)) throw outranked();
    throw error;
  }
}

/** For who had the right a moment ago. */
export function outranked(): AppError {
  return new AppError('forbidden', 'Your role in this team has changed and does not allow this any more.');
}

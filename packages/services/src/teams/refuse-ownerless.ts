import { AppError } from '@agent-factory/contracts';
import { violatesConstraint } from '@agent-factory/db';

/** What a team refuses about its owners, in words; other errors pass as they are. */
export async function refuseOwnerless<T>(change: Promise<T>): Promise<T> {
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
    throw error;
  }
}

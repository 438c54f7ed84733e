import { type AgentId, isAppError, roleHas } from '@agent-factory/contracts';
import type { Transaction } from '@agent-factory/db';
import type { Person } from '../access/require-person.ts';
import { requireEditable } from '../marketplace/require-editable.ts';

export interface DocumentRights {
  may: 'edit' | 'see';
  /** Why no more than to see, in words for the person; null for who may edit. */
  why: string | null;
}

/** What a person may do with the text of an agent that they can read. Within a transaction of theirs. */
export async function documentRights(
  tx: Transaction,
  actor: Person,
  agentId: AgentId,
): Promise<DocumentRights> {
  if (!roleHas(actor.role, 'agents:write')) {
    return { may: 'see', why: 'You can read this agent; editors of the team can change it.' };
  }
  try {
    await requireEditable(tx, { actor }, agentId);
    return { may: 'edit', why: null };
  } catch (error) {
    if (isAppError(error) && error.code === 'forbidden') return { may: 'see', why: error.message };
    throw error;
  }
}

import { type AgentId, AppError } from '@agent-factory/contracts';
import { selectDeployment, type Transaction } from '@agent-factory/db';
import type { ServiceContext } from '../service-context.ts';

/** Throws `forbidden` for an agent of a template whose licence is to use it as it is. Within a transaction of its team. */
export async function requireEditable(
  tx: Transaction,
  { actor: { teamId } }: Pick<ServiceContext, 'actor'>,
  agentId: AgentId,
): Promise<void> {
  const origin = await selectDeployment(tx, { agentId, teamId });
  if (origin === undefined || origin.licence !== 'use') return;
  throw new AppError(
    'forbidden',
    'This agent was made of a template whose licence is to use it as it is. Take an update of the template, or make an agent of your own.',
  );
}

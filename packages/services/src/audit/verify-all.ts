import type { AuditFault, TeamId } from '@agent-factory/contracts';
import { type AuditHead, type Database, findAuditedTeams } from '@agent-factory/db';
import { checkChain } from './check-chain.ts';

export interface TeamVerdict {
  teamId: TeamId;
  entries: number;
  fault: AuditFault | null;
}

const batch = 100;

/**
 * Goes along the chains of one team or of all, for whoever runs the installation. `known` is the end of one of them as
 * an export said, which must still be in it.
 */
export async function* verifyAuditLogs(
  db: Database,
  { teamId, known }: { teamId: TeamId | null; known: (AuditHead & { teamId: TeamId }) | null },
): AsyncGenerator<TeamVerdict, void, void> {
  for await (const each of teamId === null ? allTeams(db) : [teamId]) {
    const actor = { type: 'system', teamId: each, reason: 'verify_audit_log' } as const;
    const { entries, fault } = await checkChain(db, actor, known?.teamId === each ? known : null);
    yield { teamId: each, entries, fault };
  }
}

async function* allTeams(db: Database): AsyncGenerator<TeamId, void, void> {
  for (let after: TeamId | null = null; ; ) {
    const teams: TeamId[] = await findAuditedTeams(db, { after, limit: batch });
    yield* teams;
    if (teams.length < batch) return;
    after = teams.at(-1) ?? null;
  }
}

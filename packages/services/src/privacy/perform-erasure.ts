import type { ErasureId, TeamId } from '@agent-factory/contracts';
import {
  type ClaimedErasure,
  type ErasureOf,
  type ErasureRow,
  erasePerson,
  eraseTeamCounted,
  finishErasure,
  handOverTeams,
  listTeamsOfErasure,
  listTeamsWithTraces,
  noteErasureStep,
  releaseErasure,
  saveErasureReceipt,
  selectErasure,
  withErasure,
} from '@agent-factory/db/privacy';
import type { Services } from '../service-context.ts';
import type { AccountErasure } from './account-erasure.ts';
import { eraseTraces } from './erase-traces.ts';
import { erasureBody } from './erasure-body.ts';
import { erasureToken } from './erasure-token.ts';
import { renderErasureNotice } from './render-mails.ts';

export type ErasureParts = Pick<
  Services,
  'db' | 'clock' | 'cache' | 'secrets' | 'mail' | 'webUrl' | 'onError'
>;

/**
 * Does what is left to do of an erasure, and at the end signs its receipt and tells whom it was of. Each step is one
 * transaction together with its note, so that whoever takes it up after a crash does nothing twice and forgets nothing.
 * False where it cannot go on yet. `afterStep` is told of each step, for tests that die there.
 */
export async function performErasure({
  services,
  claimed: { id, kind, subject },
  afterStep = async () => {},
}: {
  services: ErasureParts;
  claimed: ClaimedErasure;
  afterStep?: (step: string) => Promise<void>;
}): Promise<boolean> {
  const { db, clock } = services;
  const of: ErasureOf = kind === 'team' ? { teamId: teamOf(subject) } : { userId: subject };
  const done =
    kind === 'team'
      ? await eraseTeam(services, id, { teamId: teamOf(subject) })
      : await eraseAccount(services, { id, userId: subject }, afterStep);
  if (!done) {
    await withErasure(db, of, (tx) => releaseErasure(tx, { id }));
    return false;
  }
  await afterStep('rows');
  const row = await readRow(services, of, id);
  if (row.receipt === null) {
    const receipt = services.secrets.receipts.signErasure(erasureBody(row, new Date(clock.now())));
    await withErasure(db, of, (tx) => saveErasureReceipt(tx, { id, receipt }));
  }
  await afterStep('receipt');
  const link =
    services.webUrl === null ? null : new URL(`/erased/${erasureToken(services, id)}`, services.webUrl).href;
  for (const recipient of row.mailTo) await services.mail.send(renderErasureNotice(recipient, kind, link));
  await afterStep('mail');
  await withErasure(db, of, (tx) => finishErasure(tx));
  return true;
}

async function readRow({ db }: ErasureParts, of: ErasureOf, id: ErasureId): Promise<ErasureRow> {
  const row = await withErasure(db, of, (tx) => selectErasure(tx, { id }));
  if (row === undefined) throw new Error(`${id} is finished, or of somebody else`);
  return row;
}

async function eraseAccount(
  services: ErasureParts,
  erasure: AccountErasure,
  afterStep: (step: string) => Promise<void>,
): Promise<boolean> {
  const { db } = services;
  const { id, userId } = erasure;
  for (const teamId of await withErasure(db, { userId }, (tx) => listTeamsOfErasure(tx))) {
    if (!(await eraseTeam(services, id, { userId, teamId }))) return false;
    await afterStep('team');
  }
  // Whoever became the only owner since they asked.
  await withErasure(db, { userId }, (tx) => handOverTeams(tx));
  await afterStep('hand over');
  // Once more behind the person: until then they could still do something.
  for (const step of ['logs', 'person', 'logs again']) {
    if (step === 'person') {
      await withErasure(db, { userId }, async (tx) => {
        const counts = await erasePerson(tx);
        await noteErasureStep(tx, { id, step, counts });
      });
    } else {
      const teams = await withErasure(db, { userId }, (tx) => listTeamsWithTraces(tx));
      for (const teamId of teams) await eraseTraces(services, erasure, teamId);
    }
    await afterStep(step);
  }
  return true;
}

/** The rows, then what caches hold of them. */
async function eraseTeam(
  { db, cache }: ErasureParts,
  id: ErasureId,
  of: { userId?: string; teamId: TeamId },
): Promise<boolean> {
  const { teamId, userId } = of;
  const within: ErasureOf = userId === undefined ? { teamId } : { userId, teamId };
  const erased = await withErasure(db, within, async (tx) => {
    const counts = await eraseTeamCounted(tx);
    if (counts === null) return false;
    await noteErasureStep(tx, { id, step: `team ${teamId}`, counts });
    return true;
  });
  if (erased) await cache.erase(teamId);
  return erased;
}

/** A claimed erasure of a team has a team's id as its subject. */
function teamOf(subject: string): TeamId {
  return subject as TeamId;
}

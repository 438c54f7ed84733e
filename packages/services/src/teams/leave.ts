import { deleteMember, selectMember, withTenant } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import { requirePerson } from '../access/require-person.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { publishEvent } from '../webhooks/publish.ts';
import { refuseInWords } from './refuse-in-words.ts';

/** Ends the caller's own membership of the team they act in. Errors: `conflict` for the last owner and in one's personal team. */
export async function leaveTeam({ ctx }: { ctx: ServiceContext }): Promise<void> {
  const person = requirePerson(ctx.actor);
  const { teamId, userId } = person;
  const leaving = withTenant(ctx.db, person, async (tx) => {
    const member = await selectMember(tx, { teamId, userId });
    if (member === undefined) throw notFound('team');
    const { role, email } = member;
    await recordAudit(tx, ctx, {
      action: 'member.left',
      target: { id: userId, name: email ?? member.name },
      before: { role, email },
    });
    await publishEvent(tx, { teamId, type: 'member.left', data: { user_id: userId, email, role } });
    await deleteMember(tx, { teamId, userId });
  });
  await refuseInWords(leaving);
}

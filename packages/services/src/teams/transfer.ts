import { AppError, transferTeamInputSchema } from '@agent-factory/contracts';
import { changeMemberRole, selectMember, selectTeam, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import { requireTypedName } from '../access/require-typed-name.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { outranked, refuseInWords } from './refuse-in-words.ts';

/**
 * Makes a member the owner and the caller, who was, an admin. Errors: `forbidden` for who is no owner, `invalid_input`
 * for a name that was not typed as it is, `not_found` for who is no member, `conflict` for a personal team.
 */
export async function transferTeam({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof transferTeamInputSchema>;
}): Promise<void> {
  const person = requirePerson(ctx.actor);
  requireScope(person, 'team:own');
  const { user_id: userId, confirm_name } = parseInput(transferTeamInputSchema, input);
  const { teamId } = person;
  const transfer = withTenant(ctx.db, person, async (tx) => {
    const team = await selectTeam(tx, { teamId });
    if (team === undefined) throw notFound('team');
    requireTypedName(confirm_name, team.name);
    if (team.personal) {
      throw new AppError(
        'conflict',
        'A personal team stays with its person. Create a team to share and hand over.',
      );
    }
    if (userId === person.userId) throw new AppError('conflict', 'You own this team already.');
    const heir = await selectMember(tx, { teamId, userId });
    if (heir === undefined) throw notFound('member');
    // In this order: a team without an owner is refused between the two.
    const given = await changeMemberRole(tx, { teamId, userId, role: 'owner' });
    const taken = await changeMemberRole(tx, { teamId, userId: person.userId, role: 'admin' });
    if (!given || !taken) throw outranked();
    await recordAudit(tx, ctx, {
      action: 'team.transferred',
      target: { id: teamId, name: team.name },
      before: { owner: person.email, owner_id: person.userId },
      after: { owner: heir.email, owner_id: userId },
    });
  });
  await refuseInWords(transfer);
}

import { randomUUID } from 'node:crypto';
import type { InvitationSent } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { listAgents } from '../agents/list.ts';
import { listOutbox } from '../auth/list-outbox.ts';
import { contextFor } from '../service-context.ts';
import { deleteTeam } from '../teams/delete.ts';
import { listTeams } from '../teams/list.ts';
import { type PersonContext, teamOfPerson } from '../teams/testing/people.ts';
import { resolveActor } from '../testing/resolve-actor.ts';
import { agentText, openStand, refusalError, type Stand } from '../testing/stand.ts';
import { acceptInvitation } from './accept.ts';
import { declineInvitation } from './decline.ts';
import { invite } from './invite.ts';
import { listInvitations } from './list.ts';
import { previewInvitation } from './preview.ts';
import { resendInvitation } from './resend.ts';
import { revokeInvitation } from './revoke.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const codeOf = async (work: Promise<unknown>) => (await refusalError(work)).code;
const tokenOf = ({ link }: InvitationSent) => new URL(link).searchParams.get('invitation') ?? '';
const emailOf = ({ actor }: { actor: { email: string | null } }) => actor.email ?? '';

/** Everything that is stored of invitations is as if it had happened so much earlier. */
function ago(id: string, span: string): Promise<unknown> {
  return queryAsAdmin(
    stand.adminUrl,
    `update public.invitations set sent_at = sent_at - $2::interval, expires_at = expires_at - $2::interval where id = $1`,
    [id, span],
  );
}

function proven(person: PersonContext): Promise<unknown> {
  return queryAsAdmin(stand.adminUrl, 'update auth.users set email_confirmed_at = now() where id = $1', [
    person.actor.userId,
  ]);
}

async function invited(role: 'admin' | 'editor' | 'viewer' = 'editor') {
  const team = await teamOfPerson(stand);
  const guest = await stand.tenant();
  const sent = await invite({ ctx: team.owner, input: { email: emailOf(guest).toUpperCase(), role } });
  return { ...team, guest, sent };
}

describe('by link', () => {
  test('whoever is invited sees for what, joins once, and then shares everything', async () => {
    const { owner, name, guest, sent } = await invited('viewer');
    expect(sent).toMatchObject({ email: emailOf(guest), role: 'viewer', state: 'open', mail: 'outbox' });
    const token = tokenOf(sent);
    expect(await previewInvitation({ services: stand.services, input: { token } })).toMatchObject({
      team_name: name,
      role: 'viewer',
      email: emailOf(guest),
      state: 'open',
    });
    const joined = await acceptInvitation({ ctx: guest, input: { token } });
    expect(joined).toEqual({ team_id: owner.actor.teamId, role: 'viewer' });

    await createAgent({ ctx: owner, input: { spec: agentText('adder') } });
    const { userId } = guest.actor;
    const actor = await resolveActor({
      services: stand.services,
      input: { user_id: userId, email: null, team_id: joined.team_id },
    });
    const { items } = await listAgents({ ctx: contextFor(stand.services, actor), input: {} });
    expect(items.map((agent) => agent.name)).toContain('adder');
    expect((await refusalError(acceptInvitation({ ctx: guest, input: { token } }))).message).toContain(
      'was used',
    );
    expect((await listInvitations({ ctx: owner })).items).toMatchObject([{ state: 'accepted' }]);
  });

  test('the mail carries the link, and the database its hash alone', async () => {
    const { guest, sent } = await invited();
    const { items } = await listOutbox({ ctx: stand });
    const mail = items.find(({ to }) => to === emailOf(guest));
    expect(mail?.text).toContain(sent.link);
    expect(tokenOf(sent)).toMatch(/^[\w-]{43}$/);
    const rows = await queryAsAdmin<{ row: string }>(
      stand.adminUrl,
      `select to_jsonb(i)::text || (select coalesce(string_agg(to_jsonb(a)::text, ''), '') from public.audit_entries a) as row
       from public.invitations i where id = $1`,
      [sent.id],
    );
    expect(rows[0]?.row).not.toContain(tokenOf(sent));
  });

  test('it is for one address: another is told so, kindly, and uses nothing up', async () => {
    const { guest, sent } = await invited();
    const other = await stand.tenant();
    const refused = await refusalError(acceptInvitation({ ctx: other, input: { token: tokenOf(sent) } }));
    expect(refused.code).toBe('forbidden');
    expect(refused.message).toContain(emailOf(guest));
    expect(refused.message).toContain(emailOf(other));
    await acceptInvitation({ ctx: guest, input: { token: tokenOf(sent) } });
  });

  test('of two who open it at once, one uses it', async () => {
    const { guest, sent } = await invited();
    const both = await Promise.allSettled(
      [0, 1].map(() => acceptInvitation({ ctx: guest, input: { token: tokenOf(sent) } })),
    );
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('it ends after seven days, and a new one of the same address takes its place', async () => {
    const { owner, guest, sent } = await invited();
    await ago(sent.id, '6 days 23 hours');
    expect(
      await previewInvitation({ services: stand.services, input: { token: tokenOf(sent) } }),
    ).toMatchObject({
      state: 'open',
    });
    await ago(sent.id, '1 hour 1 second');
    const refused = await refusalError(acceptInvitation({ ctx: guest, input: { token: tokenOf(sent) } }));
    expect(refused.message).toContain('has run out');
    expect((await listInvitations({ ctx: owner })).items).toMatchObject([{ state: 'expired' }]);
    const again = await invite({ ctx: owner, input: { email: emailOf(guest), role: 'admin' } });
    expect(again.id).toBe(sent.id);
    expect(await acceptInvitation({ ctx: guest, input: { token: tokenOf(again) } })).toMatchObject({
      role: 'admin',
    });
  });

  test('what was revoked opens nothing; what was sent again opens by the new link alone', async () => {
    const { owner, guest, sent } = await invited();
    expect((await refusalError(resendInvitation({ ctx: owner, input: { id: sent.id } }))).code).toBe(
      'rate_limited',
    );
    await ago(sent.id, '2 minutes');
    const again = await resendInvitation({ ctx: owner, input: { id: sent.id } });
    expect(await codeOf(acceptInvitation({ ctx: guest, input: { token: tokenOf(sent) } }))).toBe('not_found');
    await revokeInvitation({ ctx: owner, input: { id: sent.id } });
    expect(await codeOf(acceptInvitation({ ctx: guest, input: { token: tokenOf(again) } }))).toBe('conflict');
    expect(await codeOf(revokeInvitation({ ctx: owner, input: { id: sent.id } }))).toBe('not_found');
  });

  test.each(['', 'short', 'x'.repeat(43), `${'x'.repeat(42)}!`])('%j is nobody’s token', async (token) => {
    expect(await codeOf(previewInvitation({ services: stand.services, input: { token } }))).toBe('not_found');
  });

  test('a team that is shut lets nobody in, and nobody sees its name', async () => {
    const { owner, name, guest, sent } = await invited();
    await deleteTeam({ ctx: owner, input: { confirm_name: name } });
    const token = tokenOf(sent);
    expect(await codeOf(previewInvitation({ services: stand.services, input: { token } }))).toBe('not_found');
    expect(await codeOf(acceptInvitation({ ctx: guest, input: { token } }))).toBe('not_found');
  });
});

describe('by one’s own address', () => {
  test('what waits is shown to who has proven the address, and taken or declined without a link', async () => {
    const { owner, name, guest, sent } = await invited();
    const person: PersonContext = { ...guest, actor: guest.actor };
    expect((await listTeams({ ctx: person })).invitations).toEqual([]);
    expect(await codeOf(acceptInvitation({ ctx: person, input: { id: sent.id } }))).toBe('not_found');
    await proven(person);
    expect((await listTeams({ ctx: person })).invitations).toMatchObject([{ id: sent.id, team_name: name }]);
    await declineInvitation({ ctx: person, input: { id: sent.id } });
    expect((await listTeams({ ctx: person })).invitations).toEqual([]);
    expect((await listInvitations({ ctx: owner })).items).toMatchObject([{ state: 'declined' }]);

    const again = await invite({ ctx: owner, input: { email: emailOf(guest), role: 'viewer' } });
    expect(await acceptInvitation({ ctx: person, input: { id: again.id } })).toMatchObject({
      role: 'viewer',
    });
  });

  test('another’s is as unknown as none', async () => {
    const { sent } = await invited();
    const other = await stand.tenant();
    await proven({ ...other, actor: other.actor });
    expect(await codeOf(acceptInvitation({ ctx: other, input: { id: sent.id } }))).toBe('not_found');
    expect(await codeOf(declineInvitation({ ctx: other, input: { id: sent.id } }))).toBe('not_found');
  });
});

describe('who may invite whom', () => {
  test('admins, everyone below owner; editors nobody', async () => {
    const { owner, join } = await teamOfPerson(stand);
    const [admin, editor] = await Promise.all([join('admin'), join('editor')]);
    const ask = (ctx: PersonContext, role: string) =>
      invite({ ctx, input: { email: `${randomUUID()}@example.test`, role: role as 'viewer' } });
    expect((await ask(admin, 'admin')).role).toBe('admin');
    expect(await codeOf(ask(owner, 'owner'))).toBe('invalid_input');
    expect(await codeOf(ask(editor, 'viewer'))).toBe('forbidden');
    expect(await codeOf(listInvitations({ ctx: editor }))).toBe('forbidden');
  });

  test('no member and nobody twice, also at the same moment; no nonsense', async () => {
    const { owner, join } = await teamOfPerson(stand);
    const member = await join('viewer');
    const ask = (email: string) => invite({ ctx: owner, input: { email, role: 'viewer' } });
    expect((await refusalError(ask(emailOf(member)))).message).toContain('is a member');
    const email = `${randomUUID()}@example.test`;
    const both = await Promise.allSettled([ask(email), ask(email)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await refusalError(ask(email))).message).toContain('invited already');
    for (const nonsense of ['nobody', '', 'a@b', 'x@example.test\r\nBcc: y@example.test']) {
      expect(await codeOf(ask(nonsense))).toBe('invalid_input');
    }
  });

  test('a team that sends very many has to wait', async () => {
    const { owner } = await teamOfPerson(stand);
    const first = await invite({
      ctx: owner,
      input: { email: `${randomUUID()}@example.test`, role: 'viewer' },
    });
    await queryAsAdmin(stand.adminUrl, 'update public.invitations set sent_count = 200 where id = $1', [
      first.id,
    ]);
    const next = invite({ ctx: owner, input: { email: `${randomUUID()}@example.test`, role: 'viewer' } });
    expect(await codeOf(next)).toBe('rate_limited');
  });

  test('where no mail is set up the link is there to be handed over', async () => {
    const { owner } = await teamOfPerson(stand);
    const ctx = { ...owner, mail: { send: async () => 'none' as const } };
    const sent = await invite({ ctx, input: { email: `${randomUUID()}@example.test`, role: 'viewer' } });
    expect(sent.mail).toBe('none');
    expect(sent.link).toMatch(/^http:\/\/web\.test\/join\?invitation=/);
    const without = invite({
      ctx: { ...owner, webUrl: null },
      input: { email: `${randomUUID()}@example.test`, role: 'viewer' },
    });
    expect(await codeOf(without)).toBe('unavailable');
  });
});

import { isAtLeast, type TeamRole, teamRoles } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../access/require-person.ts';
import { acceptInvitation } from '../invitations/accept.ts';
import { invite } from '../invitations/invite.ts';
import { contextFor } from '../service-context.ts';
import { openStand, refusalError, type Stand } from '../testing/stand.ts';
import { changeRole } from './change-role.ts';
import { createTeam } from './create.ts';
import { leaveTeam } from './leave.ts';
import { listMembers } from './list-members.ts';
import { removeMember } from './remove-member.ts';
import { renameTeam } from './rename.ts';
import type { PersonContext } from './testing/people.ts';
import { transferTeam } from './transfer.ts';

let stand: Stand;
let people: readonly Person[];
beforeAll(async () => {
  stand = await openStand();
  people = (await Promise.all(Array.from({ length: 4 }, () => stand.tenant()))).map(({ actor }) => actor);
});
afterAll(() => stand.drop());

/** What the rules say, without a database: who is in with which role, and who holds which invitation. */
interface Model {
  roles: Map<number, TeamRole>;
  invited: Map<number, TeamRole>;
}

interface Real {
  teamId: Person['teamId'];
  name: string;
  tokens: Map<number, string>;
}

const at = <T>(items: readonly T[], index: number): T => {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no ${index}`);
  return item;
};

/** The caller as a process may still remember it: with the role that it has, or one that it never had or lost. */
function as(who: number, { teamId }: Real, role: TeamRole): PersonContext {
  const actor: Person = { ...at(people, who), teamId, role };
  return { ...contextFor(stand.services, actor), actor };
}

type Move = (context: {
  who: number;
  whom: number;
  role: TeamRole;
  model: Model;
  real: Real;
  caller: PersonContext;
}) => {
  /** Whether the rules let it happen. */
  allowed: boolean;
  /** What who is remembered with a higher role may be let do: it is so already, or theirs to do by another verb. */
  harmless?: boolean;
  run(): Promise<unknown>;
  /** What it does to the model. */
  apply(): void;
};

const owners = ({ roles }: Model) => [...roles.values()].filter((role) => role === 'owner').length;
const isRole = (model: Model, who: number, least: TeamRole) => {
  const role = model.roles.get(who);
  return role !== undefined && isAtLeast(role, least);
};

const moves: Readonly<Record<string, Move>> = {
  invite: ({ who, whom, role, model, real, caller }) => ({
    allowed:
      isRole(model, who, 'admin') && role !== 'owner' && !model.roles.has(whom) && !model.invited.has(whom),
    async run() {
      const input = { email: at(people, whom).email ?? '', role: role as 'viewer' };
      const { link } = await invite({ ctx: caller, input });
      real.tokens.set(whom, new URL(link).searchParams.get('invitation') ?? '');
    },
    apply: () => model.invited.set(whom, role),
  }),
  accept: ({ who, whom, model, real, caller }) => ({
    // With the link of `whom`, which is for nobody else.
    allowed: who === whom && model.invited.has(who),
    run: () => acceptInvitation({ ctx: caller, input: { token: real.tokens.get(whom) ?? 'x'.repeat(43) } }),
    apply() {
      const role = model.invited.get(who);
      model.invited.delete(who);
      if (role !== undefined && !model.roles.has(who)) model.roles.set(who, role);
    },
  }),
  'change the role': ({ who, whom, role, model, caller }) => {
    const before = model.roles.get(whom);
    const touchesOwner = before === 'owner' || role === 'owner';
    return {
      allowed:
        before !== undefined &&
        isRole(model, who, touchesOwner ? 'owner' : 'admin') &&
        !(before === 'owner' && role !== 'owner' && owners(model) === 1),
      harmless: before === role,
      run: () => changeRole({ ctx: caller, input: { user_id: at(people, whom).userId, role } }),
      apply: () => model.roles.set(whom, role),
    };
  },
  remove: ({ who, whom, model, caller }) => {
    const before = model.roles.get(whom);
    return {
      allowed:
        before !== undefined &&
        isRole(model, who, before === 'owner' ? 'owner' : 'admin') &&
        !(before === 'owner' && owners(model) === 1),
      // To leave.
      harmless: who === whom && before !== undefined && !(before === 'owner' && owners(model) === 1),
      run: () => removeMember({ ctx: caller, input: { user_id: at(people, whom).userId } }),
      apply: () => model.roles.delete(whom),
    };
  },
  leave: ({ who, model, caller }) => ({
    allowed: model.roles.has(who) && !(model.roles.get(who) === 'owner' && owners(model) === 1),
    run: () => leaveTeam({ ctx: caller }),
    apply: () => model.roles.delete(who),
  }),
  transfer: ({ who, whom, model, real, caller }) => ({
    allowed: model.roles.get(who) === 'owner' && model.roles.has(whom) && who !== whom,
    run: () =>
      transferTeam({ ctx: caller, input: { user_id: at(people, whom).userId, confirm_name: real.name } }),
    apply() {
      model.roles.set(whom, 'owner');
      model.roles.set(who, 'admin');
    },
  }),
  rename: ({ who, model, real, caller }) => ({
    allowed: isRole(model, who, 'admin'),
    run: () => renameTeam({ ctx: caller, input: { name: real.name } }),
    apply: () => undefined,
  }),
};

/** One move of anybody, towards anybody, with the role that they claim to have. */
class Step implements fc.AsyncCommand<Model, Real> {
  readonly #what: { move: string; who: number; whom: number; role: TeamRole; claimed: TeamRole | 'true' };

  constructor(what: { move: string; who: number; whom: number; role: TeamRole; claimed: TeamRole | 'true' }) {
    this.#what = what;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    const { move, who, whom, role, claimed } = this.#what;
    const held = model.roles.get(who) ?? 'viewer';
    const caller = as(who, real, claimed === 'true' ? held : claimed);
    const step = moves[move]?.({ who, whom, role, model, real, caller });
    if (step === undefined) throw new Error(`there is no move ${move}`);
    // A claim below what is held may be refused by the verb alone; one above it must be refused by the policies.
    const mayRefuse = claimed !== 'true' && !isAtLeast(claimed, held);
    if (step.allowed && !mayRefuse) {
      await step.run();
      step.apply();
    } else if (step.allowed) {
      await step.run().then(step.apply, () => undefined);
    } else if (step.harmless && claimed !== 'true') {
      await step.run().then(step.apply, () => undefined);
    } else {
      const { code } = await refusalError(step.run());
      expect(['forbidden', 'not_found', 'conflict', 'invalid_input']).toContain(code);
    }
    await compare(model, real);
  }

  toString(): string {
    const { move, who, whom, role, claimed } = this.#what;
    return `${move}(${who} → ${whom} as ${role}, claims ${claimed})`;
  }
}

/** Who is in, as an owner sees it, is what the rules say; and there is an owner. */
async function compare({ roles }: Model, real: Real): Promise<void> {
  const owner = [...roles].find(([, role]) => role === 'owner')?.[0] ?? 0;
  const { items } = await listMembers({ ctx: as(owner, real, 'owner') });
  const held = items.map(({ user_id, role }) => [people.findIndex(({ userId }) => userId === user_id), role]);
  expect(held.sort()).toEqual([...roles].sort());
  expect(items.some(({ role }) => role === 'owner')).toBe(true);
}

const steps = fc.record({
  // What changes a member comes most often, and every way in and out at all.
  move: fc.constantFrom(
    ...Object.keys(moves),
    'invite',
    'accept',
    'change the role',
    'change the role',
    'change the role',
  ),
  who: fc.nat(3),
  whom: fc.nat(3),
  role: fc.constantFrom(...teamRoles),
  claimed: fc.oneof({ weight: 3, arbitrary: fc.constant('true' as const) }, fc.constantFrom(...teamRoles)),
});

test('in any order of invitations, changes, removals and transfers there is an owner, and nobody acts above their role', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands([steps.map((what) => new Step(what))], { maxCommands: 60, size: 'max' }),
      async (commands) => {
        const maker = contextFor(stand.services, at(people, 0));
        // One person owns at most twenty teams; the property makes more.
        await queryAsAdmin(stand.adminUrl, 'delete from public.teams where personal_of is null');
        const { id, name } = await createTeam({ ctx: maker, input: { name: 'Crew' } });
        const real: Real = { teamId: id, name, tokens: new Map() };
        const model: Model = { roles: new Map([[0, 'owner']]), invited: new Map() };
        // An admin and an editor from the start, by the ways that everybody takes.
        for (const [whom, role] of [
          [1, 'admin'],
          [2, 'editor'],
        ] as const) {
          await new Step({ move: 'invite', who: 0, whom, role, claimed: 'true' }).run(model, real);
          await new Step({ move: 'accept', who: whom, whom, role, claimed: 'true' }).run(model, real);
        }
        expect(model.roles.size).toBe(3);
        await fc.asyncModelRun(() => ({ model, real }), commands);
      },
    ),
    { numRuns: 10 },
  );
}, 120_000);

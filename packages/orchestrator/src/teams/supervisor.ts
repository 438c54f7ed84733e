import type { TeamSpec, ToolRef } from '@agent-factory/spec';
import { derivedSpec } from './derived-spec.ts';
import { offersOf } from './member-input.ts';
import { endedBy, type Pattern } from './pattern.ts';
import { instructionsOf, rosterOf } from './roster.ts';
import { pinnedAgent } from './visit-member.ts';

type SupervisorSpec = Extract<TeamSpec, { pattern: 'supervisor' }>;

/** One agent gets the members as tools and hands out work until it is done; its answer is the team's. */
export function supervisor({ supervisor: agent, members }: SupervisorSpec): Pattern<null> {
  return {
    begin: null,
    async turn(_, { team, input, context, visit }) {
      const pinned = derivedSpec(pinnedAgent(context, agent), 'supervisor', (spec) => ({
        ...spec,
        tools: [...spec.tools, ...handed(spec.tools, members)],
        instructions: instructionsOf(
          spec.instructions,
          `# Your team\n\nCall a member as a tool to give it work; say in full what it should do, since it sees nothing else.\n\n${rosterOf(context, members)}`,
          team.spec.instructions,
        ),
      }));
      const outcome = await visit({
        name: agent,
        agent,
        pinned,
        visit: 1,
        offers: offersOf(input),
        inThread: true,
        note: null,
      });
      return outcome.status === 'succeeded' ? { made: outcome.output } : { result: endedBy(agent, outcome) };
    },
  };
}

/** Members that the supervisor cannot call anyway. */
function handed(tools: readonly ToolRef[], members: SupervisorSpec['members']): ToolRef[] {
  const own = new Set(tools.map((tool) => (tool.type === 'agent' ? tool.name : '')));
  return members.filter(({ agent }) => !own.has(agent)).map(({ agent }) => ({ type: 'agent', name: agent }));
}

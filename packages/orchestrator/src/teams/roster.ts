import type { TeamMember } from '@agent-factory/spec';
import type { RunContext } from '../run/run-context.ts';
import { pinnedAgent } from './visit-member.ts';

/** The members as a model reads them: what the team says of each, else what its own spec says. */
export function rosterOf(context: RunContext, members: readonly TeamMember[]): string {
  return members
    .map(({ agent, description }) => {
      const { spec } = pinnedAgent(context, agent);
      return `- ${agent}: ${description || spec.description || spec.title}`;
    })
    .join('\n');
}

/** Instructions and what the team adds to them. */
export function instructionsOf(...parts: readonly string[]): string {
  return parts.filter((part) => part.trim() !== '').join('\n\n');
}

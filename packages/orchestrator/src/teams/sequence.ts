import type { JsonValue, TeamSpec } from '@agent-factory/spec';
import { offersOf } from './member-input.ts';
import { endedBy, type Pattern } from './pattern.ts';

type SequenceSpec = Extract<TeamSpec, { pattern: 'sequence' }>;
interface SequenceWork {
  /** How many members are done. */
  done: number;
  /** What the last of them made; the team's input before. */
  value: JsonValue;
}

/** Each member works on what the one before it made. */
export function sequence({ members }: SequenceSpec): Pattern<SequenceWork> {
  return {
    begin: { done: 0, value: null },
    async turn({ done, value }, { input, visit, skip }) {
      const member = members[done];
      if (member === undefined) return { made: value };
      const { agent } = member;
      const before = members[done - 1];
      const outcome = await visit({
        name: agent,
        agent,
        visit: members.slice(0, done + 1).filter((each) => each.agent === agent).length,
        offers: offersOf(done === 0 ? input : value),
        inThread: done === 0,
        note: before === undefined ? null : `after ${before.agent}`,
      });
      if (outcome.status !== 'succeeded') {
        for (const rest of new Set(members.slice(done + 1).map((each) => each.agent))) {
          if (members.slice(0, done + 1).some((each) => each.agent === rest)) continue;
          await skip({ name: rest, agent: rest }, `${agent} did not succeed`);
        }
        return { result: endedBy(agent, outcome) };
      }
      return done + 1 === members.length
        ? { made: outcome.output }
        : { work: { done: done + 1, value: outcome.output } };
    },
  };
}

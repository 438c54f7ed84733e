import type { JsonValue, TeamSpec } from '@agent-factory/spec';
import { offersOf } from './member-input.ts';
import { endedBy, type Pattern } from './pattern.ts';
import { withAnswers } from './with-answers.ts';

type ParallelSpec = Extract<TeamSpec, { pattern: 'parallel' }>;
/** Answers by member, once all have answered. */
type ParallelWork = { answers: Readonly<Record<string, JsonValue>> } | { answers: null };

/** All members work on the same request at once; one that fails fails the team, once the others have ended too. */
export function parallel({ members, merge }: ParallelSpec): Pattern<ParallelWork> {
  return {
    begin: { answers: null },
    async turn({ answers }, { input, visit, together, skip }) {
      if (answers === null) {
        const outcomes = await together(
          members.map(({ agent }) => ({
            name: agent,
            agent,
            visit: 1,
            offers: offersOf(input),
            inThread: true,
            note: null,
          })),
        );
        const failing = outcomes.findIndex(({ status }) => status !== 'succeeded');
        const outcome = outcomes[failing];
        const name = members[failing]?.agent;
        if (outcome !== undefined && name !== undefined) {
          if (merge !== undefined) await skip({ name: merge, agent: merge }, `${name} did not succeed`);
          return { result: endedBy(name, outcome) };
        }
        const made = Object.fromEntries(
          members.map(({ agent }, place) => [agent, outcomes[place]?.output ?? null]),
        );
        return merge === undefined ? { made } : { work: { answers: made } };
      }
      if (merge === undefined) return { made: answers };
      const own = members.filter(({ agent }) => agent === merge).length;
      const outcome = await visit({
        name: merge,
        agent: merge,
        visit: own + 1,
        offers: withAnswers(input, 'answers', answers),
        inThread: true,
        note: `makes one answer of ${members.map(({ agent }) => agent).join(', ')}`,
      });
      return outcome.status === 'succeeded' ? { made: outcome.output } : { result: endedBy(merge, outcome) };
    },
  };
}

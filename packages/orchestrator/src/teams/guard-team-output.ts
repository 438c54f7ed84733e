import { type JsonValue, textOf } from '@agent-factory/spec';
import type { TeamParts } from '../compile/spec-parts.ts';
import { enforce, explain } from '../invariants/enforce.ts';
import { readAnswer } from '../nodes/read-answer.ts';
import { rememberedAfter } from '../run/conversation.ts';
import { failed, refused } from '../run/run-state.ts';
import type { TeamNode } from './take-turn.ts';

/** Makes the team's output of what its members made, if the team's schema and rules let it. A team is not asked again. */
export function guardTeamOutput(team: TeamParts): TeamNode {
  return async (state, context) => {
    const { progress, made } = state;
    const answer = fitting(team, made?.value ?? null);
    if (!answer.ok) return { result: failed({ code: 'invalid_output', message: answer.problem }) };
    const passage = await enforce(
      context,
      { at: 'output', place: '', value: answer.value },
      { mayRetry: false },
    );
    if (passage.kind !== 'pass') {
      const message = `The answer was refused. ${passage.broken.map(explain).join(' ')}`;
      return { result: refused({ code: 'invariant_violated', message }) };
    }
    const text = textOf(passage.value);
    await context.emit({
      type: 'token',
      step: Math.max(1, progress.step + (progress.memberSteps ?? 0)),
      text,
    });
    return {
      history: rememberedAfter(state, text),
      result: { status: 'succeeded', output: passage.value, error: null },
    };
  };
}

/** An object as it is, where it fits; words as the JSON that they hold, where the team's schema asks for one. */
function fitting({ outputViolations }: TeamParts, value: JsonValue): ReturnType<typeof readAnswer> {
  if (typeof value === 'string') return readAnswer(value, outputViolations);
  return outputViolations === null
    ? { ok: true, value }
    : readAnswer(JSON.stringify(value), outputViolations);
}

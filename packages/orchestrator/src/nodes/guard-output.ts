import { textOf } from '@agent-factory/spec';
import type { AgentParts } from '../compile/spec-parts.ts';
import { enforce, explain, holdsBackOutput, maxInvariantRetries } from '../invariants/enforce.ts';
import { rememberedAfter } from '../run/conversation.ts';
import { type AgentState, failed, refused } from '../run/run-state.ts';
import { readAnswer } from './read-answer.ts';
import type { AgentNode } from './settling.ts';

/** Makes the output of the last answer, if the schema and every rule let it. */
export function guardOutput(agent: AgentParts): AgentNode {
  return async (state, context) => {
    const { markEffect, emit } = context;
    const { progress } = state;
    const answer = readAnswer(lastAnswer(state), agent.outputViolations);
    if (!answer.ok) {
      if (progress.repaired) return { result: failed({ code: 'invalid_output', message: answer.problem }) };
      markEffect();
      return askAgain(state, `${answer.problem} ${answer.advice}`, { ...progress, repaired: true });
    }
    const passage = await enforce(
      context,
      { at: 'output', place: String(progress.step), value: answer.value },
      { mayRetry: progress.invariantRetries < maxInvariantRetries },
    );
    if (passage.kind === 'block') {
      const message = `The answer was refused. ${passage.broken.map(explain).join(' ')}`;
      return { result: refused({ code: 'invariant_violated', message }) };
    }
    if (passage.kind === 'retry') {
      markEffect();
      const rules = passage.broken.map(explain).join('\n');
      return askAgain(
        state,
        `Your answer breaks a rule that is enforced:\n${rules}\nAnswer again, within it.`,
        {
          ...progress,
          invariantRetries: progress.invariantRetries + 1,
        },
      );
    }
    // Redacted values no longer have to fit: a number that was cut out is a text now.
    const text = textOf(passage.value);
    if (holdsBackOutput(context)) await emit({ type: 'token', step: progress.step, text });
    return {
      history: rememberedAfter(state, text, agent.spec.memory),
      result: { status: 'succeeded', output: passage.value, error: null },
    };
  };
}

function lastAnswer({ messages }: AgentState): string {
  const last = messages.at(-1);
  return last?.role === 'assistant' ? last.content : '';
}

function askAgain(
  state: AgentState,
  content: string,
  progress: AgentState['progress'],
): Partial<AgentState> & { messages: AgentState['messages'] } {
  const { model, refusedModels = [] } = progress;
  const refused = model === null || refusedModels.includes(model) ? refusedModels : [...refusedModels, model];
  return {
    messages: [...state.messages, { role: 'user', content }],
    progress: { ...progress, refusedModels: refused },
  };
}

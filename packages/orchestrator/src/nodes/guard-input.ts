import type { AgentParts } from '../compile/agent-parts.ts';
import { enforce, explain } from '../invariants/enforce.ts';
import { asInput, bareQuery, renderInput } from '../run/render-input.ts';
import { refused } from '../run/run-state.ts';
import type { AgentNode } from './settling.ts';

/** Lets the input in, as its rules leave it, and opens the conversation with it. */
export function guardInput({ invariants }: Pick<AgentParts, 'invariants'>): AgentNode {
  return async ({ progress }, { emit, elapsedMs }) => {
    const passage = await enforce(
      invariants.input,
      { at: 'input', value: bareQuery(progress.input), progress, tool: null, elapsedMs: elapsedMs() },
      { mayRetry: false, emit },
    );
    if (passage.kind !== 'pass') {
      const message = `The input was refused. ${passage.broken.map(explain).join(' ')}`;
      return { result: refused({ code: 'invariant_violated', message }) };
    }
    return {
      messages: [{ role: 'user', content: renderInput(passage.value) }],
      progress: { ...progress, input: asInput(passage.value) },
    };
  };
}

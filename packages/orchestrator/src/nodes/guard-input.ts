import { asInput, bareQuery } from '@agent-factory/spec';
import { enforce, explain } from '../invariants/enforce.ts';
import { renderInput } from '../run/render-input.ts';
import { refused } from '../run/run-state.ts';
import type { AgentNode } from './settling.ts';

/** Lets the input in, as its rules leave it, and opens the conversation with it. */
export function guardInput(): AgentNode {
  return async ({ progress }, context) => {
    const passage = await enforce(
      context,
      { at: 'input', place: '', value: bareQuery(progress.input) },
      { mayRetry: false },
    );
    if (passage.kind !== 'pass') {
      const message = `The input was refused. ${passage.broken.map(explain).join(' ')}`;
      return { result: refused({ code: 'invariant_violated', message }) };
    }
    const input = asInput(passage.value);
    context.lineage[0].tally.input = input;
    return {
      messages: [{ role: 'user', content: renderInput(passage.value) }],
      progress: { ...progress, input },
    };
  };
}

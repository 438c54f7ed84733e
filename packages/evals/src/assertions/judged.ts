import type { Judged } from '../judges/ask-criterion.ts';
import type { Observation } from '../observation.ts';

/** What of a trial is shown to a judge. */
export function judgedOf(observation: Observation, guidance: string | null): Judged {
  const { input, text, turns, models } = observation;
  const isConversation = turns.length > 2;
  const own = turns.filter(({ role }) => role === 'agent').map((turn) => turn.text);
  return {
    input,
    answer: isConversation ? own.join('\n\n') : text,
    conversation: isConversation ? turns : null,
    guidance,
    models,
  };
}

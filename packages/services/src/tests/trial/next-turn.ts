import type { Turns } from '@agent-factory/contracts';
import { isAppError } from '@agent-factory/contracts';

/** What the user says next; `over` when the conversation has come to its end, `trouble` when nobody could say. */
export type NextTurn = { says: string } | { over: true } | { trouble: string };

export type Ask = (question: {
  system: string;
  user: string;
}) => Promise<{ text: string; model: string; costNanoUsd: number }>;

/** What a simulated user says when the goal is reached or given up. */
const endMark = '[[END]]';

/**
 * The user's next message after `said` of them: written down, or played by a model that knows persona and goal and
 * nothing of how the agent is judged.
 */
export async function nextTurn({
  turns,
  said,
  conversation,
  ask,
  paid,
}: {
  turns: Turns;
  /** Messages of the user so far. */
  said: number;
  conversation: readonly { role: 'user' | 'agent'; text: string }[];
  ask: Ask;
  paid(nanoUsd: number): void;
}): Promise<NextTurn> {
  if (turns.kind === 'scripted') {
    const says = turns.messages[said - 1];
    return says === undefined ? { over: true } : { says };
  }
  if (said >= turns.at_most) return { over: true };
  try {
    const { text, costNanoUsd } = await ask({
      system: [
        'You play a person who talks to an assistant. Write only what that person writes next, in their own words.',
        `Who you are: ${turns.persona}`,
        `What you want: ${turns.goal}`,
        'Never help the assistant with its task and never play the assistant.',
        `When you have what you want, or see that you will not get it, write ${endMark} and nothing else.`,
      ].join('\n'),
      user: conversation
        .map(({ role, text }) => `${role === 'user' ? 'You' : 'Assistant'}: ${text}`)
        .join('\n\n'),
    });
    paid(costNanoUsd);
    const says = text.trim();
    if (says === '') return { trouble: 'The simulated user said nothing.' };
    return says.includes(endMark) ? { over: true } : { says: says.slice(0, 20_000) };
  } catch (error) {
    const why = isAppError(error) ? error.message : 'it broke';
    return { trouble: `The simulated user could not be asked: ${why}` };
  }
}

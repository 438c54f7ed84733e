import type { ModelMessage } from '../model-port.ts';

export interface SplitMessages {
  /** The system messages at the beginning, as one text; '' for none. */
  instructions: string;
  talk: readonly ModelMessage[];
}

/** Parts the instructions at the beginning from the talk after them. */
export function splitInstructions(messages: readonly ModelMessage[]): SplitMessages {
  const first = messages.findIndex(({ role }) => role !== 'system');
  const opening = first === -1 ? messages : messages.slice(0, first);
  const [only] = opening;
  const instructions =
    only?.role === 'system' && opening.length === 1
      ? only.content
      : opening.map(({ content }) => content).join('\n\n');
  return { instructions, talk: first === -1 ? [] : first === 0 ? messages : messages.slice(first) };
}

/** The same for vendors that want at least one turn of talk: instructions alone are said by the user. */
export function splitWithTalk(messages: readonly ModelMessage[]): SplitMessages {
  const split = splitInstructions(messages);
  return split.talk.length > 0
    ? split
    : { instructions: '', talk: [{ role: 'user', content: split.instructions }] };
}

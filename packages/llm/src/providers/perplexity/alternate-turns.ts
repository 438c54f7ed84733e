import type { ModelMessage } from '../../model-port.ts';

/** Sonar's chat completions refuse two turns of one role in a row, so such turns are said in one. */
export function alternateTurns(messages: readonly ModelMessage[]): ModelMessage[] {
  const turns: ModelMessage[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    const begun = turns.some(({ role }) => role !== 'system');
    const spoken: ModelMessage =
      message.role === 'tool' || (message.role === 'system' && begun)
        ? { role: 'user', content: message.content }
        : message;
    if (last?.role === 'user' && spoken.role === 'user') {
      turns[turns.length - 1] = { role: 'user', content: `${last.content}\n\n${spoken.content}` };
    } else turns.push(spoken);
  }
  return turns;
}

import type { ContentPart, ModelMessage, UserContent } from '../../model-port.ts';

/** Sonar's chat completions refuse two turns of one role in a row, so such turns are said in one. */
export function alternateTurns(messages: readonly ModelMessage[]): ModelMessage[] {
  const turns: ModelMessage[] = [];
  let begun = false;
  for (const message of messages) {
    begun ||= message.role !== 'system';
    const spoken: ModelMessage =
      message.role === 'tool' || (message.role === 'system' && begun)
        ? { role: 'user', content: message.content }
        : message.role === 'assistant'
          ? { role: 'assistant', content: message.content, toolCalls: [] }
          : message;
    const last = turns.at(-1);
    if (last?.role === 'user' && spoken.role === 'user') {
      turns[turns.length - 1] = { role: 'user', content: join(last.content, spoken.content) };
    } else if (last?.role === 'assistant' && spoken.role === 'assistant') {
      const content = [last.content, spoken.content].filter((text) => text !== '').join('\n\n');
      turns[turns.length - 1] = { role: 'assistant', content, toolCalls: [] };
    } else turns.push(spoken);
  }
  return turns;
}

function join(first: UserContent, second: UserContent): UserContent {
  if (typeof first === 'string' && typeof second === 'string') return `${first}\n\n${second}`;
  return [...partsOf(first), ...partsOf(second)];
}

function partsOf(content: UserContent): readonly ContentPart[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

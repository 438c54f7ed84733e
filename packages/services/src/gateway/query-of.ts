import type { AgentCall } from '@agent-factory/llm/gateway';

const speakers = { system: 'Note', user: 'User', assistant: 'Assistant' } as const;

/**
 * The question that a conversation puts to an agent. In a thread that is its last message, for the agent remembers
 * the rest. A client that keeps the conversation itself sends it whole each time: then what was said before stands
 * above the question, and what it calls a system message is a note like any other, for an agent's instructions are
 * those of its spec.
 */
export function queryOf(messages: AgentCall['messages'], inThread: boolean): string {
  const question = messages.at(-1)?.text ?? '';
  const before = messages.slice(0, -1);
  if (inThread || before.length === 0) return question;
  const said = before.map(({ role, text }) => `${speakers[role]}: ${text}`);
  return `What was said before:\n\n${said.join('\n\n')}\n\nThe question now:\n\n${question}`;
}

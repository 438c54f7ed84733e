import {
  completionStream,
  type StandIn,
  type StandInReply,
  type StreamedAnswer,
  startStandIn,
} from '@agent-factory/llm/testing';

/** What a vendor was sent, as far as the bars read it. */
export interface Asked {
  /** The agent's own instructions. */
  system: string;
  /** What the person said last. */
  said: string;
  /** Results of tools since then, in order. */
  results: readonly string[];
  /** Names of the tools on offer. */
  tools: readonly string[];
}

/**
 * A vendor of models over real HTTP whose answers follow from the conversation alone, as a resumed run needs. It keeps
 * count of how many answers it has sent to their end.
 */
export function startVendor(
  answer: (asked: Asked) => StreamedAnswer | StandInReply,
  options: { paceMs?: number } = {},
): Promise<StandIn> {
  return startStandIn(({ body }): StandInReply => {
    const said = answer(readAsked(body));
    const reply = isReply(said) ? said : completionStream(said);
    return 'chunks' in reply && options.paceMs !== undefined ? { ...reply, paceMs: options.paceMs } : reply;
  });
}

function isReply(said: StreamedAnswer | StandInReply): said is StandInReply {
  return 'json' in said || 'chunks' in said;
}

/** What points a process at the vendor: OpenAI's own variables. */
export function vendorEnv({ url }: Pick<StandIn, 'url'>): Record<string, string> {
  return { OPENAI_API_KEY: 'sk-chaos', OPENAI_BASE_URL: `${url}/v1`, DEFAULT_PLAN: 'enterprise' };
}

interface ChatBody {
  messages?: readonly { role?: string; content?: unknown }[];
  tools?: readonly { function?: { name?: string } }[];
}

/** Sent by our own router in OpenAI's dialect. */
function readAsked(body: unknown): Asked {
  const { messages = [], tools = [] } = body as ChatBody;
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const text = (content: unknown) => (typeof content === 'string' ? content : JSON.stringify(content));
  return {
    system: text(messages.find(({ role }) => role === 'system' || role === 'developer')?.content ?? ''),
    said: text(messages[last]?.content ?? ''),
    results: messages.slice(last).flatMap(({ role, content }) => (role === 'tool' ? [text(content)] : [])),
    tools: tools.flatMap((tool) => tool.function?.name ?? []),
  };
}

export function call(id: string, name: string, input: Readonly<Record<string, unknown>>): StreamedAnswer {
  return { calls: [{ id, name, argumentPieces: [JSON.stringify(input)] }] };
}

import { AppError } from '@agent-factory/contracts';
import type { Flow, ModelMessage } from '../model-port.ts';
import { FieldError } from './field-error.ts';
import type { Admission, AgentCall, Exchange } from './gateway-port.ts';
import { pumpEvents } from './pump-events.ts';
import type { CallHeaders } from './read-call-headers.ts';
import type { ChatRequest } from './read-chat-request.ts';
import { createStreamSink } from './stream-sink.ts';
import { whenReaderGone } from './when-reader-gone.ts';
import { createWholeSink } from './whole-sink.ts';

/** An agent may be at its tools for minutes; proxies give up on a silent connection sooner. */
const heartbeatMs = 15_000;

/**
 * Answers by a run of an agent. Its spec rules: tools and output forms of the request are refused, and what only
 * tunes a model (temperature, bounds on tokens) has no say. The run is durable and goes on without its reader.
 */
export async function answerAgent(
  exchange: Exchange,
  admission: Admission,
  chat: ChatRequest,
  name: string,
  wishes: CallHeaders,
): Promise<void> {
  if (admission.runAgent === undefined) throw new AppError('not_found', 'There are no agents here.');
  if (chat.request.tools.length > 0) {
    throw new FieldError('tools', "'tools' is not taken: an agent has the tools of its spec.");
  }
  if (chat.request.outputSchema !== undefined) {
    throw new FieldError(
      'response_format',
      "'response_format' is not taken: an agent answers as its spec says.",
    );
  }
  const { res, config } = exchange;
  const gone = whenReaderGone(res);
  const run = await admission.runAgent({
    name,
    messages: saidIn(chat.request.messages),
    threadId: wishes.threadId,
    idempotencyKey: wishes.idempotencyKey,
    streamed: chat.streamed,
    signal: config.closing === undefined ? gone : AbortSignal.any([gone, config.closing]),
  });
  const answer = {
    created: Math.floor(Date.now() / 1000),
    includeUsage: chat.includeUsage,
    headers: { 'x-run-id': run.runId, 'x-thread-id': run.threadId },
  };
  let dispatched: Flow | undefined;
  const info = { provider: 'agent', model: `agent:${name}`, raw: false, cached: false };
  if (!chat.streamed) {
    pumpEvents(run.events, info, createWholeSink(exchange, answer));
    return;
  }
  const sink = createStreamSink(exchange, answer, () => dispatched);
  const heartbeat = setInterval(() => sink.stillHere(info), heartbeatMs);
  res.once('close', () => clearInterval(heartbeat));
  dispatched = pumpEvents(run.events, info, sink);
}

function saidIn(messages: readonly ModelMessage[]): AgentCall['messages'] {
  if (messages.at(-1)?.role !== 'user') {
    throw new FieldError('messages', "The last of 'messages' must be the user's.");
  }
  const said: AgentCall['messages'][number][] = [];
  for (const [index, message] of messages.entries()) {
    // What a tool of the caller's said once is in the answer that followed it.
    if (message.role === 'tool') continue;
    const text = message.role === 'user' ? textOf(message.content, index) : message.content;
    said.push({ role: message.role, text });
  }
  return said;
}

function textOf(content: Extract<ModelMessage, { role: 'user' }>['content'], index: number): string {
  if (typeof content === 'string') return content;
  return content
    .map((part) => {
      if (part.type === 'text') return part.text;
      throw new FieldError(`messages[${index}].content`, 'Agents take text; images are not taken yet.');
    })
    .join('');
}

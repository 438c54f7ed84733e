import type { Dispatched } from '../model-port.ts';
import { answerAgent } from './answer-agent.ts';
import type { Admission, Exchange } from './gateway-port.ts';
import { knownOrNotFound } from './known-model.ts';
import { readCallHeaders } from './read-call-headers.ts';
import { readChatRequest } from './read-chat-request.ts';
import { requireModels } from './require-models.ts';
import { createStreamSink } from './stream-sink.ts';
import { onReaderGone } from './when-reader-gone.ts';
import { createWholeSink } from './whole-sink.ts';

/** `POST /v1/chat/completions`. Throws what is wrong with the request; the rest is answered by the sink. */
export function answerChat(exchange: Exchange, admission: Admission, body: unknown): void | Promise<void> {
  const { res, config } = exchange;
  const wishes = readCallHeaders(res.req.headers);
  const chat = readChatRequest(body, wishes.maxCostNanoUsd);
  if (chat.target.kind === 'agent') return answerAgent(exchange, admission, chat, chat.target.name, wishes);
  requireModels(admission);

  let dispatched: Dispatched | undefined;
  const answer = {
    created: Math.floor(Date.now() / 1000),
    includeUsage: chat.includeUsage,
  };
  const sink = chat.streamed
    ? createStreamSink(exchange, answer, () => dispatched)
    : createWholeSink(exchange, answer);
  const call = config.router.dispatch(chat.request, knownOrNotFound(sink, chat.target, admission), {
    ...admission.options,
    ...wishes.options,
    streamed: chat.streamed,
  });
  dispatched = call;
  onReaderGone(res, () => call.cancel());
}

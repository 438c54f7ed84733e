import type { FastifyReply } from 'fastify';

/** Fires when the connection closes before the answer was sent in full. */
export function whenGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  if (reply.raw.closed) gone.abort();
  reply.raw.once('close', () => {
    // Every answer ends with a close; an abort for each would cost 2 % of a busy server (its DOMException).
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

import type { ServerResponse } from 'node:http';

/** Fires when the connection closes before the answer was sent in full. */
export function whenReaderGone(res: ServerResponse): AbortSignal {
  const gone = new AbortController();
  // Every answer ends with a close; an abort for each would cost a DOMException.
  res.once('close', () => {
    if (!res.writableFinished) gone.abort();
  });
  return gone.signal;
}

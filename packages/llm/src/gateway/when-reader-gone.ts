import type { ServerResponse } from 'node:http';

/** Calls `left` when the connection closes before the answer was sent in full. */
export function onReaderGone(res: ServerResponse, left: () => void): void {
  // Every answer ends with a close.
  res.once('close', () => {
    if (!res.writableFinished) left();
  });
}

/** The same as a signal, for those who take one. */
export function whenReaderGone(res: ServerResponse): AbortSignal {
  const gone = new AbortController();
  onReaderGone(res, () => gone.abort());
  return gone.signal;
}

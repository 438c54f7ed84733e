import { isAppError } from '@agent-factory/contracts';
import { errorBody, type HttpCode, shapeOf } from './error-shape.ts';
import { foreseen } from './foreseen.ts';
import type { Exchange } from './gateway-port.ts';

type Headers = Record<string, string | number>;

/** The headers of every answer, and `more`. */
export function headersOf({ config, requestId }: Exchange, more: Headers): Headers {
  return { ...config.headers, 'x-request-id': requestId, ...more };
}

export function sendJson(exchange: Exchange, status: number, text: string, more: Headers = {}): void {
  const { res } = exchange;
  // Written as a string with its length, so that it leaves in one piece with its headers.
  res.writeHead(
    status,
    headersOf(exchange, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
      ...more,
    }),
  );
  res.end(text);
}

/** Answers with an error in OpenAI's shape. Only before anything else was sent. */
export function sendError(exchange: Exchange, thrown: unknown, more: Headers = {}): void {
  const { res, config, requestId } = exchange;
  if (res.headersSent || res.destroyed) {
    res.destroy();
    return;
  }
  const error = foreseen(config, thrown);
  const { body, code } = errorBody(error, requestId);
  if (code === 'internal') config.onError?.(error, requestId);
  const { status, again } = shapeOf(code);
  const headers: Headers = { 'x-should-retry': String(again), ...more };
  if (status === 401) headers['www-authenticate'] = 'Bearer';
  if (isAppError(error) && error.retryAfterSeconds !== undefined) {
    headers['retry-after'] = error.retryAfterSeconds;
  }
  sendJson(exchange, status, JSON.stringify(body), headers);
}

/** Refuses what HTTP itself does not offer here. */
export function sendRefusal(exchange: Exchange, code: HttpCode, message: string, more: Headers = {}): void {
  const { status, type } = shapeOf(code);
  const error = { message, type, param: null, code, request_id: exchange.requestId };
  sendJson(exchange, status, JSON.stringify({ error }), more);
}

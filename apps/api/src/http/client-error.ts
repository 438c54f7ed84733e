import type { Socket } from 'node:net';
import { problemOf } from '../errors/problem.ts';
import { requestIdOf } from './request-id.ts';

/** Answers what is no HTTP request at all, before there is a request or a reply to work with. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const problem = {
    ...problemOf(refusalOf(error.code), requestIdOf({ headers: {} })),
    // Tells clients that the very same request may be sent again (RFC 9110 15.5.9).
    ...(late ? { status: 408 } : {}),
  };
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${problem.title}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${problem.request_id}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

function refusalOf(code: string | undefined): Parameters<typeof problemOf>[0] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return { code: 'payload_too_large', message: 'The headers are larger than 16 KB.' };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { code: 'invalid_input', message: 'The request did not arrive in time.' };
    default:
      return { code: 'invalid_input', message: 'This is not a valid HTTP request.' };
  }
}

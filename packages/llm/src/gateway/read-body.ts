import type { IncomingMessage } from 'node:http';
import { AppError } from '@agent-factory/contracts';

/** Room for a few images in base64. */
const maxBodyBytes = 10 * 1_048_576;

function tooLarge(): AppError {
  return new AppError('payload_too_large', 'The body is larger than 10 MB.');
}

/** The parsed JSON of a request. Rejects with AppError `payload_too_large` or `invalid_input`. */
export function readBody(req: IncomingMessage): Promise<unknown> {
  if (Number(req.headers['content-length']) > maxBodyBytes) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBodyBytes) reject(tooLarge());
      else chunks.push(chunk);
    });
    req.on('end', () => {
      const [only] = chunks;
      const bytes = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
      try {
        resolve(JSON.parse(bytes.toString()));
      } catch {
        reject(new AppError('invalid_input', 'The body is not valid JSON.'));
      }
    });
    req.on('error', () => reject(new AppError('cancelled', 'The request was broken off.')));
  });
}

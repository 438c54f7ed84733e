import { AppError } from '@agent-factory/contracts';
import type { UploadedFile } from '@agent-factory/services';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { newDocumentSchema } from './schemas.ts';

/**
 * The file of an upload: the body as it is, the one file of a form, or the text of a JSON body. Null for a form
 * without a file. AppError `invalid_input` says what is wrong with a body.
 */
export async function uploadedFile(
  request: FastifyRequest,
  { name, body }: { name: string | undefined; body: z.output<typeof newDocumentSchema> },
): Promise<UploadedFile | null> {
  const contentType = request.headers['content-type'] ?? null;
  if (!Buffer.isBuffer(body)) {
    return { name: body.name, contentType: 'text/plain', bytes: Buffer.from(body.text) };
  }
  if (contentType?.startsWith('multipart/form-data') === true) return fileOfForm(body, contentType, name);
  return { name: name ?? '', contentType, bytes: body };
}

async function fileOfForm(
  body: Buffer,
  contentType: string,
  name: string | undefined,
): Promise<UploadedFile | null> {
  let form: FormData;
  try {
    // The platform's own reader of forms; the body is here already, within its bound.
    form = await new Response(Uint8Array.from(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new AppError(
      'invalid_input',
      'The form cannot be read. Send it as multipart/form-data with its boundary.',
    );
  }
  for (const [, value] of form) {
    if (typeof value === 'string') continue;
    return {
      name: name ?? value.name,
      contentType: value.type === '' ? null : value.type,
      bytes: Buffer.from(await value.arrayBuffer()),
    };
  }
  return null;
}

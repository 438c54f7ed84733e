import { problem } from '../../../../gateway/forward-upload.ts';
import { readErasure } from '../../../../privacy/read-erasure.ts';

export const dynamic = 'force-dynamic';

/** The receipt as a file, as it was signed; the link is what opens it. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const found = await readErasure((await params).token, request.headers);
  if (found === null) return problem(404, 'not_found', 'There is no such receipt.');
  return Response.json(found.receipt, {
    headers: {
      'cache-control': 'no-store',
      'content-disposition': 'attachment; filename="erasure-receipt.json"',
    },
  });
}

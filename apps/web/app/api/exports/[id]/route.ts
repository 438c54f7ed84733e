import type { NextRequest } from 'next/server';
import { sendPersonalExport } from '../../../../gateway/send-export.ts';

export const dynamic = 'force-dynamic';

/** The archive of an export. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  return sendPersonalExport(request, `/v1/exports/${encodeURIComponent((await params).id)}/archive`);
}

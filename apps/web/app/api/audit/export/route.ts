import type { NextRequest } from 'next/server';
import { sendExport } from '../../../../gateway/send-export.ts';

export const dynamic = 'force-dynamic';

/** The audit log as a file. */
export function GET(request: NextRequest): Promise<Response> {
  return sendExport(request, '/v1/audit/export');
}

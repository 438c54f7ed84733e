import type { TeamId, TestRunId } from '@agent-factory/contracts';
import { problem } from '../gateway/forward-upload.ts';
import type { WebSession } from '../session/session-cookies.ts';
import { apiAs } from '../trpc/api-as.ts';
import { apiFailure } from '../trpc/api-failure.ts';

const formats = ['html', 'json', 'markdown', 'junit', 'github'] as const;
type Format = (typeof formats)[number];

export function reportFormat(value: string | null): Format | null {
  return formats.find((format) => format === value) ?? null;
}

/** What agents and models said stands in the page: it runs nothing, asks for nothing and is of no origin. */
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** The report as the browser is sent it. Refusals are problem documents (RFC 9457). */
export async function sendReport({
  session,
  teamId,
  testRunId,
  format,
}: {
  session: WebSession | null;
  teamId: TeamId | null;
  testRunId: TestRunId;
  format: Format;
}): Promise<Response> {
  try {
    const { name, type, text } = await apiAs(session, teamId).testEvidence.reportFile.query({
      run_id: testRunId,
      format,
    });
    const how = format === 'html' ? 'inline' : 'attachment';
    return new Response(text, {
      headers: {
        'content-type': type,
        'content-disposition': `${how}; filename="${name}"`,
        'content-security-policy': pagePolicy,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    const { code, message } = apiFailure(error);
    return problem(statusOf(code), code, message);
  }
}

function statusOf(code: string): number {
  switch (code) {
    case 'unauthenticated':
      return 401;
    case 'forbidden':
      return 403;
    case 'not_found':
      return 404;
    case 'conflict':
      return 409;
    case 'offline':
    case 'unavailable':
      return 503;
    default:
      return 500;
  }
}

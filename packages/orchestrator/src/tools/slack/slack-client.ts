import { isAppError } from '@agent-factory/contracts';
import type { WebClient } from '@slack/web-api';
import type { ToolEnvironment } from '../tool.ts';
import { ToolProblem } from '../tool-problem.ts';
import { baseUrlOf } from '../vendor/base-url.ts';
import { fieldOf, numberOf, textOf } from '../vendor/read-json.ts';
import { vendorFetch } from '../vendor/vendor-fetch.ts';
import { headersOf, vendorProblem } from '../vendor/vendor-problem.ts';

/** Slack's client over the egress client. Its own retries are off: the tools' one is enough, and within their time. */
export async function askSlack<T>(
  { credential, clock }: Pick<ToolEnvironment, 'credential' | 'clock'>,
  signal: AbortSignal,
  ask: (slack: WebClient) => Promise<T>,
): Promise<T> {
  const { fields, egress } = await credential('slack');
  // Loaded by the first call, as GitHub's client is.
  const { WebClient, LogLevel } = await import('@slack/web-api');
  const slack = new WebClient(fields.token ?? '', {
    slackApiUrl: `${baseUrlOf(fields, 'https://slack.com/api')}/`,
    allowAbsoluteUrls: false,
    fetch: vendorFetch('Slack', egress, signal),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // Nothing of a call belongs in the process's log.
    logger: {
      debug: () => {},
      info: () => {},
      warn: () => {},
      error: () => {},
      setLevel: () => {},
      getLevel: () => LogLevel.ERROR,
      setName: () => {},
    },
  });
  try {
    return await ask(slack);
  } catch (error) {
    throw problemOf(error, clock.now());
  }
}

function problemOf(error: unknown, nowMs: number): unknown {
  for (let at: unknown = error; at instanceof Error; at = at.cause ?? fieldOf(at, 'original')) {
    if (isAppError(at) || at instanceof ToolProblem) return at;
  }
  switch (fieldOf(error, 'code')) {
    case 'slack_webapi_rate_limited_error': {
      const seconds = numberOf(error, 'retryAfter');
      const headers = seconds === null ? {} : { 'retry-after': String(seconds) };
      return vendorProblem({ vendor: 'Slack', status: 429, headers, said: null, nowMs });
    }
    case 'slack_webapi_http_error': {
      const status = numberOf(error, 'statusCode') ?? 500;
      const headers = headersOf(fieldOf(error, 'headers'));
      return vendorProblem({ vendor: 'Slack', status, headers, said: null, nowMs });
    }
    case 'slack_webapi_platform_error':
      return new ToolProblem(sentenceOf(textOf(error, 'data', 'error') ?? 'unknown_error'));
    default:
      return error;
  }
}

/** Slack answers 200 to most refusals and names them by a word. */
function sentenceOf(word: string): string {
  switch (word) {
    case 'invalid_auth':
    case 'not_authed':
    case 'token_revoked':
    case 'token_expired':
    case 'account_inactive':
      return `Slack did not accept the credentials (${word}): renew them under Settings → Connections.`;
    case 'missing_scope':
    case 'not_allowed_token_type':
      return `Slack does not allow this to the connected token (${word}): posting needs the scope chat:write, searching a user token with search:read.`;
    case 'channel_not_found':
      return 'Slack has no such channel, or the connected account may not see it.';
    case 'not_in_channel':
      return 'The connected account is not in that channel: invite it there first.';
    case 'is_archived':
      return 'That channel is archived.';
    default:
      return `Slack refused: ${word}.`;
  }
}

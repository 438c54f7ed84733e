import { AppError } from '@agent-factory/contracts';
import type { Clock } from '@agent-factory/orchestrator';
import { request } from 'undici';
import { z } from 'zod';
import { rememberStates } from './remember-states.ts';
import type { SessionStates } from './session-state.ts';

const keptMs = 10_000;
const timeoutMs = 5_000;

const userSchema = z.object({
  factors: z.array(z.looseObject({ factor_type: z.string(), status: z.string() })).optional(),
});

/**
 * The same of the real Supabase Auth: `GET /auth/v1/user` with the token itself, which refuses a session that was signed
 * out and names the person's factors. At most once in 10 s per session, so a sign-out there counts here within that
 * time. Throws AppError `unavailable` when the service does not answer: a second factor must not be skipped by an outage.
 */
export function createRemoteSessionStates(options: {
  supabaseUrl: string;
  anonKey: string;
  clock: Clock;
}): SessionStates {
  const url = `${options.supabaseUrl.replace(/\/+$/, '')}/auth/v1/user`;
  return rememberStates({ clock: options.clock, keptMs }, async ({ accessToken }) => {
    const { statusCode, body } = await ask(url, { apikey: options.anonKey, accessToken });
    if (statusCode === 401 || statusCode === 403) {
      return { alive: false, raised: false, hasSecondFactor: false };
    }
    const user = userSchema.safeParse(body);
    if (statusCode !== 200 || !user.success) throw cannotTell(new Error(`it answered ${statusCode}`));
    const hasSecondFactor = (user.data.factors ?? []).some(({ status }) => status === 'verified');
    // The token tells the level; a token of before was replaced when the session was raised.
    return { alive: true, raised: true, hasSecondFactor };
  });
}

async function ask(
  url: string,
  { apikey, accessToken }: { apikey: string; accessToken: string },
): Promise<{ statusCode: number; body: unknown }> {
  try {
    const { statusCode, body } = await request(url, {
      headers: { apikey, authorization: `Bearer ${accessToken}` },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    return { statusCode, body: await body.json() };
  } catch (error) {
    throw cannotTell(error);
  }
}

function cannotTell(cause: unknown): AppError {
  return new AppError('unavailable', 'The sign-in service cannot be reached to check this session.', {
    cause,
  });
}

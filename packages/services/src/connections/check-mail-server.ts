import { AppError } from '@agent-factory/contracts';
import type { EgressClient } from '@agent-factory/orchestrator/egress';
import type { ConnectionVerdict } from './connection-verdict.ts';

const greetingMs = 10_000;

/**
 * Whether a mail server answers at all. What it thinks of the password shows with the first mail: asking would be a
 * sign-in, and servers count those.
 */
export async function checkMailServer(
  egress: EgressClient,
  fields: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ConnectionVerdict> {
  const { host = '', security } = fields;
  const port = Number(fields.port);
  if (!Number.isInteger(port)) throw new AppError('invalid_input', 'fields.port: must be a number.');
  const socket = await egress.connect({ host, port, timeoutMs: greetingMs, signal });
  try {
    // With tls the greeting is behind the handshake; that somebody listens has to do.
    if (security === 'tls') return { ok: true };
    const greeting = await new Promise<string>((done, refuse) => {
      socket.setTimeout(greetingMs, () => refuse(new AppError('timed_out', 'The mail server said nothing.')));
      socket.once('data', (data) => done(data.toString()));
      socket.once('error', refuse);
      socket.once('close', () => done(''));
    });
    if (greeting.startsWith('220')) return { ok: true };
    return { ok: false, reason: 'What answers there is no mail server.', refused: false };
  } finally {
    socket.destroy();
  }
}

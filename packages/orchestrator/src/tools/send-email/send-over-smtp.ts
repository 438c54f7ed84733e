import type { Credential } from '../connection-secrets.ts';
import { ToolProblem } from '../tool-problem.ts';
import type { OutgoingMail } from './outbox.ts';

/**
 * One mail over the mail server of a connection, on a socket of the egress client. `messageId` is the same in every
 * attempt of a run, so that receivers that look for twins find them.
 */
export async function sendOverSmtp(
  mail: OutgoingMail,
  { fields, egress, of }: Credential,
  options: { messageId: string; signal: AbortSignal },
): Promise<void> {
  const { signal } = options;
  const host = fields.host ?? '';
  const port = Number(fields.port ?? 587);
  // Only an operator may, for a server on the same machine.
  const isPlain = of === 'platform' && fields.security === 'none';
  // Loaded by the first mail, as the clients of vendors are.
  const { createTransport } = await import('nodemailer');
  const socket = await egress.connect({ host, port, timeoutMs: 10_000, signal });
  const transport = createTransport({
    host,
    port,
    secure: fields.security === 'tls',
    // Without it a man in the middle could talk the client out of encryption.
    requireTLS: !isPlain && fields.security !== 'tls',
    ignoreTLS: isPlain,
    ...(!fields.user ? {} : { auth: { user: fields.user, pass: fields.password ?? '' } }),
    connection: socket,
    disableFileAccess: true,
    disableUrlAccess: true,
    greetingTimeout: 10_000,
    socketTimeout: 15_000,
  });
  const stop = () => socket.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await transport.sendMail({ ...mail, to: [...mail.to], messageId: options.messageId });
  } catch (error) {
    throw problemOf(error);
  } finally {
    signal.removeEventListener('abort', stop);
    transport.close();
    socket.destroy();
  }
}

function problemOf(error: unknown): ToolProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const said = error instanceof Error && 'response' in error ? String(error.response).slice(0, 300) : '';
  const words = said === '' ? '' : ` It said: ${said}`;
  switch (code) {
    case 'EAUTH':
      return new ToolProblem(
        `The mail server did not accept the credentials: renew them under Settings → Connections.${words}`,
        { cause: error },
      );
    case 'EENVELOPE':
      return new ToolProblem(`The mail server refused a sender or receiver.${words}`, { cause: error });
    case 'ETLS':
      return new ToolProblem(`The mail server offers no encryption that works; nothing was sent.${words}`, {
        cause: error,
      });
    default:
      return new ToolProblem(`The mail server did not take the mail.${words}`, { cause: error });
  }
}

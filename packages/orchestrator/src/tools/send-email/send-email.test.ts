import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEgressClient } from '../../egress/egress-client.ts';
import { toolCallOptions } from '../../testing/memory-ports.ts';
import { createBuiltinTools } from '../builtin-tools.ts';
import type { ConnectionSecrets, SecretFields } from '../connection-secrets.ts';
import { openPlatformConnections } from '../env.ts';
import { mailCertificate } from '../testing/mail-certificate.ts';
import { fieldsOf } from '../testing/vendor-server.ts';
import type { ToolPorts } from '../tool.ts';
import type { OutgoingMail } from './outbox.ts';

const password = 'pa55-CANARY-word';
const mail = {
  to: ['ann@example.com', 'bo@example.com'],
  subject: 'Tea – now',
  text: 'It is <b>hot</b>.\n.\nCome.',
};

/** A real mail server without encryption, and what it was given. */
async function startMailServer(options: SMTPServerOptions = {}) {
  const received: { from: string; to: string[]; message: string }[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onAuth({ username, password: given }, _, done) {
      if (given === password) done(null, { user: username ?? '' });
      else done(new Error(`wrong password ${given}`));
    },
    onData(stream, { envelope }, done) {
      let message = '';
      stream.on('data', (piece: Buffer) => {
        message += piece;
      });
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), message });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  // A server that listens on TCP has such an address.
  const { port } = server.server.address() as AddressInfo;
  return { received, port, close: () => new Promise<void>((done) => server.close(() => done())) };
}

let server: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.close());

async function send(ports: Partial<ToolPorts>, input: Record<string, unknown> = mail) {
  const egress = createEgressClient();
  const tools = createBuiltinTools({ egress, clock: { now: () => 0 }, ...ports });
  const result = await tools.call('send_email', input, toolCallOptions({ idempotencyKey: 'run/1/call' }));
  await egress.close();
  return result;
}

/** As a team's connection on a machine that is exempt from the check. */
function team(fields: SecretFields, port = server.port): Partial<ToolPorts> & { secrets: ConnectionSecrets } {
  return {
    egress: createEgressClient({ allowPrivate: [`127.0.0.1:${port}`] }),
    secrets: fieldsOf({
      smtp: { host: '127.0.0.1', port: String(port), from: 'team@example.com', ...fields },
    }),
  };
}

describe('send_email', () => {
  it('sends plain text over the operator’s server, under an id that is the same in each attempt', async () => {
    const platform = openPlatformConnections({
      SMTP_URL: `smtp://agents:${password}@127.0.0.1:${server.port}`,
      MAIL_FROM: 'agents@example.com',
    });
    const first = await send({ platform });
    const second = await send({ platform });
    expect(first).toMatchObject({ outcome: 'ok', value: { sent_to: mail.to, delivery: 'sent' } });
    expect(second).toEqual(first);
    const [{ from, to, message } = expect.unreachable()] = server.received;
    expect({ from, to }).toEqual({ from: 'agents@example.com', to: mail.to });
    expect(message).toContain('Content-Type: text/plain');
    expect(message).toContain('It is <b>hot</b>.\r\n.\r\nCome.');
    expect(message).toMatch(/Message-ID: <[0-9a-f]{40}@agent-factory>/i);
    await platform.close();
  });

  it('sends nothing without encryption over a server that a team names', async () => {
    for (const security of ['starttls', 'none', 'tls']) {
      const before = server.received.length;
      const result = await send(team({ security, user: 'me', password }));
      expect(result).toMatchObject({
        outcome: 'error',
        value: { error: expect.stringMatching(/encryption|did not take/) },
      });
      expect(server.received).toHaveLength(before);
    }
  });

  it.each([
    ['tls', { secure: true }],
    ['starttls', { secure: false, disabledCommands: [] }],
  ])('sends over an encrypted connection to the server that a team names: %s', async (security, options) => {
    const trusted = getCACertificates('default');
    setDefaultCACertificates([...trusted, mailCertificate.cert]);
    const encrypted = await startMailServer({ authOptional: false, ...mailCertificate, ...options });
    const egress = createEgressClient({ allowPrivate: [`localhost:${encrypted.port}`] });
    const secrets = fieldsOf({
      smtp: {
        host: 'localhost',
        port: String(encrypted.port),
        security,
        user: 'me',
        password,
        from: 'team@example.com',
      },
    });
    expect(await send({ egress, secrets })).toMatchObject({ outcome: 'ok', value: { delivery: 'sent' } });
    expect(encrypted.received).toMatchObject([{ from: 'team@example.com' }]);
    await egress.close();
    await encrypted.close();
    setDefaultCACertificates(trusted);
  });

  it('says what a mail server refuses, without the password', async () => {
    const platform = (port: number, secret: string) =>
      openPlatformConnections({
        SMTP_URL: `smtp://me:${secret}@127.0.0.1:${port}`,
        MAIL_FROM: 'a@example.com',
      });
    const wrong = await send({ platform: platform(server.port, 'wrong-CANARY-1') });
    expect(wrong).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringContaining('did not accept the credentials') },
    });
    expect(JSON.stringify(wrong)).not.toContain('CANARY');
    const strict = await startMailServer({
      onRcptTo: (_, __, done) => done(Object.assign(new Error('No such user'), { responseCode: 550 })),
    });
    expect(await send({ platform: platform(strict.port, password) })).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringMatching(/refused a sender or receiver.*550/) },
    });
    await strict.close();
    expect(await send({ platform: platform(strict.port, password) })).toMatchObject({
      outcome: 'error',
      value: { error: 'The address could not be reached.' },
    });
  });

  it.each([
    '127.0.0.1',
    'localhost',
    '169.254.169.254',
    '::1',
    '0x7f.1',
    'mail.internal',
    '[::ffff:10.0.0.1]',
  ])('knocks at no mail server on %s that a team names (Q11)', async (host) => {
    const secrets = fieldsOf({ smtp: { host, port: '25', security: 'tls', from: 'a@example.com' } });
    expect(await send({ secrets })).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringContaining('not on the public internet') },
    });
  });

  it.each(['80', '22', '6379'])('speaks to no other port than mail’s: %s', async (port) => {
    const secrets = fieldsOf({
      smtp: { host: 'mail.example.com', port, security: 'tls', from: 'a@example.com' },
    });
    expect(await send({ secrets })).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringContaining(`Port ${port} is not allowed`) },
    });
  });

  it('keeps mail in the outbox where there is no server, in development alone', async () => {
    const kept: OutgoingMail[] = [];
    const outbox = { keep: async (one: OutgoingMail) => void kept.push(one) };
    expect(await send({ outbox })).toMatchObject({ outcome: 'ok', value: { delivery: 'kept_in_outbox' } });
    expect(kept).toEqual([{ ...mail, from: 'agent@localhost' }]);
    expect(await send({})).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringContaining('connect a mail server (SMTP) first') },
    });
  });

  it.each([
    { ...mail, to: [] },
    { ...mail, to: ['ann@example.com\r\nBcc: eve@example.com'] },
    { ...mail, to: ['Ann <ann@example.com>'] },
    { ...mail, to: Array.from({ length: 21 }, (_, index) => `a${index}@example.com`) },
    { ...mail, subject: 'Hi\r\nBcc: eve@example.com' },
    { ...mail, html: '<img src=x>' },
  ])('refuses %j', async (input) => {
    const kept: OutgoingMail[] = [];
    const outbox = { keep: async (one: OutgoingMail) => void kept.push(one) };
    expect(await send({ outbox }, input)).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringContaining('do not fit its schema') },
    });
    expect(kept).toEqual([]);
  });
});

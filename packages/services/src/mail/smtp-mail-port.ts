import { randomUUID } from 'node:crypto';
import { type PlatformConnections, sendOverSmtp } from '@agent-factory/orchestrator';
import type { MailPort } from '../auth/mail/mail-port.ts';

/** Nobody waits longer for a server that hangs. */
const patienceMs = 15_000;

/** The operator's mail server (`SMTP_URL`, `MAIL_FROM`). */
export function createSmtpMailPort(platform: PlatformConnections): MailPort {
  return {
    async send({ recipient, subject, text, html }) {
      const fields = await platform.fields('smtp');
      if (fields === null) throw new Error('there is no mail server');
      const from = fields.from ?? '';
      await sendOverSmtp(
        { from, to: [recipient], subject, text, html },
        { kind: 'smtp', fields, egress: platform.egress(), of: 'platform' },
        { messageId: `<${randomUUID()}@agent-factory>`, signal: AbortSignal.timeout(patienceMs) },
      );
    },
  };
}

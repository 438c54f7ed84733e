import type { Outbox } from '@agent-factory/orchestrator';
import type { MailPort } from './mail-port.ts';
import { escapeHtml } from './render-mail.ts';

/** Mail of agents, kept in the development outbox beside the mails of sign-in. */
export function createAgentOutbox(mail: MailPort): Outbox {
  return {
    keep: ({ to, subject, text }) =>
      mail.send({
        recipient: to.join(', '),
        subject,
        text,
        html: `<pre style="white-space: pre-wrap">${escapeHtml(text)}</pre>`,
      }),
  };
}

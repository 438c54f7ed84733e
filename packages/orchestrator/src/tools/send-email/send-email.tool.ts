import { createHash } from 'node:crypto';
import { ok, type Tool, textArgument } from '../tool.ts';
import type { OutgoingMail } from './outbox.ts';
import { sendOverSmtp } from './send-over-smtp.ts';

const address = '^[^\\s@<>,;:"()\\[\\]\\\\]{1,64}@[A-Za-z0-9.-]{1,190}$';

/** Plain text alone: what a model wrote must not load pictures or hide links in somebody's mailbox. */
export const sendEmail: Tool = {
  name: 'send_email',
  title: 'Send an e-mail',
  description:
    'Sends an e-mail as plain text, from the address that the team has set up. It cannot be taken back.',
  input: {
    type: 'object',
    properties: {
      to: {
        type: 'array',
        items: { type: 'string', pattern: address },
        minItems: 1,
        maxItems: 20,
        uniqueItems: true,
      },
      subject: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[^\\r\\n]*$' },
      text: { type: 'string', minLength: 1, maxLength: 50_000 },
    },
    required: ['to', 'subject', 'text'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: {
      sent_to: { type: 'array', items: { type: 'string' } },
      delivery: { enum: ['sent', 'kept_in_outbox'] },
      message_id: { type: 'string' },
    },
    required: ['sent_to', 'delivery', 'message_id'],
  },
  effect: 'write',
  idempotent: false,
  connections: ['smtp'],
  timeoutSeconds: 40,
  async run(input, environment, signal) {
    const { call, outbox } = environment;
    const messageId = messageIdOf(call.idempotencyKey);
    const mail = (from: string): OutgoingMail => ({
      from,
      to: receivers(input.to),
      subject: textArgument(input, 'subject') ?? '',
      text: textArgument(input, 'text') ?? '',
    });
    const credential = await environment.connected('smtp');
    if (credential === null && outbox !== undefined) {
      const kept = mail('agent@localhost');
      await outbox.keep(kept);
      return ok({ sent_to: [...kept.to], delivery: 'kept_in_outbox', message_id: messageId });
    }
    const by = credential ?? (await environment.credential('smtp'));
    const sent = mail(by.fields.from ?? '');
    await sendOverSmtp(sent, by, { messageId, signal });
    return ok({ sent_to: [...sent.to], delivery: 'sent', message_id: messageId });
  },
};

function receivers(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function messageIdOf(idempotencyKey: string): string {
  return `<${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 40)}@agent-factory>`;
}

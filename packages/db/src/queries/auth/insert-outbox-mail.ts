import type { Transaction } from '../../tenant-transaction.ts';

const kept = 500;

/** Keeps the newest 500 mails: an outbox that nobody empties must not grow for ever. */
export async function insertOutboxMail(
  tx: Transaction,
  mail: { recipient: string; subject: string; text: string; html: string; at: Date },
): Promise<void> {
  const { id } = await tx
    .insertInto('auth.local_outbox')
    .values({
      recipient: mail.recipient,
      subject: mail.subject,
      body_text: mail.text,
      body_html: mail.html,
      created_at: mail.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .deleteFrom('auth.local_outbox')
    .where('id', '<=', id - kept)
    .execute();
}

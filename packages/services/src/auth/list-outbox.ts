import { type Database, withAuthService } from '@agent-factory/db';
import { listOutboxMails } from '@agent-factory/db/auth';

/** A mail in the development outbox; `at` is ISO 8601. */
export interface OutboxMail {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  at: string;
}

/**
 * The mails that local mode did not send, newest first. They open any account, so no transport offers
 * them outside local mode.
 */
export async function listOutbox({ ctx, input }: { ctx: { db: Database }; input?: { limit?: number } }) {
  const rows = await withAuthService(ctx.db, (tx) => listOutboxMails(tx, input?.limit ?? 100));
  const items: OutboxMail[] = rows.map((row) => ({
    id: String(row.id),
    to: row.recipient,
    subject: row.subject,
    text: row.body_text,
    html: row.body_html,
    at: row.created_at.toISOString(),
  }));
  return { items };
}

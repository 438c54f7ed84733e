import type { TeamId, WebhookEventType, WebhookId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewWebhook {
  id: WebhookId;
  teamId: TeamId;
  url: string;
  description: string;
  events: readonly WebhookEventType[];
  envelope: Buffer;
  keyVersion: string;
  secretHint: string;
  createdBy: string | null;
}

/** Undefined, and nothing written, when the team has `atMost` already. */
export async function insertWebhook(
  tx: Transaction,
  { atMost, ...row }: NewWebhook & { atMost: number },
): Promise<{ createdAt: Date } | undefined> {
  const { rows } = await sql<{ createdAt: Date }>`
    insert into public.webhook_endpoints (id, team_id, url, description, events, envelope, key_version, secret_hint,
      created_by)
    select ${row.id}, ${row.teamId}, ${row.url}, ${row.description}, ${[...row.events]}::text[],
      ${row.envelope}::bytea, ${row.keyVersion}, ${row.secretHint}, ${row.createdBy}::uuid
    where ${atMost} > (select count(*) from public.webhook_endpoints where team_id = ${row.teamId})
    returning created_at as "createdAt"`.execute(tx);
  return rows[0];
}

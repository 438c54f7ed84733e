import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** What a template is sold for, and by whom. */
export interface TemplateOffer {
  sellerTeamId: TeamId;
  versionId: string | null;
  title: string;
  status: string;
  priceMinor: number;
  currency: string;
  publisher: string;
  /** What each level passes up of what it gets, nearest parent first. */
  lineage: { teamId: string; shareBps: number }[];
}

export async function selectTemplateOffer(
  tx: Transaction,
  { templateId }: { templateId: string },
): Promise<TemplateOffer | undefined> {
  const { rows } = await sql<TemplateOffer>`
    select offer.team_id as "sellerTeamId", offer.version_id as "versionId", offer.title, offer.status,
      offer.price_minor as "priceMinor", offer.currency, offer.publisher,
      coalesce((
        select jsonb_agg(jsonb_build_object('teamId', up.team_id, 'shareBps', up.royalty_bps) order by up.depth)
        from app.template_lineage(${templateId}) up
      ), '[]') as lineage
    from app.template_offer(${templateId}) offer`.execute(tx);
  return rows[0];
}

/** The team's agents of it run while it owns it, and are withdrawn while it does not; how many changed. */
export async function settleDeployments(
  tx: Transaction,
  { teamId, templateId }: { teamId: TeamId; templateId: string },
): Promise<number> {
  const { rows } = await sql<{ changed: number }>`
    select app.settle_deployments(${teamId}, ${templateId}) as changed`.execute(tx);
  return rows[0]?.changed ?? 0;
}

/** One more team owns it, or one less. */
export async function countTemplatePurchase(
  tx: Transaction,
  { templateId, by }: { templateId: string; by: 1 | -1 },
): Promise<void> {
  await sql`select app.count_template_purchase(${templateId}, ${by})`.execute(tx);
}

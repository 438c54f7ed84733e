import { newId, type TeamId, type TemplateId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';

/** Lets a team own a template, as if it had paid and Stripe had confirmed it; what money did is another suite's. */
export async function seedPurchase(
  adminUrl: string,
  { teamId, templateId }: { teamId: TeamId; templateId: TemplateId },
): Promise<void> {
  await queryAsAdmin(
    adminUrl,
    `insert into public.purchases (id, buyer_team_id, template_id, template_version_id, seller_team_id, title,
       amount_minor, currency, status, completed_at)
     select $1, $2, t.id, t.current_version_id, t.team_id, t.title, t.price_minor, t.currency, 'completed', now()
     from public.templates t where t.id = $3`,
    [newId('purchase'), teamId, templateId],
  );
  await queryAsAdmin(adminUrl, 'select app.count_template_purchase($1, 1)', [templateId]);
}

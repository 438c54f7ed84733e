import type {
  AgentId,
  TeamId,
  TemplateCategory,
  TemplateId,
  TemplateLicence,
  TemplateStatus,
  TemplateVersionId,
} from '@agent-factory/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type TemplateRow, templateColumns } from './rows.ts';

export interface ListingFields {
  title: string;
  summary: string;
  description: string;
  category: TemplateCategory;
  tags: readonly string[];
  priceMinor: number;
  licence: TemplateLicence;
  forkRoyaltyBps: number;
}

export async function insertTemplate(
  tx: Transaction,
  template: ListingFields & {
    id: TemplateId;
    teamId: TeamId;
    agentId: AgentId;
    createdBy: string | null;
  },
): Promise<void> {
  const { id, teamId, agentId, createdBy, ...listing } = template;
  await sql`
    insert into public.templates (id, team_id, agent_id, title, summary, description, category, tags, price_minor,
      licence, fork_royalty_bps, created_by)
    values (${id}, ${teamId}, ${agentId}, ${listing.title}, ${listing.summary}, ${listing.description},
      ${listing.category}, ${listing.tags}::text[], ${listing.priceMinor}, ${listing.licence},
      ${listing.forkRoyaltyBps}, ${createdBy})`.execute(tx);
}

/** Writes down what it was forked from and what was agreed then; as the system, and once. */
export async function setTemplateParent(
  tx: Transaction,
  parent: {
    id: TemplateId;
    teamId: TeamId;
    parentTemplateId: TemplateId;
    parentVersionId: TemplateVersionId;
    royaltyBps: number;
  },
): Promise<void> {
  await sql`
    update public.templates set parent_template_id = ${parent.parentTemplateId},
      parent_version_id = ${parent.parentVersionId}, royalty_bps = ${parent.royaltyBps}
    where team_id = ${parent.teamId} and id = ${parent.id} and parent_template_id is null`.execute(tx);
}

/** Changes what the listing says; false where there is no such template. */
export async function updateTemplate(
  tx: Transaction,
  { id, teamId, ...listing }: ListingFields & { id: TemplateId; teamId: TeamId },
): Promise<boolean> {
  const { rows } = await sql`
    update public.templates set title = ${listing.title}, summary = ${listing.summary},
      description = ${listing.description}, category = ${listing.category}, tags = ${listing.tags}::text[],
      price_minor = ${listing.priceMinor}, licence = ${listing.licence},
      fork_royalty_bps = ${listing.forkRoyaltyBps}, updated_at = now()
    where team_id = ${teamId} and id = ${id} returning id`.execute(tx);
  return rows.length > 0;
}

/** False where there is none, or where it was listed once: then somebody may own it. */
export async function deleteTemplateDraft(
  tx: Transaction,
  { id, teamId }: { id: TemplateId; teamId: TeamId },
): Promise<boolean> {
  const { rows } = await sql`
    delete from public.templates where team_id = ${teamId} and id = ${id} and listed_at is null
    returning id`.execute(tx);
  return rows.length > 0;
}

export async function selectTemplate(
  tx: Transaction,
  { id, teamId }: { id: TemplateId; teamId: TeamId },
): Promise<TemplateRow | undefined> {
  const [row] = await select(tx, sql`template.team_id = ${teamId} and template.id = ${id}`);
  return row;
}

/** As `selectTemplate`; nobody else changes it until the transaction ends. */
export async function lockTemplate(
  tx: Transaction,
  { id, teamId }: { id: TemplateId; teamId: TeamId },
): Promise<TemplateRow | undefined> {
  const [row] = await select(
    tx,
    sql`template.team_id = ${teamId} and template.id = ${id}`,
    sql`for no key update of template`,
  );
  return row;
}

/** The team's own, newest first, after the template `after`. */
export async function listTemplates(
  tx: Transaction,
  { teamId, after, limit }: { teamId: TeamId; after: TemplateId | null; limit: number },
): Promise<TemplateRow[]> {
  const older =
    after === null
      ? sql``
      : sql`and (template.created_at, template.id) <
          ((select created_at from public.templates where team_id = ${teamId} and id = ${after}), ${after})`;
  return select(
    tx,
    sql`template.team_id = ${teamId} ${older}`,
    sql`order by template.created_at desc, template.id desc limit ${limit}`,
  );
}

/** Says where it stands; as the system. A note of null leaves the last one away. */
export async function setTemplateStatus(
  tx: Transaction,
  {
    id,
    teamId,
    status,
    note,
  }: { id: TemplateId; teamId: TeamId; status: TemplateStatus; note: string | null },
): Promise<void> {
  await sql`
    update public.templates set status = ${status}, moderation_note = ${note}, updated_at = now()
    where team_id = ${teamId} and id = ${id}`.execute(tx);
}

async function select(
  tx: Transaction,
  where: RawBuilder<unknown>,
  behind: RawBuilder<unknown> = sql``,
): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`
    select ${templateColumns} from public.templates template where ${where} ${behind}`.execute(tx);
  return rows;
}

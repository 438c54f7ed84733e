import type { TeamId, TemplateId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction, type Transaction } from '../../tenant-transaction.ts';

export interface TemplatePicture {
  templateId: TemplateId;
  position: number;
  alt: string;
  contentHash: string;
}

export async function putTemplatePicture(
  tx: Transaction,
  picture: TemplatePicture & { teamId: TeamId; mediaType: string; body: Buffer },
): Promise<void> {
  await sql`
    insert into public.template_pictures (team_id, template_id, position, media_type, alt, body, content_hash)
    values (${picture.teamId}, ${picture.templateId}, ${picture.position}, ${picture.mediaType}, ${picture.alt},
      ${picture.body}, ${picture.contentHash})
    on conflict (team_id, template_id, position) do update set media_type = excluded.media_type, alt = excluded.alt,
      body = excluded.body, content_hash = excluded.content_hash`.execute(tx);
}

export async function deleteTemplatePicture(
  tx: Transaction,
  { teamId, templateId, position }: { teamId: TeamId; templateId: TemplateId; position: number },
): Promise<boolean> {
  const { rows } = await sql`
    delete from public.template_pictures
    where team_id = ${teamId} and template_id = ${templateId} and position = ${position}
    returning position`.execute(tx);
  return rows.length > 0;
}

/** Of the team's own templates. */
export async function listTemplatePictures(
  tx: Transaction,
  { teamId, templateIds }: { teamId: TeamId; templateIds: readonly TemplateId[] },
): Promise<TemplatePicture[]> {
  const { rows } = await sql<TemplatePicture>`
    select template_id as "templateId", position, alt, content_hash as "contentHash" from public.template_pictures
    where team_id = ${teamId} and template_id = any (${templateIds}::text[])
    order by template_id, position`.execute(tx);
  return rows;
}

export interface PictureBody {
  mediaType: string;
  body: Buffer;
  contentHash: string;
}

/** Of a listed template, for anybody. */
export async function selectTemplatePicture(
  database: Database,
  { templateId, position }: { templateId: TemplateId; position: number },
): Promise<PictureBody | undefined> {
  return inTransaction(database, 'agent_factory_member', {}, async (tx) => {
    const { rows } = await sql<PictureBody>`
      select media_type as "mediaType", body, content_hash as "contentHash"
      from app.template_picture(${templateId}, ${position}::integer)`.execute(tx);
    return rows[0];
  });
}

/** Of the team's own, listed or not. */
export async function selectOwnTemplatePicture(
  tx: Transaction,
  { teamId, templateId, position }: { teamId: TeamId; templateId: TemplateId; position: number },
): Promise<PictureBody | undefined> {
  const { rows } = await sql<PictureBody>`
    select media_type as "mediaType", body, content_hash as "contentHash" from public.template_pictures
    where team_id = ${teamId} and template_id = ${templateId} and position = ${position}`.execute(tx);
  return rows[0];
}

import type { TeamId, TemplateId, TemplateReviewId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction, type Transaction } from '../../tenant-transaction.ts';

export interface ReviewRow {
  id: TemplateReviewId;
  rating: number;
  author: string | null;
  body: string;
  versionNumber: number | null;
  answer: string | null;
  answeredAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

const columns = sql`
  id, rating, author, body, version_number as "versionNumber", answer, answered_at as "answeredAt",
  created_at as "createdAt", updated_at as "updatedAt"`;

/** A person's one review of a template, written or written anew. Undefined where they wrote it in another team. */
export async function putReview(
  tx: Transaction,
  review: {
    id: TemplateReviewId;
    teamId: TeamId;
    templateId: TemplateId;
    creatorTeamId: TeamId;
    userId: string;
    rating: number;
    author: string | null;
    body: string;
    versionNumber: number;
  },
): Promise<ReviewRow | undefined> {
  const updated = await sql<ReviewRow>`
    update public.template_reviews set rating = ${review.rating}, author = ${review.author}, body = ${review.body},
      version_number = ${review.versionNumber}, updated_at = now()
    where team_id = ${review.teamId} and template_id = ${review.templateId} and user_id = ${review.userId}::uuid
    returning ${columns}`.execute(tx);
  if (updated.rows[0] !== undefined) return updated.rows[0];
  const { rows } = await sql<ReviewRow>`
    insert into public.template_reviews (id, team_id, template_id, creator_team_id, user_id, rating, author, body,
      version_number)
    values (${review.id}, ${review.teamId}, ${review.templateId}, ${review.creatorTeamId}, ${review.userId}::uuid,
      ${review.rating}, ${review.author}, ${review.body}, ${review.versionNumber})
    on conflict (template_id, user_id) do nothing
    returning ${columns}`.execute(tx);
  return rows[0];
}

export async function deleteReview(
  tx: Transaction,
  { teamId, templateId, userId }: { teamId: TeamId; templateId: TemplateId; userId: string },
): Promise<TemplateReviewId | undefined> {
  const { rows } = await sql<{ id: TemplateReviewId }>`
    delete from public.template_reviews
    where team_id = ${teamId} and template_id = ${templateId} and user_id = ${userId}::uuid
    returning id`.execute(tx);
  return rows[0]?.id;
}

/** Of a person, in the team of this transaction. */
export async function listOwnReviews(
  tx: Transaction,
  { teamId, userId }: { teamId: TeamId; userId: string },
): Promise<(ReviewRow & { templateId: TemplateId })[]> {
  const { rows } = await sql<ReviewRow & { templateId: TemplateId }>`
    select ${columns}, template_id as "templateId" from public.template_reviews
    where team_id = ${teamId} and user_id = ${userId}::uuid`.execute(tx);
  return rows;
}

/** For whoever tells the creator of it. */
export async function selectReviewToTell(
  tx: Transaction,
  { teamId, id }: { teamId: TeamId; id: TemplateReviewId },
): Promise<{ templateId: TemplateId; creatorTeamId: TeamId; rating: number } | undefined> {
  const { rows } = await sql<{ templateId: TemplateId; creatorTeamId: TeamId; rating: number }>`
    select template_id as "templateId", creator_team_id as "creatorTeamId", rating from public.template_reviews
    where team_id = ${teamId} and id = ${id}`.execute(tx);
  return rows[0];
}

/** The creator's answer; of which template, undefined where it is none of this team's. */
export async function answerReview(
  tx: Transaction,
  { id, answer }: { id: TemplateReviewId; answer: string | null },
): Promise<TemplateId | undefined> {
  const { rows } = await sql<{ templateId: TemplateId | null }>`
    select app.answer_review(${id}, ${answer}) as "templateId"`.execute(tx);
  return rows[0]?.templateId ?? undefined;
}

/** Of a listed template, newest first, for anybody. */
export async function listReviews(
  database: Database,
  { templateId, after, limit }: { templateId: TemplateId; after: TemplateReviewId | null; limit: number },
): Promise<ReviewRow[]> {
  return inTransaction(
    database,
    'agent_factory_member',
    {},
    async (tx) => {
      const { rows } = await sql<ReviewRow>`
        select ${columns} from app.template_reviews(${templateId}, ${after}, ${limit}::integer)`.execute(tx);
      return rows;
    },
    'behind',
  );
}

import { type AgentId, newId, type TeamId } from '@agent-factory/contracts';
import type pg from 'pg';
import type { Attempt } from './attempt.ts';
import type { Tenant } from './tenant.ts';

/** What a tenant has in the marketplace, as fields of `Tenant`. */
export type MarketThings = Pick<Tenant, 'tpl' | 'draft' | 'shown' | 'hidden' | 'rev' | 'try'>;

/**
 * One template that the team owns and nobody else sees, of which it made its agent; three of its own: a draft with a
 * picture and a review, one that is listed, one that is not any more; and a try.
 */
export async function seedMarket(
  admin: pg.Client,
  { teamId, userId, agentId }: { teamId: TeamId; userId: string; agentId: AgentId },
): Promise<MarketThings> {
  const ids = {
    tpl: newId('template'),
    draft: newId('template'),
    shown: newId('template'),
    hidden: newId('template'),
    rev: newId('templateReview'),
    try: newId('templateTry'),
  };
  const shop = newId('team');
  const [first, second] = [newId('templateVersion'), newId('templateVersion')];
  const versions = [newId('templateVersion'), newId('templateVersion')];
  await admin.query(`insert into public.teams (id, name) values ($1, 'Shop')`, [shop]);
  await admin.query(
    `insert into public.templates (id, team_id, agent_id, title, summary, category, status, licence, current_version_id,
       listed_at)
     values ($1, $6, null, 'secret-plan', 'x', 'other', 'unlisted', 'resell', $7, now()),
       ($2, $5, $9, 'secret-plan', 'x', 'other', 'draft', 'use', null, null),
       ($3, $5, $9, 'shown', 'x', 'other', 'listed', 'use', $10, now()),
       ($4, $5, $9, 'secret-plan', 'x', 'other', 'unlisted', 'use', $8, now())`,
    [ids.tpl, ids.draft, ids.shown, ids.hidden, teamId, shop, second, versions[0], agentId, versions[1]],
  );
  await admin.query(
    `with offered as (
       select * from (values ($1, $5, $6, 1), ($2, $5, $6, 2), ($3, $7, $8, 1), ($4, $7, $9, 1))
         as o(id, team_id, template_id, number)
     ), version as (
       insert into public.template_versions (id, team_id, template_id, number, kind, agent_version, spec_hash,
         content_hash, status, permissions, listed_at)
       select o.id, o.team_id, o.template_id, o.number, 'Agent', 1, v.spec_hash, repeat(o.number::text, 64), 'listed',
         '{"agents":[],"tools":[],"models":[],"tasks":["simple_query"],"invariants":[],"connections":[],
           "limits":{"max_cost_usd":1,"max_steps":1,"max_seconds":1}}', now()
       from offered o, public.agent_versions v where v.agent_id = $10 and v.version = 1
     )
     insert into public.template_contents (team_id, template_id, version_id, position, name, title, description, kind,
       spec, spec_hash)
     select o.team_id, o.template_id, o.id, 0, a.name, a.title, a.description, a.kind, v.spec, v.spec_hash
     from offered o, public.agents a join public.agent_versions v on v.agent_id = a.id and v.version = 1
     where a.id = $10`,
    [first, second, versions[0], versions[1], shop, ids.tpl, teamId, ids.hidden, ids.shown, agentId],
  );
  await admin.query(
    `with bought as (
       insert into public.purchases (id, buyer_team_id, template_id, template_version_id, seller_team_id, title,
         amount_minor, currency, status, completed_at)
       values ($1, $2, $3, $4, $5, 'secret-plan', 0, 'usd', 'completed', now())
     ), deployed as (
       insert into public.template_deployments (team_id, agent_id, template_id, version_id, version_number, position,
         root_agent_id, licence, royalty_bps, spec_hash)
       select $2, v.agent_id, $3, $4, 1, 0, v.agent_id, 'resell', 0, v.spec_hash
       from public.agent_versions v where v.agent_id = $6 and v.version = 1
     ), tried as (
       insert into public.template_tries (id, team_id, template_id, version_id, creator_team_id, number, input, status,
         output, finished_at)
       values ($7, $2, $3, $4, $5, 1, '{"query":"secret-plan"}', 'succeeded', '"secret-plan"', now())
     ), picture as (
       insert into public.template_pictures (team_id, template_id, position, media_type, alt, body, content_hash)
       values ($2, $8, 0, 'image/png', 'secret-plan', 'x', repeat('0', 64))
     )
     insert into public.template_reviews (id, team_id, template_id, creator_team_id, user_id, rating, body)
     values ($9, $5, $8, $2, null, 5, 'secret-plan'), ($10, $2, $3, $5, $11, 4, 'secret-plan')`,
    [
      ...[newId('purchase'), teamId, ids.tpl, first, shop, agentId, ids.try, ids.draft, ids.rev],
      ...[newId('templateReview'), userId],
    ],
  );
  return ids;
}

/** The smallest thing that begins like a PNG. */
const picture = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
const newListing = { title: 'secret-plan', summary: 'One more.', category: 'other' };

/** A valid call of every route of the marketplace that is not public. */
export const marketCalls: Record<string, (mine: Tenant) => Partial<Attempt>> = {
  putReview: (mine) => ({ params: { id: mine.tpl }, body: { rating: 3 } }),
  deleteReview: (mine) => ({ params: { id: mine.tpl } }),
  answerReview: (mine) => ({ params: { id: mine.rev }, body: { answer: 'Thanks.' } }),
  reportTemplate: (mine) => ({ params: { id: mine.tpl }, body: { reason: 'spam', details: 'It is.' } }),
  tryTemplate: (mine) => ({ params: { id: mine.tpl }, body: { query: 'hello' } }),
  listTries: (mine) => ({ params: { id: mine.tpl } }),
  getTry: (mine) => ({ params: { id: mine.try } }),
  checkFidelity: (mine) => ({ params: { id: mine.tpl } }),
  deployTemplate: (mine) => ({ params: { id: mine.tpl }, body: { name: 'deployed', accept_gaps: true } }),
  readLibrary: () => ({}),
  getTemplateUpdate: (mine) => ({ params: { id: mine.agt } }),
  applyTemplateUpdate: (mine) => ({ params: { id: mine.agt }, body: { to_version: 2 } }),
  createTemplate: (mine) => ({ body: { agent_id: mine.agt, ...newListing } }),
  listOwnTemplates: () => ({}),
  getOwnTemplate: (mine) => ({ params: { id: mine.draft } }),
  updateTemplate: (mine) => ({ params: { id: mine.draft }, body: { title: 'Renamed' } }),
  deleteTemplate: (mine) => ({ params: { id: mine.draft } }),
  publishVersion: (mine) => ({ params: { id: mine.draft }, body: { dataset_id: mine.dst } }),
  unlistTemplate: (mine) => ({ params: { id: mine.shown } }),
  relistTemplate: (mine) => ({ params: { id: mine.hidden } }),
  putPicture: (mine) => ({ params: { id: mine.draft, position: 1 }, query: { alt: 'A sum' }, body: picture }),
  readOwnPicture: (mine) => ({ params: { id: mine.draft, position: 0 } }),
  deletePicture: (mine) => ({ params: { id: mine.draft, position: 0 } }),
  readModerationQueue: () => ({}),
  moderateTemplate: (mine) => ({ params: { id: mine.draft }, body: { decision: 'approve' } }),
  resolveReport: () => ({ params: { id: newId('templateReport') }, body: { status: 'dismissed' } }),
};

/** A valid input of every procedure of the marketplace that is not public. */
export const marketInputs: Record<string, (mine: Tenant) => unknown> = {
  'marketplace.report': (mine) => ({ template_id: mine.tpl, reason: 'spam', details: 'It is.' }),
  'marketplace.try': (mine) => ({ template_id: mine.tpl, query: 'hello' }),
  'marketplace.tries': (mine) => ({ template_id: mine.tpl }),
  'marketplace.fidelity': (mine) => ({ template_id: mine.tpl }),
  'marketplace.deploy': (mine) => ({ template_id: mine.tpl, name: 'deployed', accept_gaps: true }),
  'marketplace.library': () => undefined,
  'marketplace.review': (mine) => ({ template_id: mine.tpl, rating: 3 }),
  'marketplace.removeReview': (mine) => ({ template_id: mine.tpl }),
  'marketplace.update': (mine) => ({ agent_id: mine.agt }),
  'marketplace.applyUpdate': (mine) => ({ agent_id: mine.agt, to_version: 2 }),
  'templates.list': () => ({}),
  'templates.get': (mine) => ({ template_id: mine.draft }),
  'templates.create': (mine) => ({ agent_id: mine.agt, ...newListing }),
  'templates.update': (mine) => ({ template_id: mine.draft, title: 'Renamed' }),
  'templates.delete': (mine) => ({ template_id: mine.draft }),
  'templates.publish': (mine) => ({ template_id: mine.draft, dataset_id: mine.dst }),
  'templates.unlist': (mine) => ({ template_id: mine.shown }),
  'templates.relist': (mine) => ({ template_id: mine.hidden }),
  'templates.setPicture': (mine) => ({
    ...{ template_id: mine.draft, position: 1, alt: 'A sum' },
    data_base64: picture.toString('base64'),
  }),
  'templates.removePicture': (mine) => ({ template_id: mine.draft, position: 0 }),
  'templates.answerReview': (mine) => ({ review_id: mine.rev, answer: 'Thanks.' }),
  'moderation.queue': () => undefined,
  'moderation.moderate': (mine) => ({ template_id: mine.draft, decision: 'approve' }),
  'moderation.resolveReport': () => ({ report_id: newId('templateReport'), status: 'dismissed' }),
};

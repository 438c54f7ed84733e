import {
  nanoUsdToUsd,
  type OwnTemplate,
  type ReviewView,
  type TemplateCard,
  type TemplateId,
  type TemplateView,
} from '@agent-factory/contracts';
import type {
  ReviewRow,
  TemplateHit,
  TemplatePicture,
  TemplateRow,
  TemplateVersionRow,
} from '@agent-factory/db';

/** Under which anybody gets a picture of a listing; another picture has another address, so each is kept for ever. */
function picturePath(templateId: TemplateId, position: number, hash: string): string {
  return `/v1/marketplace/templates/${templateId}/pictures/${position}?v=${hash.slice(0, 16)}`;
}

function ratingOf(sum: number, count: number): TemplateCard['rating'] {
  return { average: count === 0 ? null : Math.round((sum / count) * 100) / 100, count };
}

export function cardView(hit: TemplateHit): TemplateCard {
  return {
    id: hit.id,
    title: hit.title,
    summary: hit.summary,
    category: hit.category,
    tags: hit.tags,
    price_minor: hit.priceMinor,
    currency: hit.currency,
    licence: hit.licence,
    publisher: hit.publisher,
    kind: hit.kind,
    version: hit.versionNumber,
    owners: hit.purchasesCount,
    rating: ratingOf(hit.ratingSum, hit.ratingCount),
    pass_rate: hit.passRate,
    effects: hit.effects,
    cost_usd: hit.costP50NanoUsd === null ? null : nanoUsdToUsd(hit.costP50NanoUsd),
    picture: hit.picture === null ? null : picturePath(hit.id, 0, hit.picture),
    listed_at: hit.listedAt.toISOString(),
  };
}

/** What `app.template_page` answers; the function is the guarantee of this shape. */
interface TemplatePage
  extends Pick<
    TemplateView,
    | 'id'
    | 'title'
    | 'summary'
    | 'description'
    | 'category'
    | 'tags'
    | 'price_minor'
    | 'currency'
    | 'licence'
    | 'fork_royalty_bps'
    | 'publisher'
    | 'forked_from'
  > {
  purchases_count: number;
  deployments_count: number;
  rating_count: number;
  rating_sum: number;
  listed_at: string;
  updated_at: string;
  version: {
    id: TemplateView['version_id'];
    number: number;
    kind: 'Agent' | 'Team';
    spec_hash: string;
    permissions: TemplateView['permissions'];
    evidence: TemplateView['evidence'];
  };
  versions: (Omit<TemplateView['versions'][number], 'listed_at'> & { listed_at: string })[];
  pictures: { position: number; alt: string; hash: string }[];
  stars: Record<string, number> | null;
}

export function listingView(row: Record<string, unknown>): TemplateView {
  // One JSON object that the statement itself puts together; its fields are those of `app.template_page`.
  const page = row as unknown as TemplatePage;
  const { version } = page;
  const first = page.pictures[0];
  return {
    id: page.id,
    title: page.title,
    summary: page.summary,
    description: page.description,
    category: page.category,
    tags: page.tags,
    price_minor: page.price_minor,
    currency: page.currency,
    licence: page.licence,
    fork_royalty_bps: page.fork_royalty_bps,
    publisher: page.publisher,
    kind: version.kind,
    version: version.number,
    version_id: version.id,
    spec_hash: version.spec_hash,
    permissions: version.permissions,
    evidence: version.evidence,
    owners: page.purchases_count,
    deployments: page.deployments_count,
    rating: ratingOf(page.rating_sum, page.rating_count),
    stars: [5, 4, 3, 2, 1].map((stars) => ({ stars, count: page.stars?.[String(stars)] ?? 0 })),
    pass_rate: version.evidence?.pass_rate ?? null,
    effects: effectsOf(version.permissions),
    cost_usd: version.evidence?.cost_usd?.p50 ?? null,
    picture: first === undefined ? null : picturePath(page.id, first.position, first.hash),
    pictures: page.pictures.map(({ position, alt, hash }) => ({
      position,
      alt,
      path: picturePath(page.id, position, hash),
    })),
    versions: page.versions.map((each) => ({ ...each, listed_at: instant(each.listed_at) })),
    forked_from: page.forked_from,
    listed_at: instant(page.listed_at),
    updated_at: instant(page.updated_at),
  };
}

function effectsOf({ tools }: TemplateView['permissions']): TemplateView['effects'] {
  const effects = tools.filter(({ source }) => source !== 'agent').map(({ effect }) => effect);
  return [...new Set(effects)].sort();
}

/** Postgres writes instants in JSON with microseconds and an offset. */
function instant(text: string): string {
  return new Date(text).toISOString();
}

export function ownTemplateView(
  row: TemplateRow,
  versions: readonly TemplateVersionRow[],
  pictures: readonly TemplatePicture[],
): OwnTemplate {
  return {
    id: row.id,
    agent_id: row.agentId,
    title: row.title,
    summary: row.summary,
    description: row.description,
    category: row.category,
    tags: row.tags,
    price_minor: row.priceMinor,
    currency: row.currency,
    licence: row.licence,
    fork_royalty_bps: row.forkRoyaltyBps,
    status: row.status,
    moderation_note: row.moderationNote,
    owners: row.purchasesCount,
    deployments: row.deploymentsCount,
    rating: ratingOf(row.ratingSum, row.ratingCount),
    royalty_bps: row.royaltyBps,
    forked_from_id: row.parentTemplateId,
    pictures: pictures
      .filter(({ templateId }) => templateId === row.id)
      .map(({ position, alt, contentHash }) => ({
        position,
        alt,
        path: picturePath(row.id, position, contentHash),
      })),
    versions: versions
      .filter(({ templateId }) => templateId === row.id)
      .map((version) => ({
        id: version.id,
        number: version.number,
        agent_version: version.agentVersion,
        kind: version.kind,
        status: version.status,
        changelog: version.changelog,
        loosened: version.loosened,
        permissions: version.permissions,
        evidence: version.evidence,
        retest_due_at: version.retestDueAt?.toISOString() ?? null,
        created_at: version.createdAt.toISOString(),
        listed_at: version.listedAt?.toISOString() ?? null,
      })),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    listed_at: row.listedAt?.toISOString() ?? null,
  };
}

export function reviewView(row: ReviewRow): ReviewView {
  return {
    id: row.id,
    rating: row.rating,
    author: row.author,
    body: row.body,
    version: row.versionNumber,
    answer: row.answer,
    answered_at: row.answeredAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

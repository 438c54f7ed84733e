import type {
  AgentId,
  SpecChangeView,
  TeamId,
  TemplateCategory,
  TemplateEvidence,
  TemplateId,
  TemplateLicence,
  TemplatePermissions,
  TemplateStatus,
  TemplateVersionId,
  TestRunId,
} from '@agent-factory/contracts';
import { sql } from 'kysely';

/** A template as its maker's team sees it. */
export interface TemplateRow {
  id: TemplateId;
  agentId: AgentId | null;
  title: string;
  summary: string;
  description: string;
  category: TemplateCategory;
  tags: string[];
  priceMinor: number;
  currency: string;
  licence: TemplateLicence;
  forkRoyaltyBps: number;
  status: TemplateStatus;
  moderationNote: string | null;
  currentVersionId: TemplateVersionId | null;
  parentTemplateId: TemplateId | null;
  parentVersionId: TemplateVersionId | null;
  royaltyBps: number;
  purchasesCount: number;
  deploymentsCount: number;
  ratingCount: number;
  ratingSum: number;
  createdAt: Date;
  updatedAt: Date;
  listedAt: Date | null;
}

export const templateColumns = sql`
  template.id, template.agent_id as "agentId", template.title, template.summary, template.description,
  template.category, template.tags, template.price_minor as "priceMinor", template.currency, template.licence,
  template.fork_royalty_bps as "forkRoyaltyBps", template.status, template.moderation_note as "moderationNote",
  template.current_version_id as "currentVersionId", template.parent_template_id as "parentTemplateId",
  template.parent_version_id as "parentVersionId", template.royalty_bps as "royaltyBps",
  template.purchases_count as "purchasesCount", template.deployments_count as "deploymentsCount",
  template.rating_count as "ratingCount", template.rating_sum as "ratingSum", template.created_at as "createdAt",
  template.updated_at as "updatedAt", template.listed_at as "listedAt"`;

export interface TemplateVersionRow {
  id: TemplateVersionId;
  templateId: TemplateId;
  number: number;
  kind: 'Agent' | 'Team';
  agentVersion: number;
  specHash: string;
  contentHash: string;
  changelog: string;
  status: 'draft' | 'pending' | 'listed' | 'withdrawn' | 'rejected';
  permissions: TemplatePermissions;
  loosened: SpecChangeView[];
  evidence: TemplateEvidence | null;
  retestRunId: TestRunId | null;
  retestDueAt: Date | null;
  createdAt: Date;
  listedAt: Date | null;
}

export const templateVersionColumns = sql`
  version.id, version.template_id as "templateId", version.number, version.kind,
  version.agent_version as "agentVersion", version.spec_hash as "specHash", version.content_hash as "contentHash",
  version.changelog, version.status, version.permissions, version.loosened, version.evidence,
  version.retest_run_id as "retestRunId", version.retest_due_at as "retestDueAt", version.created_at as "createdAt",
  version.listed_at as "listedAt"`;

/** One spec of a version; at position 0 what is run, behind it what that calls. */
export interface TemplateContent {
  position: number;
  name: string;
  title: string;
  description: string;
  kind: 'Agent' | 'Team';
  spec: string;
  specHash: string;
}

/** What is given out at the moment, whoever offers it. */
export interface TemplateRelease {
  teamId: TeamId;
  versionId: TemplateVersionId;
  number: number;
  kind: 'Agent' | 'Team';
  title: string;
  summary: string;
  publisher: string;
  licence: TemplateLicence;
  forkRoyaltyBps: number;
  status: TemplateStatus;
  changelog: string;
  permissions: TemplatePermissions;
  priceMinor: number;
}

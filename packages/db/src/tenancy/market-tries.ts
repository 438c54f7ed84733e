import { newId } from '@agent-factory/contracts';
import type * as statements from '../index.ts';
import type { Tenant } from './tenants.ts';

type Room = typeof statements;
type Try = (room: Room, tx: statements.Transaction, own: Tenant, foreign: Tenant) => Promise<unknown>;

const listing: statements.ListingFields = {
  ...{ title: 'Taken', summary: 'x', description: 'x', category: 'other', tags: [], priceMinor: 0 },
  ...{ licence: 'use', forkRoyaltyBps: 0 },
};
const evidence = {
  ...{ cases: 0, trials: 0, pass_rate: null, cost_usd: null, duration_ms: null, models: [], violations: 0 },
  measured_at: '2026-11-22T00:00:00.000Z',
};
const template = (a: Tenant, b: Tenant) => ({ teamId: a.teamId, id: b.templateId });
const version = (a: Tenant, b: Tenant) => ({ teamId: a.teamId, id: b.templateVersionId });
const ended: Omit<Parameters<Room['finishTry']>[1], 'id' | 'teamId'> = {
  ...{ fence: 0, output: null, error: null, calls: [], invariants: [] },
  ...{ status: 'failed', costNanoUsd: 1, durationMs: 1, givenBack: false },
};

/** The statements of `queries/templates`, as the own team asks for what is the other's; see `explicit-tenant.test.ts`. */
export const marketTries: Record<string, Try> = {
  claimTry: (room, tx, a) => room.claimTry(tx, { teamId: a.teamId, id: newId('templateTry'), leaseMs: 1 }),
  deleteReview: (room, tx, a, b) =>
    room.deleteReview(tx, { teamId: a.teamId, templateId: b.templateId, userId: b.users.owner }),
  deleteTemplateDraft: (room, tx, a, b) => room.deleteTemplateDraft(tx, template(a, b)),
  deleteTemplatePicture: (room, tx, a, b) =>
    room.deleteTemplatePicture(tx, { teamId: a.teamId, templateId: b.templateId, position: 0 }),
  enqueueBrokenPromise: async (room, tx, a, b) => {
    await room.enqueueBrokenPromise(tx, { teamId: a.teamId, agentId: b.agentId, runId: b.runId });
  },
  finishTry: async (room, tx, a) => {
    await room.finishTry(tx, { ...ended, teamId: a.teamId, id: newId('templateTry') });
  },
  listDeploymentsWith: (room, tx, a, b) =>
    room.listDeploymentsWith(tx, { teamId: a.teamId, rootAgentId: b.agentId }),
  listOwnReviews: (room, tx, a, b) => room.listOwnReviews(tx, { teamId: a.teamId, userId: b.users.owner }),
  listRootDeployments: async (room, tx, a, b) =>
    (await room.listRootDeployments(tx, { teamId: a.teamId })).filter(({ agentId }) => agentId === b.agentId),
  listTemplatePictures: (room, tx, a, b) =>
    room.listTemplatePictures(tx, { teamId: a.teamId, templateIds: [b.templateId] }),
  listTemplates: (room, tx, a, b) =>
    room.listTemplates(tx, { teamId: a.teamId, after: b.templateId, limit: 9 }),
  listTemplateVersion: async (room, tx, a, b) => {
    await room.listTemplateVersion(tx, { ...version(a, b), retestDueAt: new Date() });
  },
  listTemplateVersions: (room, tx, a, b) =>
    room.listTemplateVersions(tx, { teamId: a.teamId, templateIds: [b.templateId] }),
  listTries: (room, tx, a, b) => room.listTries(tx, { teamId: a.teamId, templateId: b.templateId }),
  lockTemplate: (room, tx, a, b) => room.lockTemplate(tx, template(a, b)),
  putTemplateEvidence: async (room, tx, a, b) => {
    await room.putTemplateEvidence(tx, { ...version(a, b), evidence });
  },
  resolveTemplateReport: (room, tx, a) =>
    room.resolveTemplateReport(tx, {
      ...{ teamId: a.teamId, id: newId('templateReport'), status: 'upheld', resolution: 'taken' },
    }),
  selectBrokenPromise: (room, tx, a, b) => room.selectBrokenPromise(tx, { teamId: a.teamId, runId: b.runId }),
  selectDeployment: (room, tx, a, b) => room.selectDeployment(tx, { teamId: a.teamId, agentId: b.agentId }),
  selectOwnTemplatePicture: (room, tx, a, b) =>
    room.selectOwnTemplatePicture(tx, { teamId: a.teamId, templateId: b.templateId, position: 0 }),
  selectReviewToTell: (room, tx, a) =>
    room.selectReviewToTell(tx, { teamId: a.teamId, id: newId('templateReview') }),
  selectTemplate: (room, tx, a, b) => room.selectTemplate(tx, template(a, b)),
  selectTemplateContents: (room, tx, a, b) =>
    room.selectTemplateContents(tx, { teamId: a.teamId, versionId: b.templateVersionId }),
  selectTemplateVersion: (room, tx, a, b) => room.selectTemplateVersion(tx, version(a, b)),
  selectTry: (room, tx, a) => room.selectTry(tx, { teamId: a.teamId, id: newId('templateTry') }),
  selectVersionsToPublish: (room, tx, a, b) =>
    room.selectVersionsToPublish(tx, { teamId: a.teamId, versionIds: [b.versionId] }),
  setTemplateParent: async (room, tx, a, b) => {
    const parent = { parentTemplateId: a.templateId, parentVersionId: a.templateVersionId, royaltyBps: 1 };
    await room.setTemplateParent(tx, { ...template(a, b), ...parent });
  },
  setTemplateRetest: async (room, tx, a, b) => {
    await room.setTemplateRetest(tx, { ...version(a, b), testRunId: null, dueAt: new Date() });
  },
  setTemplateStatus: async (room, tx, a, b) => {
    await room.setTemplateStatus(tx, { ...template(a, b), status: 'suspended', note: 'taken' });
  },
  setTemplateVersionStatus: async (room, tx, a, b) => {
    await room.setTemplateVersionStatus(tx, { ...version(a, b), status: 'withdrawn' });
  },
  updateDeployment: async (room, tx, a, b) => {
    const taken = { versionId: a.templateVersionId, versionNumber: 9, specHash: '9'.repeat(64) };
    await room.updateDeployment(tx, { teamId: a.teamId, agentId: b.agentId, ...taken });
  },
  updateTemplate: (room, tx, a, b) => room.updateTemplate(tx, { ...template(a, b), ...listing }),
};

/** Those that members write. */
export const marketAsMember = [
  'deleteReview',
  'deleteTemplateDraft',
  'deleteTemplatePicture',
  'listOwnReviews',
  'listTemplatePictures',
  'selectOwnTemplatePicture',
  'updateDeployment',
  'updateTemplate',
];

/** New rows of the own team; what anybody may read of what is listed; and what is asked across teams, as ids. */
export const marketOthers = [
  'answerReview',
  'insertDeployment',
  'insertTemplate',
  'insertTemplateReport',
  'insertTemplateVersion',
  'insertTry',
  'listOpenReports',
  'listOwnedTemplates',
  'listReviews',
  'listStaleTries',
  'listTemplatesToModerate',
  'listTemplatesToRetest',
  'ownsTemplate',
  'putReview',
  'putTemplatePicture',
  'searchTemplates',
  'selectMarketplaceFacets',
  'selectTemplatePage',
  'selectTemplatePicture',
  'selectTemplateRelease',
  'teamOfTemplate',
];

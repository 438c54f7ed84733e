import { apiKeyCreatedSchema, keyScopes, type Scope } from '@agent-factory/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from './rest/route.ts';
import { restRoutes } from './rest/table.ts';
import { reuseTenant } from './testing/reuse-tenant.ts';
import { startTestApi, type TestApi } from './testing/start-test-api.ts';
import type { Tenant } from './testing/tenant.ts';
import { makeTenant, restCalls } from './testing/valid-calls.ts';

/** The scopes any one of which opens a route to an API key; a route that is missing here fails the test below. */
const scopesOfRoute: Record<string, readonly Scope[]> = {
  createAgent: ['agents:write'],
  listAgents: ['agents:read', 'agents:write'],
  getAgent: ['agents:read', 'agents:write'],
  updateAgent: ['agents:write'],
  deleteAgent: ['agents:write'],
  listAgentVersions: ['agents:read', 'agents:write'],
  draftSpec: ['agents:write'],
  // Of an agent and of its runs, so it takes both agents:read and runs:read.
  tryInvariant: [],
  validateSpec: ['agents:read', 'agents:write'],
  runAgent: ['runs:write'],
  listRuns: ['runs:read', 'runs:write'],
  getRun: ['runs:read', 'runs:write'],
  listRunEvents: ['runs:read', 'runs:write'],
  getRunReceipt: ['runs:read', 'runs:write'],
  cancelRun: ['runs:write'],
  createSchedule: ['runs:write'],
  listSchedules: ['runs:read', 'runs:write'],
  getSchedule: ['runs:read', 'runs:write'],
  updateSchedule: ['runs:write'],
  runScheduleNow: ['runs:write'],
  deleteSchedule: ['runs:write'],
  checkGate: ['tests:read', 'tests:write'],
  attest: ['tests:write'],
  listAgentLabels: ['agents:read', 'agents:write'],
  moveAgentLabel: ['agents:write'],
  removeAgentLabel: ['agents:write'],
  saveDataset: ['tests:write'],
  listDatasets: ['tests:read', 'tests:write'],
  getDataset: ['tests:read', 'tests:write'],
  listDatasetCases: ['tests:read', 'tests:write'],
  deleteDataset: ['tests:write'],
  labelTrial: ['tests:write'],
  runTest: ['tests:write'],
  batchTests: ['tests:write'],
  runAgentTests: ['tests:write'],
  getTestRun: ['tests:read', 'tests:write'],
  listTestRuns: ['tests:read', 'tests:write'],
  listRunTests: ['tests:read', 'tests:write'],
  cancelTestRun: ['tests:write'],
  deleteTestRun: ['tests:write'],
  getTest: ['tests:read', 'tests:write'],
  listResults: ['tests:read', 'tests:write'],
  reflect: ['tests:write'],
  searchCounterexamples: ['tests:write'],
  proposePatch: ['tests:write'],
  listPatches: ['tests:read', 'tests:write'],
  getPatch: ['tests:read', 'tests:write'],
  // A version is made, so it takes agents:write too.
  acceptPatch: [],
  discardPatch: ['tests:write'],
  evaluateIdea: ['runs:write'],
  listIdeas: ['runs:read', 'runs:write'],
  compareIdeas: ['runs:read', 'runs:write'],
  getIdea: ['runs:read', 'runs:write'],
  deleteIdea: ['runs:write'],
  shareIdea: ['runs:write'],
  unshareIdea: ['runs:write'],
  createTrigger: ['runs:write'],
  listTriggers: ['runs:read', 'runs:write'],
  getTrigger: ['runs:read', 'runs:write'],
  updateTrigger: ['runs:write'],
  rotateTrigger: ['runs:write'],
  listTriggerDeliveries: ['runs:read', 'runs:write'],
  deleteTrigger: ['runs:write'],
  uploadDocument: ['agents:write'],
  listDocuments: ['agents:read', 'agents:write'],
  getDocument: ['agents:read', 'agents:write'],
  deleteDocument: ['agents:write'],
  searchDocuments: ['agents:read', 'agents:write'],
  listThreads: ['runs:read', 'runs:write'],
  getThread: ['runs:read', 'runs:write'],
  deleteThread: ['runs:write'],
  listApprovals: ['runs:read', 'runs:write'],
  getApproval: ['runs:read', 'runs:write'],
  decideApproval: ['runs:write'],
  listComments: ['agents:read', 'agents:write'],
  // What is said is said by a person.
  startCommentThread: [],
  addComment: [],
  resolveThread: [],
  markCommentsRead: [],
  editComment: [],
  deleteComment: [],
  getDashboard: ['usage:read'],
  exportDashboard: ['usage:read'],
  // A view is a person's.
  listDashboardViews: [],
  createDashboardView: [],
  updateDashboardView: [],
  deleteDashboardView: [],
  summarizeUsage: ['usage:read'],
  listUsage: ['usage:read'],
  getQuota: ['usage:read'],
  getMetrics: ['usage:read'],
  getTeamSecurity: [],
  setTeamSecurity: [],
  getTeamPolicy: ['usage:read', 'team:write'],
  setTeamPolicy: ['team:write'],
  explainRoute: ['models:read'],
  createApiKey: ['keys:write'],
  listApiKeys: ['keys:read', 'keys:write'],
  updateApiKey: ['keys:write'],
  rotateApiKey: ['keys:write'],
  revokeApiKey: ['keys:write'],
  addProviderKey: ['keys:write'],
  listProviderKeys: ['keys:read', 'keys:write'],
  updateProviderKey: ['keys:write'],
  testProviderKey: ['keys:write'],
  deleteProviderKey: ['keys:write'],
  createConnection: ['connections:write'],
  listConnections: ['connections:read', 'connections:write'],
  getConnection: ['connections:read', 'connections:write'],
  updateConnection: ['connections:write'],
  testConnection: ['connections:write'],
  listConnectionTools: ['connections:write'],
  deleteConnection: ['connections:write'],
  listToolChanges: ['connections:read', 'connections:write'],
  approveToolChange: ['connections:write'],
  // An opinion is a person's.
  putReview: [],
  deleteReview: [],
  answerReview: [],
  reportTemplate: [],
  tryTemplate: ['marketplace:write'],
  listTries: ['marketplace:read', 'marketplace:write'],
  getTry: ['marketplace:read', 'marketplace:write'],
  checkFidelity: ['marketplace:read', 'marketplace:write'],
  deployTemplate: ['agents:write'],
  readLibrary: ['marketplace:read', 'marketplace:write'],
  getTemplateUpdate: ['agents:read', 'agents:write'],
  applyTemplateUpdate: ['agents:write'],
  createTemplate: ['marketplace:write'],
  listOwnTemplates: ['marketplace:read', 'marketplace:write'],
  getOwnTemplate: ['marketplace:read', 'marketplace:write'],
  updateTemplate: ['marketplace:write'],
  deleteTemplate: ['marketplace:write'],
  publishVersion: ['marketplace:write'],
  unlistTemplate: ['marketplace:write'],
  relistTemplate: ['marketplace:write'],
  putPicture: ['marketplace:write'],
  deletePicture: ['marketplace:write'],
  readOwnPicture: ['marketplace:read', 'marketplace:write'],
  readModerationQueue: [],
  moderateTemplate: [],
  resolveReport: [],
  getBilling: ['billing:read', 'billing:write'],
  startPlanCheckout: ['billing:write'],
  openBillingPortal: ['billing:write'],
  previewPlan: ['billing:read', 'billing:write'],
  changePlan: ['billing:write'],
  listInvoices: ['billing:read', 'billing:write'],
  // The one that is tried costs nothing: what costs something takes billing:write, see purchases.test.ts.
  purchaseTemplate: ['billing:write', 'marketplace:write'],
  listPurchases: ['billing:read', 'billing:write'],
  getPurchase: ['billing:read', 'billing:write'],
  refundPurchase: ['billing:write'],
  getCreatorAccount: ['billing:read', 'billing:write'],
  startOnboarding: ['billing:write'],
  getEarnings: ['billing:read', 'billing:write'],
  exportEarnings: ['billing:read', 'billing:write'],
  getEarning: ['billing:read', 'billing:write'],
  listPayouts: ['billing:read', 'billing:write'],
  getPayout: ['billing:read', 'billing:write'],
  // For operators, who are people.
  listReconciliations: [],
  startReconciliation: [],
  listReconciliationDifferences: [],
  refundAsOperator: [],
  writeOffReceivable: [],
  createWebhook: ['webhooks:write'],
  listWebhooks: ['webhooks:read', 'webhooks:write'],
  getWebhook: ['webhooks:read', 'webhooks:write'],
  updateWebhook: ['webhooks:write'],
  deleteWebhook: ['webhooks:write'],
  testWebhook: ['webhooks:write'],
  rotateWebhookSecret: ['webhooks:write'],
  listWebhookDeliveries: ['webhooks:read', 'webhooks:write'],
  getWebhookDelivery: ['webhooks:read', 'webhooks:write'],
  replayWebhookDelivery: ['webhooks:write'],
  listAuditEntries: ['audit:read'],
  listAuditActors: ['audit:read'],
  verifyAuditLog: ['audit:read'],
  exportAuditLog: ['audit:read'],
  // What makes and moves people is for people.
  startExport: [],
  listExports: [],
  getExport: [],
  downloadExport: [],
  getAccountState: [],
  deleteAccount: [],
  keepAccount: [],
  getRetention: [],
  setRetention: [],
  previewRetention: [],
  listTeams: [],
  createTeam: [],
  restoreTeam: [],
  getTeam: [],
  renameTeam: [],
  deleteTeam: [],
  transferTeam: [],
  leaveTeam: [],
  listMembers: [],
  changeRole: [],
  removeMember: [],
  listInvitations: [],
  invite: [],
  resendInvitation: [],
  revokeInvitation: [],
  acceptInvitation: [],
  acceptOwnInvitation: [],
  declineInvitation: [],
};

const teamRoutes = new Map(
  restRoutes.filter(({ access }) => access === 'team').map((route) => [route.operationId, route]),
);
// What is refused comes first, while one tenant is all there is to look over; what removes things comes last.
const cells = [...teamRoutes.keys()]
  .flatMap((name) => keyScopes.map((scope) => [name, scope] as const))
  .sort(([a, of], [b, or]) => rank(a, of) - rank(b, or));

function rank(name: string, scope: Scope): number {
  if (!isOpen(name, scope)) return 0;
  return { GET: 1, DELETE: 3 }[teamRoutes.get(name)?.method as string] ?? 2;
}

function isOpen(name: string, scope: Scope): boolean {
  return scopesOfRoute[name]?.includes(scope) ?? false;
}

let api: TestApi;
let shared: Tenant;
let asTenant: ReturnType<typeof reuseTenant>;
const keysOf = new WeakMap<Tenant, Map<Scope, Promise<string>>>();
/** How the last refusal left everything. */
let before: Record<string, string> | undefined;

beforeAll(async () => {
  // A run that waits for a worker would wait for ever here.
  api = await startTestApi({ worker: false, maxWaitMs: 0 });
  shared = await makeTenant(api);
  asTenant = reuseTenant(api);
  // Before the first look: making one is a change.
  for (const scope of keyScopes) await keyOf(shared, scope);
});
afterAll(() => api.close());

/** A key of the tenant with that scope alone, made when it is first asked for. */
function keyOf(tenant: Tenant, scope: Scope): Promise<string> {
  const keys = keysOf.get(tenant) ?? new Map<Scope, Promise<string>>();
  keysOf.set(tenant, keys);
  const key = keys.get(scope) ?? makeKey(tenant, scope);
  keys.set(scope, key);
  return key;
}

async function makeKey(tenant: Tenant, scope: Scope): Promise<string> {
  const response = await api.fetch('/v1/api-keys', {
    token: tenant.token,
    method: 'POST',
    body: { name: scope, scopes: [scope] },
  });
  return apiKeyCreatedSchema.parse(await response.json()).secret;
}

async function call({ operationId, path, method }: Route, tenant: Tenant, key: string) {
  const attempt = restCalls[operationId]?.(tenant) ?? {};
  const address = path.replace(/\{(\w+)\}/g, (_match, name: string) => String(attempt.params?.[name]));
  const query = new URLSearchParams(attempt.query as Record<string, string>).toString();
  const response = await api.fetch(query === '' ? address : `${address}?${query}`, {
    token: key,
    method,
    body: attempt.body,
  });
  return { status: response.status, text: await response.text() };
}

test('every route of a team says which scopes open it', () => {
  expect(Object.keys(scopesOfRoute).sort()).toEqual([...teamRoutes.keys()].sort());
});

describe('Q14: scopes × routes', () => {
  test.each(cells)('%s with a key for %s alone', async (name, scope) => {
    const route = teamRoutes.get(name);
    if (route === undefined) throw new Error('the table has it');
    if (isOpen(name, scope)) {
      const { status, text } = await asTenant(
        async (tenant) => call(route, tenant, await keyOf(tenant, scope)),
        (answer) => answer.status < 300,
      );
      expect(status, text).toBeLessThan(300);
    } else {
      before ??= await api.fingerprint();
      const { status, text } = await call(route, shared, await keyOf(shared, scope));
      expect(JSON.parse(text)).toMatchObject({ status: 403, code: 'forbidden' });
      expect(status).toBe(403);
      const after = await api.fingerprint();
      const changed = before;
      before = after;
      expect(after).toEqual(changed);
    }
  });
});

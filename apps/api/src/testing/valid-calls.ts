import {
  agentSavedSchema,
  apiKeyCreatedSchema,
  commentThreadSchema,
  connectionViewSchema,
  dashboardViewSchema,
  datasetSavedSchema,
  documentUploadedSchema,
  type IdeaView,
  ideaViewSchema,
  pageOf,
  providerKeyViewSchema,
  runViewSchema,
  scheduleViewSchema,
  testRunStartedSchema,
  triggerViewSchema,
  webhookDeliveryViewSchema,
  webhookViewSchema,
} from '@agent-factory/contracts';
import type { Attempt } from './attempt.ts';
import { marketCalls, marketInputs } from './market-calls.ts';
import { moneyCalls, moneyInputs } from './money-calls.ts';
import { plainSpec } from './specs.ts';
import { changedServer, companyName, type TestApi } from './start-test-api.ts';
import type { Tenant } from './tenant.ts';

/** Everything is made over HTTP, by the routes that make it. */
export async function makeTenant(api: TestApi): Promise<Tenant> {
  const actor = await api.addUser();
  const token = await api.tokenOf(actor);
  const call = async (path: string, body: unknown) => {
    const response = await api.fetch(path, {
      token,
      method: 'POST',
      body,
      headers: { prefer: 'respond-async' },
    });
    if (response.status >= 300)
      throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const agent = agentSavedSchema.parse(await call('/v1/agents', { spec: plainSpec('secret-plan') }));
  const ended = runViewSchema.parse(await call(`/v1/agents/${agent.id}/run`, { query: 'hello' }));
  await call(`/v1/runs/${ended.run_id}/cancel`, undefined);
  const run = runViewSchema.parse(await call(`/v1/agents/${agent.id}/run`, { query: 'hello again' }));
  // Two, so that a page of one has a next.
  await api.seedModelCall(actor.teamId, run.run_id);
  await api.seedModelCall(actor.teamId, run.run_id);
  await api.seedApproval(actor.teamId, run.run_id);
  const webhook = webhookViewSchema.parse(await call('/v1/webhooks', ownReceiver));
  // Two, so that a page of one has a next.
  for (const _ of ['first', 'second']) {
    const decided = await api.seedApproval(actor.teamId, run.run_id);
    await call(`/v1/approvals/${decided}/decision`, { decision: 'deny' });
  }
  const deliveries = await api.fetch(`/v1/webhooks/${webhook.id}/deliveries`, { token });
  const [delivery] = pageOf(webhookDeliveryViewSchema).parse(await deliveries.json()).items;
  if (delivery === undefined) throw new Error('a decision is told to the webhook');
  const connection = connectionViewSchema.parse(await call('/v1/connections', ownConnection));
  const approval = await api.seedApproval(actor.teamId, run.run_id);
  await call('/v1/documents', { name: 'first.md', text: `# First of ${actor.teamId}` });
  const document = documentUploadedSchema.parse(
    await call('/v1/documents', { name: 'plan.md', text: `# Plan of ${actor.teamId}` }),
  );
  const key = apiKeyCreatedSchema.parse(await call('/v1/api-keys', { name: 'own', scopes: ['keys:read'] }));
  const timeTable = { agent_id: agent.id, ...ownTimeTable };
  const schedule = scheduleViewSchema.parse(await call('/v1/schedules', timeTable));
  const view = dashboardViewSchema.parse(
    await call('/v1/dashboard/views', { name: 'secret-plan', query: 'range=30d', shared: true }),
  );
  const discussion = commentThreadSchema.parse(
    await call(`/v1/agents/${agent.id}/comments`, {
      place: { path: ['limits'] },
      body: 'What is this limit for?',
    }),
  );
  // Two, so that a page of one has a next.
  await call(`/v1/agents/${agent.id}/comments`, { body: 'And this one?' });
  const [said] = discussion.comments;
  if (said === undefined) throw new Error('a thread begins with a comment');
  const hook = { agent_id: agent.id, ...ownHook };
  const trigger = triggerViewSchema.parse(await call('/v1/triggers', hook));
  const aTest = {
    test_name: 'secret-plan',
    input_text: 'hello',
    assertions: [{ kind: 'contains', text: 'x' }],
  };
  const endedTests = testRunStartedSchema.parse(
    await call('/v1/test/batch', { agent_id: agent.id, tests: [aTest] }),
  );
  await call(`/v1/test-runs/${endedTests.run_id}/cancel`, undefined);
  const testRun = testRunStartedSchema.parse(
    await call('/v1/test/batch', { agent_id: agent.id, tests: [aTest, { ...aTest, test_name: 'second' }] }),
  );
  const dataset = datasetSavedSchema.parse(await call('/v1/datasets', { agent_id: agent.id, ...ownCases }));
  const passed = testRunStartedSchema.parse(
    await call(`/v1/agents/${agent.id}/tests/run`, { dataset_id: dataset.id }),
  );
  await api.passTests(actor.teamId, passed.run_id);
  await call(`/v1/agents/${agent.id}/attestations`, { dataset_id: dataset.id });
  const labelled = await api.fetch(`/v1/agents/${agent.id}/labels/draft`, {
    ...{ token, method: 'PUT', body: { version: 1 } },
  });
  if (!labelled.ok) throw new Error(`The label answered ${labelled.status}: ${await labelled.text()}`);
  const { tests, trials } = await api.testsOf(actor.teamId, testRun.run_id);
  const ideas: IdeaView['idea_id'][] = [];
  // Two, so that a page of one has a next.
  for (const _ of ['first', 'second']) {
    const idea = ideaViewSchema.parse(await call('/v1/ideas/evaluate', ownIdea));
    await call(`/v1/runs/${idea.run_id}/cancel`, undefined);
    ideas.push(idea.idea_id);
  }
  const [otherIdea, idea] = ideas;
  if (idea === undefined || otherIdea === undefined) throw new Error('two ideas were brought');
  // Evaluated now, so that looking at them changes nothing any more.
  await call('/v1/ideas/compare', { idea_ids: [idea, otherIdea] });
  await call(`/v1/ideas/${idea}/share`, undefined);
  const providerKey = providerKeyViewSchema.parse(await call('/v1/provider-keys', ownKey));
  return {
    actor,
    token,
    team: actor.teamId,
    agt: agent.id,
    run: run.run_id,
    ended: ended.run_id,
    thr: run.thread_id,
    idle: ended.thread_id,
    doc: document.id,
    key: key.id,
    pky: providerKey.id,
    apr: approval,
    con: connection.id,
    whk: webhook.id,
    whd: delivery.id,
    dbv: view.id,
    cth: discussion.id,
    cmt: said.id,
    sch: schedule.id,
    trg: trigger.id,
    exp: await api.seedExport(actor.userId),
    ...(await api.seedPeople(actor)),
    ...(await api.seedMoney(actor.teamId)),
    ...(await api.seedMarket(actor, agent.id)),
    dst: dataset.id,
    ide: idea,
    pat: await api.seedPatch(actor.teamId, agent.id, dataset.id),
    otherIdea,
    tsr: testRun.run_id,
    endedTests: endedTests.run_id,
    tst: tests,
    trl: trials,
    toolHash: await api.seedToolChange(actor.teamId),
  };
}

const ownConnection = {
  kind: 'openapi',
  name: 'secret-plan',
  base_url: 'https://api.example.test/openapi.json',
};
const ownReceiver = { url: 'https://hooks.example.test/secret-plan', events: ['approval.decided'] };
const ownTimeTable = { name: 'secret-plan', cron: '0 3 * * *', input: { query: 'hello' } };
const ownHook = { name: 'secret-plan', mapping: { body_as: 'query' } };
const ownCases = {
  name: 'secret-plan',
  cases: [
    { name: 'first', input: 'hello', split: 'train' },
    { name: 'second', input: 'hello again', split: 'validation' },
    { name: 'third', input: 'hello, you', split: 'sealed' },
  ],
};
const ownTest = { test_name: 'secret-plan', input_text: 'hello', expected_behavior: 'It greets.' };
const ownTask = { input_text: 'hello', assertions: [{ kind: 'contains', text: 'x' }], max_attempts: 2 };
const ownIdea = { idea: 'secret-plan: an app that waters plants' };
const ownKey = { vendor: 'openai', label: 'Ours', secret: 'sk-test-abcdefghijklmnop' };

/** A valid call of every route that is not public; what is missing here fails the test below. */
export const restCalls: Record<string, (mine: Tenant) => Partial<Attempt>> = {
  createAgent: () => ({ body: { spec: plainSpec('new-one') } }),
  listAgents: () => ({}),
  getAgent: (mine) => ({ params: { id: mine.agt } }),
  updateAgent: (mine) => ({ params: { id: mine.agt }, body: { spec: plainSpec('changed') } }),
  deleteAgent: (mine) => ({ params: { id: mine.agt } }),
  listAgentVersions: (mine) => ({ params: { id: mine.agt } }),
  // No model is that cheap, so that no call waits for one that is not there.
  draftSpec: () => ({ body: { description: 'Adds numbers.', max_cost_usd: 0.000001 } }),
  tryInvariant: (mine) => ({
    params: { id: mine.agt },
    body: { invariant: { id: 'short', says: 'Short.', check: { maxLength: 10 } } },
  }),
  validateSpec: () => ({ body: { spec: plainSpec('checked') } }),
  createApiKey: (mine) => ({ body: { name: 'another', scopes: ['keys:read'], agent_ids: [mine.agt] } }),
  listApiKeys: () => ({}),
  updateApiKey: (mine) => ({ params: { id: mine.key }, body: { name: 'renamed' } }),
  rotateApiKey: (mine) => ({ params: { id: mine.key }, body: { overlap_seconds: 60 } }),
  revokeApiKey: (mine) => ({ params: { id: mine.key } }),
  addProviderKey: () => ({ body: { ...ownKey, label: 'Second' } }),
  listProviderKeys: () => ({}),
  updateProviderKey: (mine) => ({ params: { id: mine.pky }, body: { label: 'Renamed' } }),
  testProviderKey: (mine) => ({ params: { id: mine.pky } }),
  deleteProviderKey: (mine) => ({ params: { id: mine.pky } }),
  createConnection: () => ({
    body: { kind: 'github', name: 'Ours', fields: { token: 'ghp_0123456789abcdef' } },
  }),
  listConnections: () => ({}),
  getConnection: (mine) => ({ params: { id: mine.con } }),
  updateConnection: (mine) => ({ params: { id: mine.con }, body: { name: 'Renamed' } }),
  testConnection: (mine) => ({ params: { id: mine.con } }),
  listConnectionTools: (mine) => ({ params: { id: mine.con } }),
  deleteConnection: (mine) => ({ params: { id: mine.con } }),
  listToolChanges: () => ({}),
  approveToolChange: (mine) => ({
    body: { source: 'mcp', url: changedServer, tool: 'secret-plan', hash: mine.toolHash },
  }),
  createWebhook: () => ({ body: { ...ownReceiver, description: 'Second' } }),
  listWebhooks: () => ({}),
  getWebhook: (mine) => ({ params: { id: mine.whk } }),
  updateWebhook: (mine) => ({ params: { id: mine.whk }, body: { description: 'Renamed' } }),
  deleteWebhook: (mine) => ({ params: { id: mine.whk } }),
  testWebhook: (mine) => ({ params: { id: mine.whk } }),
  rotateWebhookSecret: (mine) => ({ params: { id: mine.whk }, body: { overlap_hours: 1 } }),
  listWebhookDeliveries: (mine) => ({ params: { id: mine.whk } }),
  getWebhookDelivery: (mine) => ({ params: { delivery_id: mine.whd } }),
  replayWebhookDelivery: (mine) => ({ params: { delivery_id: mine.whd } }),
  listAuditEntries: () => ({}),
  listAuditActors: () => ({}),
  verifyAuditLog: () => ({}),
  exportAuditLog: () => ({}),
  runAgent: (mine) => ({ params: { id: mine.agt }, body: { query: 'hello' } }),
  listRuns: () => ({}),
  getRunReceipt: (mine) => ({ params: { id: mine.ended } }),
  getRun: (mine) => ({ params: { id: mine.run } }),
  listRunEvents: (mine) => ({ params: { id: mine.run } }),
  listApprovals: (mine) => ({ query: { run_id: mine.run, agent_id: mine.agt } }),
  getApproval: (mine) => ({ params: { id: mine.apr } }),
  decideApproval: (mine) => ({ params: { id: mine.apr }, body: { decision: 'approve', note: 'fine' } }),
  getDashboard: (mine) => ({ query: { agent: mine.agt, api_key: mine.key, compare: 'previous' } }),
  exportDashboard: (mine) => ({ query: { agent: mine.agt, zone: 'Asia/Kolkata' } }),
  listComments: (mine) => ({ params: { id: mine.agt }, query: { limit: '1' } }),
  startCommentThread: (mine) => ({
    params: { id: mine.agt },
    body: { place: { path: ['limits'], quote: 'limits:' }, body: `Look, <@${mine.mate}>` },
  }),
  addComment: (mine) => ({ params: { id: mine.cth }, body: { body: 'Why?' } }),
  resolveThread: (mine) => ({ params: { id: mine.cth }, body: { resolved: true } }),
  markCommentsRead: (mine) => ({ params: { id: mine.cth } }),
  editComment: (mine) => ({ params: { id: mine.cmt }, body: { body: 'Why so?' } }),
  deleteComment: (mine) => ({ params: { id: mine.cmt } }),
  listDashboardViews: () => ({}),
  createDashboardView: () => ({ body: { name: 'Mine', query: 'range=30d', shared: true } }),
  updateDashboardView: (mine) => ({ params: { id: mine.dbv }, body: { shared: false } }),
  deleteDashboardView: (mine) => ({ params: { id: mine.dbv } }),
  summarizeUsage: () => ({}),
  getQuota: () => ({}),
  getMetrics: () => ({}),
  listUsage: (mine) => ({ query: { run_id: mine.run } }),
  getTeamPolicy: () => ({}),
  getTeamSecurity: () => ({}),
  setTeamSecurity: () => ({ body: { second_factor: 'required', grace_days: 14 } }),
  setTeamPolicy: () => ({ body: { max_cost_usd: 0.5 } }),
  explainRoute: () => ({ body: { text: 'What is 6 * 7?' } }),
  uploadDocument: () => ({ body: { name: 'new.md', text: '# Something new' } }),
  listDocuments: () => ({}),
  getDocument: (mine) => ({ params: { id: mine.doc } }),
  deleteDocument: (mine) => ({ params: { id: mine.doc } }),
  searchDocuments: () => ({ body: { query: 'plan' } }),
  listThreads: (mine) => ({ query: { agent_id: mine.agt } }),
  getThread: (mine) => ({ params: { id: mine.thr } }),
  deleteThread: (mine) => ({ params: { id: mine.idle } }),
  cancelRun: (mine) => ({ params: { id: mine.run } }),
  reflect: (mine) => ({ params: { id: mine.agt }, body: ownTask }),
  searchCounterexamples: (mine) => ({
    params: { id: mine.agt },
    body: { dataset_id: mine.dst, tries: 3, seconds: 5 },
  }),
  proposePatch: (mine) => ({ params: { id: mine.agt }, body: { dataset_id: mine.dst } }),
  listPatches: (mine) => ({ params: { id: mine.agt } }),
  getPatch: (mine) => ({ params: { id: mine.pat } }),
  acceptPatch: (mine) => ({ params: { id: mine.pat } }),
  discardPatch: (mine) => ({ params: { id: mine.pat }, body: { reason: 'Too long.' } }),
  evaluateIdea: () => ({ body: ownIdea }),
  listIdeas: () => ({}),
  compareIdeas: (mine) => ({ body: { idea_ids: [mine.ide, mine.otherIdea] } }),
  getIdea: (mine) => ({ params: { id: mine.ide } }),
  deleteIdea: (mine) => ({ params: { id: mine.ide } }),
  shareIdea: (mine) => ({ params: { id: mine.ide } }),
  unshareIdea: (mine) => ({ params: { id: mine.ide } }),
  createSchedule: (mine) => ({ body: { agent_id: mine.agt, ...ownTimeTable } }),
  listSchedules: () => ({}),
  getSchedule: (mine) => ({ params: { id: mine.sch } }),
  updateSchedule: (mine) => ({ params: { id: mine.sch }, body: { cron: '0 4 * * *' } }),
  runScheduleNow: (mine) => ({ params: { id: mine.sch } }),
  deleteSchedule: (mine) => ({ params: { id: mine.sch } }),
  runTest: (mine) => ({ body: { agent_id: mine.agt, ...ownTest } }),
  batchTests: (mine) => ({ body: { agent_id: mine.agt, tests: [{ agent_id: mine.agt, ...ownTest }] } }),
  runAgentTests: (mine) => ({ params: { id: mine.agt }, body: { dataset_id: mine.dst } }),
  saveDataset: (mine) => ({ body: { agent_id: mine.agt, ...ownCases, name: 'another' } }),
  listDatasets: () => ({}),
  getDataset: (mine) => ({ params: { id: mine.dst } }),
  listDatasetCases: (mine) => ({ params: { id: mine.dst } }),
  deleteDataset: (mine) => ({ params: { id: mine.dst } }),
  labelTrial: (mine) => ({ params: { trial_id: mine.trl }, body: { label: 'pass' } }),
  listAgentLabels: (mine) => ({ params: { id: mine.agt } }),
  moveAgentLabel: (mine) => ({ params: { id: mine.agt, label: 'staging' }, body: { version: 1 } }),
  removeAgentLabel: (mine) => ({ params: { id: mine.agt, label: 'draft' } }),
  checkGate: (mine) => ({ params: { id: mine.agt }, query: { dataset_id: mine.dst } }),
  attest: (mine) => ({ params: { id: mine.agt }, body: { dataset_id: mine.dst } }),
  getTestRun: (mine) => ({ params: { run_id: mine.tsr } }),
  listTestRuns: (mine) => ({ query: { agent_id: mine.agt } }),
  listRunTests: (mine) => ({ params: { run_id: mine.tsr } }),
  cancelTestRun: (mine) => ({ params: { run_id: mine.tsr } }),
  deleteTestRun: (mine) => ({ params: { run_id: mine.endedTests } }),
  getTest: (mine) => ({ params: { test_id: mine.tst } }),
  listResults: (mine) => ({ params: { id: mine.agt } }),
  createTrigger: (mine) => ({ body: { agent_id: mine.agt, ...ownHook } }),
  listTriggers: () => ({}),
  getTrigger: (mine) => ({ params: { id: mine.trg } }),
  updateTrigger: (mine) => ({ params: { id: mine.trg }, body: { name: 'Renamed' } }),
  rotateTrigger: (mine) => ({ params: { id: mine.trg }, body: { overlap_hours: 1 } }),
  listTriggerDeliveries: (mine) => ({ params: { id: mine.trg } }),
  deleteTrigger: (mine) => ({ params: { id: mine.trg } }),
  startExport: (mine) => ({ body: { whole_teams: [mine.team] } }),
  listExports: () => ({}),
  getExport: (mine) => ({ params: { id: mine.exp } }),
  downloadExport: (mine) => ({ params: { id: mine.exp } }),
  getAccountState: () => ({}),
  deleteAccount: (mine) => ({ body: { confirm_name: mine.actor.email } }),
  keepAccount: () => ({}),
  getRetention: () => ({}),
  setRetention: () => ({ body: { runs_days: 365, events_days: 90 } }),
  previewRetention: () => ({ body: { runs_days: 365, events_days: 90 } }),
  listTeams: () => ({}),
  createTeam: () => ({ body: { name: 'Another' } }),
  restoreTeam: (mine) => ({ params: { id: mine.shut } }),
  getTeam: () => ({}),
  renameTeam: () => ({ body: { name: 'Renamed' } }),
  deleteTeam: () => ({ body: { confirm_name: companyName } }),
  transferTeam: (mine) => ({ body: { user_id: mine.mate, confirm_name: companyName } }),
  leaveTeam: () => ({}),
  listMembers: () => ({}),
  changeRole: (mine) => ({ params: { user_id: mine.mate }, body: { role: 'viewer' } }),
  removeMember: (mine) => ({ params: { user_id: mine.mate } }),
  listInvitations: () => ({}),
  invite: () => ({ body: { email: 'somebody@example.test', role: 'viewer' } }),
  resendInvitation: (mine) => ({ params: { id: mine.inv } }),
  revokeInvitation: (mine) => ({ params: { id: mine.inv } }),
  acceptInvitation: (mine) => ({ body: { token: mine.ownInv.token } }),
  acceptOwnInvitation: (mine) => ({ params: { id: mine.ownInv.id } }),
  declineInvitation: (mine) => ({ params: { id: mine.ownInv.id } }),
  ...marketCalls,
  ...moneyCalls,
};

/** For operators alone: whoever is none gets the same 403 whatever they ask about. */
export const operatorRoutes = [
  'listReconciliations',
  'startReconciliation',
  'listReconciliationDifferences',
  'refundAsOperator',
  'writeOffReceivable',
  'readModerationQueue',
  'moderateTemplate',
  'resolveReport',
];
export const operatorProcedures = [
  'operator.reconciliations',
  'operator.reconcile',
  'operator.differences',
  'operator.refund',
  'operator.writeOff',
  'moderation.queue',
  'moderation.moderate',
  'moderation.resolveReport',
];

export const publicRoutes = [
  'receiveHook',
  'verifyReceipt',
  'receiptKeys',
  'readSharedIdea',
  'searchTemplates',
  'marketplaceFacets',
  'getListing',
  'readPicture',
  'listReviews',
  'readErasureReceipt',
  'receiveStripeEvent',
  'ping',
  'ready',
  'health',
  'agentSchema',
  'openApi',
];

/** Shows the mails of local mode to who waits for one to sign in; there is none elsewhere. */
export const publicProcedures = [
  'outbox.list',
  'ideas.shared',
  'invitations.preview',
  'privacy.erasure',
  'marketplace.search',
  'marketplace.facets',
  'marketplace.get',
  'marketplace.reviews',
];

/** Need the auth service of this very process, which the test API has not; auth/bearer.test.ts calls them. */
export const localAuthProcedures = ['sessions.revoke', 'sessions.revokeOthers'];

const oneMoreCase = { dataset: 'regressions', case: { name: 'adds', input: 'What is 2 + 2?' } };

/** A valid input of every procedure that is not public. */
export const trpcInputs: Record<string, (mine: Tenant) => unknown> = {
  'me.get': () => undefined,
  'me.chooseLanguage': () => ({ language: 'de' }),
  'agents.list': () => ({}),
  'agents.get': (mine) => ({ id: mine.agt }),
  'agents.create': () => ({ spec: plainSpec('another') }),
  'agents.update': (mine) => ({ id: mine.agt, spec: plainSpec('changed-again') }),
  'agents.delete': (mine) => ({ id: mine.agt }),
  'agents.versions': (mine) => ({ id: mine.agt }),
  'agents.document': (mine) => ({ id: mine.agt }),
  'agents.liveTicket': (mine) => ({ id: mine.agt }),
  'agents.draft': () => ({ description: 'Adds numbers.', max_cost_usd: 0.000001 }),
  'agents.tryInvariant': (mine) => ({
    agent_id: mine.agt,
    invariant: { id: 'short', says: 'Short.', check: { maxLength: 10 } },
  }),
  'agents.validate': () => ({ spec: plainSpec('checked') }),
  'runs.start': (mine) => ({ agent_id: mine.agt, query: 'hello' }),
  'runs.get': (mine) => ({ run_id: mine.run }),
  'runs.list': () => ({}),
  'runs.events': (mine) => ({ run_id: mine.run }),
  'runs.receipt': (mine) => ({ run_id: mine.ended }),
  'runs.receiptKeys': () => undefined,
  'runs.verifyReceipt': () => ({ receipt: {} }),
  'runs.cancel': (mine) => ({ run_id: mine.run }),
  'documents.list': () => ({}),
  'documents.get': (mine) => ({ id: mine.doc }),
  'documents.search': () => ({ query: 'plan' }),
  'documents.delete': (mine) => ({ id: mine.doc }),
  'threads.list': (mine) => ({ agent_id: mine.agt }),
  'threads.get': (mine) => ({ id: mine.thr }),
  'threads.delete': (mine) => ({ id: mine.idle }),
  'reflection.reflect': (mine) => ({ agent_id: mine.agt, ...ownTask }),
  'reflection.counterexamples': (mine) => ({
    agent_id: mine.agt,
    ...{ dataset_id: mine.dst, tries: 3, seconds: 5 },
  }),
  'reflection.propose': (mine) => ({ agent_id: mine.agt, dataset_id: mine.dst }),
  'reflection.list': (mine) => ({ agent_id: mine.agt }),
  'reflection.get': (mine) => ({ patch_id: mine.pat }),
  'reflection.accept': (mine) => ({ patch_id: mine.pat }),
  'reflection.discard': (mine) => ({ patch_id: mine.pat }),
  'ideas.evaluate': () => ownIdea,
  'ideas.list': () => ({}),
  'ideas.get': (mine) => ({ idea_id: mine.ide }),
  'ideas.compare': (mine) => ({ idea_ids: [mine.ide, mine.otherIdea] }),
  'ideas.share': (mine) => ({ idea_id: mine.ide }),
  'ideas.unshare': (mine) => ({ idea_id: mine.ide }),
  'ideas.delete': (mine) => ({ idea_id: mine.ide }),
  'schedules.list': () => undefined,
  'schedules.get': (mine) => ({ id: mine.sch }),
  'schedules.preview': () => ({ cron: '@daily', time_zone: 'Europe/Berlin' }),
  'schedules.create': (mine) => ({ agent_id: mine.agt, ...ownTimeTable }),
  'schedules.update': (mine) => ({ id: mine.sch, enabled: false }),
  'schedules.runNow': (mine) => ({ id: mine.sch }),
  'schedules.delete': (mine) => ({ id: mine.sch }),
  'tests.run': (mine) => ({ agent_id: mine.agt, ...ownTest }),
  'tests.batch': (mine) => ({ agent_id: mine.agt, tests: [{ agent_id: mine.agt, ...ownTest }] }),
  'tests.runAgent': (mine) => ({ agent_id: mine.agt, dataset_id: mine.dst }),
  'agents.labels': (mine) => ({ agent_id: mine.agt }),
  'agents.moveLabel': (mine) => ({ agent_id: mine.agt, label: 'staging', version: 1 }),
  'agents.removeLabel': (mine) => ({ agent_id: mine.agt, label: 'draft' }),
  'tests.gate': (mine) => ({ agent_id: mine.agt, dataset_id: mine.dst }),
  'tests.attest': (mine) => ({ agent_id: mine.agt, dataset_id: mine.dst }),
  'tests.label': (mine) => ({ trial_id: mine.trl, label: 'fail' }),
  'datasets.list': () => undefined,
  'datasets.get': (mine) => ({ id: mine.dst }),
  'datasets.cases': (mine) => ({ id: mine.dst }),
  'datasets.save': (mine) => ({ agent_id: mine.agt, ...ownCases, name: 'another' }),
  'datasets.delete': (mine) => ({ id: mine.dst }),
  'tests.status': (mine) => ({ run_id: mine.tsr }),
  'tests.runs': (mine) => ({ agent_id: mine.agt }),
  'tests.ofRun': (mine) => ({ run_id: mine.tsr }),
  'tests.get': (mine) => ({ test_id: mine.tst }),
  'tests.results': (mine) => ({ agent_id: mine.agt }),
  'tests.cancel': (mine) => ({ run_id: mine.tsr }),
  'tests.delete': (mine) => ({ run_id: mine.endedTests }),
  'testEvidence.estimate': (mine) => ({ agent_id: mine.agt, dataset_id: mine.dst }),
  'testEvidence.figures': (mine) => ({ run_id: mine.tsr, compare_with: mine.endedTests }),
  'testEvidence.reportFile': (mine) => ({ run_id: mine.endedTests, compare_with: mine.tsr, format: 'html' }),
  'testEvidence.compare': (mine) => ({ before: mine.endedTests, after: mine.tsr }),
  'testEvidence.toLabel': (mine) => ({ agent_id: mine.agt, run_id: mine.tsr }),
  'testEvidence.calibration': (mine) => ({ agent_id: mine.agt }),
  'testEvidence.caseFromRun': (mine) => ({ run_id: mine.ended }),
  'testEvidence.saveCase': (mine) => ({ ...oneMoreCase, agent_id: mine.agt }),
  'testEvidence.previewCases': () => ({ text: '- { name: adds, input: What is 2 + 2? }', format: 'yaml' }),
  'tests.watch': (mine) => ({ run_id: mine.tsr }),
  'triggers.list': () => undefined,
  'triggers.get': (mine) => ({ id: mine.trg }),
  'triggers.deliveries': (mine) => ({ id: mine.trg }),
  'triggers.create': (mine) => ({ agent_id: mine.agt, ...ownHook }),
  'triggers.update': (mine) => ({ id: mine.trg, enabled: false }),
  'triggers.rotate': (mine) => ({ id: mine.trg }),
  'triggers.delete': (mine) => ({ id: mine.trg }),
  'runs.watch': (mine) => ({ run_id: mine.run }),
  'apiKeys.list': () => undefined,
  'apiKeys.create': (mine) => ({ name: 'another', scopes: ['keys:read'], agent_ids: [mine.agt] }),
  'apiKeys.update': (mine) => ({ id: mine.key, name: 'renamed' }),
  'apiKeys.rotate': (mine) => ({ id: mine.key, overlap_seconds: 60 }),
  'apiKeys.revoke': (mine) => ({ id: mine.key }),
  'providerKeys.list': () => undefined,
  'providerKeys.add': () => ({ ...ownKey, label: 'Second' }),
  'providerKeys.update': (mine) => ({ id: mine.pky, label: 'Renamed' }),
  'providerKeys.test': (mine) => ({ id: mine.pky }),
  'providerKeys.delete': (mine) => ({ id: mine.pky }),
  'approvals.list': (mine) => ({ run_id: mine.run }),
  'approvals.get': (mine) => ({ id: mine.apr }),
  'approvals.count': () => undefined,
  'approvals.decide': (mine) => ({ id: mine.apr, decision: 'edit', value: { to: 'you' } }),
  'connections.list': () => undefined,
  'connections.get': (mine) => ({ id: mine.con }),
  'connections.create': () => ({ kind: 'tavily', name: 'Ours', fields: { token: 'tvly-0123456789' } }),
  'connections.update': (mine) => ({ id: mine.con, name: 'Renamed' }),
  'connections.test': (mine) => ({ id: mine.con }),
  'connections.tools': (mine) => ({ id: mine.con }),
  'connections.delete': (mine) => ({ id: mine.con }),
  'connections.changes': () => undefined,
  'connections.approveChange': (mine) => ({
    source: 'mcp',
    url: changedServer,
    tool: 'secret-plan',
    hash: mine.toolHash,
  }),
  'webhooks.list': () => undefined,
  'webhooks.get': (mine) => ({ id: mine.whk }),
  'webhooks.create': () => ({ ...ownReceiver, description: 'Second' }),
  'webhooks.update': (mine) => ({ id: mine.whk, description: 'Renamed' }),
  'webhooks.test': (mine) => ({ id: mine.whk }),
  'webhooks.rotate': (mine) => ({ id: mine.whk, overlap_hours: 1 }),
  'webhooks.delete': (mine) => ({ id: mine.whk }),
  'webhooks.deliveries': (mine) => ({ id: mine.whk }),
  'webhooks.delivery': (mine) => ({ delivery_id: mine.whd }),
  'webhooks.replay': (mine) => ({ delivery_id: mine.whd }),
  'audit.list': () => ({}),
  'audit.actors': () => undefined,
  'audit.verify': () => undefined,
  'comments.list': (mine) => ({ agent_id: mine.agt, limit: 1 }),
  'comments.start': (mine) => ({ agent_id: mine.agt, place: { path: ['limits'] }, body: 'Why?' }),
  'comments.add': (mine) => ({ thread_id: mine.cth, body: `Look, <@${mine.mate}>` }),
  'comments.resolve': (mine) => ({ id: mine.cth, resolved: true }),
  'comments.markRead': (mine) => ({ id: mine.cth }),
  'comments.edit': (mine) => ({ id: mine.cmt, body: 'Why so?' }),
  'comments.delete': (mine) => ({ id: mine.cmt }),
  'dashboard.get': (mine) => ({ agent: mine.agt, member: mine.actor.userId, range: '24h' }),
  'dashboard.export': (mine) => ({ api_key: mine.key }),
  'dashboard.watch': () => undefined,
  'dashboard.views': () => undefined,
  'dashboard.createView': () => ({ name: 'Mine', query: 'range=30d' }),
  'dashboard.updateView': (mine) => ({ id: mine.dbv, name: 'Other' }),
  'dashboard.deleteView': (mine) => ({ id: mine.dbv }),
  'usage.summary': () => ({}),
  'usage.quota': () => undefined,
  'usage.metrics': () => ({}),
  'usage.list': (mine) => ({ run_id: mine.run }),
  'teamPolicy.get': () => undefined,
  'teamSecurity.get': () => undefined,
  'teamSecurity.set': () => ({ second_factor: 'required' }),
  'sessions.list': () => undefined,
  'sessions.revoke': () => ({ id: '00000000-0000-4000-8000-000000000000' }),
  'sessions.revokeOthers': () => undefined,
  'teamPolicy.set': () => ({ cache: true }),
  'privacy.exports': () => undefined,
  'privacy.export': (mine) => ({ id: mine.exp }),
  'privacy.startExport': (mine) => ({ whole_teams: [mine.team] }),
  'privacy.account': () => undefined,
  'privacy.deleteAccount': (mine) => ({ confirm_name: mine.actor.email }),
  'privacy.keepAccount': () => undefined,
  'privacy.retention': () => undefined,
  'privacy.previewRetention': () => ({ runs_days: 365, events_days: null }),
  'privacy.setRetention': () => ({ runs_days: 365, events_days: null }),
  'teams.list': () => undefined,
  'teams.get': () => undefined,
  'teams.find': (mine) => ({ id: mine.agt }),
  'teams.create': () => ({ name: 'Another' }),
  'teams.rename': () => ({ name: 'Renamed' }),
  'teams.delete': () => ({ confirm_name: companyName }),
  'teams.restore': (mine) => ({ id: mine.shut }),
  'teams.transfer': (mine) => ({ user_id: mine.mate, confirm_name: companyName }),
  'teams.leave': () => undefined,
  'members.list': () => undefined,
  'members.changeRole': (mine) => ({ user_id: mine.mate, role: 'viewer' }),
  'members.remove': (mine) => ({ user_id: mine.mate }),
  'invitations.list': () => undefined,
  'invitations.create': () => ({ email: 'somebody@example.test', role: 'viewer' }),
  'invitations.resend': (mine) => ({ id: mine.inv }),
  'invitations.revoke': (mine) => ({ id: mine.inv }),
  'invitations.accept': (mine) => ({ token: mine.ownInv.token }),
  'invitations.acceptOwn': (mine) => ({ id: mine.ownInv.id }),
  'invitations.decline': (mine) => ({ id: mine.ownInv.id }),
  'models.list': () => undefined,
  'models.health': () => undefined,
  'models.explain': () => ({ text: 'What is 6 * 7?' }),
  ...marketInputs,
  ...moneyInputs,
};

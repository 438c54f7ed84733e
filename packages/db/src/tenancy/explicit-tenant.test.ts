import { newId } from '@agent-factory/contracts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as room from '../index.ts';
import * as auth from '../queries/auth/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { commentsAsMember, commentTries } from './comment-tries.ts';
import { findLeaks, seedTables } from './find-leaks.ts';
import { listTables } from './inspect-structure.ts';
import { liveAsMember, liveTries } from './live-tries.ts';
import { marketAsMember, marketOthers, marketTries } from './market-tries.ts';
import { seedTenants, type Tenant } from './tenants.ts';
import { testsAsMember, testsTries } from './tests-tries.ts';

// The policies are the lock on the door; here they are off, so that what keeps a statement in its tenant is
// its own WHERE, which is also what finds the index.
let database: TestDatabase;
let admin: pg.Client;
let own: Tenant;
let foreign: Tenant;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const tenants = await seedTenants(admin, 2);
  await seedTables(admin, tenants);
  const [first, second] = tenants;
  if (first === undefined || second === undefined) throw new Error('two tenants were seeded');
  own = first;
  foreign = second;
  await admin.query(
    `update public.model_calls set purpose = 'foreign', provider = 'foreign', first_token_ms = 1 where team_id = $1;`,
    [foreign.teamId],
  );
  await admin.query(
    'update public.budgets set spent_nano_usd = 7, reserved_nano_usd = 5 where team_id = $1',
    [foreign.teamId],
  );
  await admin.query(
    `update public.documents set status = 'ready', embedding_model = 'foreign' where team_id = $1`,
    [foreign.teamId],
  );
  await admin.query(`update public.passages set embedding = 'x' where team_id = $1`, [foreign.teamId]);
  await admin.query('update public.api_keys set budget_nano_usd = 7 where team_id = $1', [foreign.teamId]);
  await admin.query('update public.team_policies set monthly_budget_nano_usd = 7 where team_id = $1', [
    foreign.teamId,
  ]);
  await admin.query(
    `update public.holds set expires_at = '2001-01-01', run_id = $2, fence = 1 where team_id = $1`,
    [foreign.teamId, foreign.runId],
  );
  await admin.query(
    `update public.tool_pins set url = $2, changed_hash = $3, changed_definition = '{}', changed_at = now()
     where team_id = $1`,
    [foreign.teamId, foreignUrl, '1'.repeat(64)],
  );
  await admin.query('update public.audit_heads set hash = $2 where team_id = $1', [
    foreign.teamId,
    foreignHead,
  ]);
  await admin.query(
    `update public.run_events set data = '{ "type": "run.started", "attempt": 1 }' where team_id = $1`,
    [foreign.teamId],
  );
  await admin.query(`update public.webhook_endpoints set events = '{foreign.event}' where team_id = $1`, [
    foreign.teamId,
  ]);
  await admin.query(
    `update public.test_trials set status = 'done', verdict = 'pass', cache_key = $2, observation = '{}' where team_id = $1`,
    [foreign.teamId, 'f'.repeat(64)],
  );
  await admin.query(`update public.test_runs set idempotency_key = 'the other team’s' where team_id = $1`, [
    foreign.teamId,
  ]);
  await admin.query('update public.runs set schedule_id = $2 where team_id = $1', [
    foreign.teamId,
    foreign.scheduleId,
  ]);
  for (const table of await listTables(admin))
    await admin.query(`alter table ${table} disable row level security`);
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

type Try = (tx: room.Transaction, own: Tenant, foreign: Tenant) => Promise<unknown>;
/** A server that the other team alone has pinned tools of. */
const foreignUrl = 'https://foreign.example.test/mcp';
const foreignHead = 'f'.repeat(64);
const anyAudit = ({ teamId }: Tenant) => ({
  teamId,
  actorId: null,
  actions: null,
  targetId: null,
  targetName: null,
  from: null,
  to: null,
});
const foreignSource = ({ teamId }: Tenant) => ({ teamId, source: 'mcp', url: foreignUrl }) as const;
const held = (own: Tenant, foreign: Tenant) => ({ teamId: own.teamId, runId: foreign.runId, fence: 0 });
const spec = {
  spec: '---',
  specHash: '0'.repeat(64),
  message: null,
  createdBy: null,
  title: 'Taken',
  description: '',
};

const verdict = {
  state: 'approved',
  editedValue: null,
  decidedBy: null,
  decidedByKey: null,
  decidedAs: 'taker',
  note: null,
} as const;

/** Each statement as the worker of the own team, asked for what is the other's. */
const tries: Record<string, Try> = {
  ...Object.fromEntries(
    Object.entries({ ...testsTries, ...marketTries, ...liveTries, ...commentTries }).map(
      ([name, attempt]): [string, Try] => [name, (tx, a, b) => attempt(room, tx, a, b)],
    ),
  ),
  agentWasMade: (tx, a, b) => room.agentWasMade(tx, { teamId: a.teamId, id: b.agentId }),
  deleteProviderKey: (tx, a, b) => room.deleteProviderKey(tx, { teamId: a.teamId, id: b.providerKeyId }),
  flagProviderKey: (tx, a, b) =>
    room.flagProviderKey(tx, { teamId: a.teamId, id: b.providerKeyId, reason: 'x', settledMs: -60_000 }),
  listProviderKeys: async (tx, a, b) =>
    (await room.listProviderKeys(tx, { teamId: a.teamId, limit: 100 })).filter(
      ({ id }) => id === b.providerKeyId,
    ),
  listSealedProviderKeys: async (tx, a, b) =>
    (await room.listSealedProviderKeys(tx, { teamId: a.teamId })).filter(({ id }) => id === b.providerKeyId),
  rewrapProviderKey: (tx, a, b) =>
    room.rewrapProviderKey(tx, {
      teamId: a.teamId,
      id: b.providerKeyId,
      before: Buffer.from('sealed'),
      after: Buffer.from('taken'),
      keyVersion: 'taken',
    }),
  selectProviderKey: (tx, a, b) => room.selectProviderKey(tx, { teamId: a.teamId, id: b.providerKeyId }),
  selectSealedProviderKey: (tx, a, b) =>
    room.selectSealedProviderKey(tx, { teamId: a.teamId, id: b.providerKeyId }),
  updateProviderKey: (tx, a, b) =>
    room.updateProviderKey(tx, { teamId: a.teamId, id: b.providerKeyId, change: { label: 'taken' } }),
  approveToolChange: (tx, a) =>
    room.approveToolChange(tx, {
      ...foreignSource(a),
      tool: 'seeded',
      hash: '1'.repeat(64),
      approvedBy: null,
    }),
  deleteConnection: (tx, a, b) => room.deleteConnection(tx, { teamId: a.teamId, id: b.connectionId }),
  listConnections: async (tx, a, b) =>
    (await room.listConnections(tx, { teamId: a.teamId, limit: 100 })).filter(
      ({ id }) => id === b.connectionId,
    ),
  listSealedConnections: async (tx, a, b) =>
    (await room.listSealedConnections(tx, { teamId: a.teamId })).filter(({ id }) => id === b.connectionId),
  listToolChanges: (tx, a) => room.listToolChanges(tx, { teamId: a.teamId, limit: 10 }),
  noteToolChange: (tx, a) =>
    room.noteToolChange(tx, {
      ...foreignSource(a),
      tool: 'seeded',
      hash: '2'.repeat(64),
      definition: {},
    }),
  rewrapConnection: (tx, a, b) =>
    room.rewrapConnection(tx, {
      teamId: a.teamId,
      id: b.connectionId,
      before: Buffer.from('sealed'),
      after: Buffer.from('taken'),
      keyVersion: 'taken',
    }),
  selectConnection: (tx, a, b) => room.selectConnection(tx, { teamId: a.teamId, id: b.connectionId }),
  selectSealedConnection: (tx, a, b) =>
    room.selectSealedConnection(tx, { teamId: a.teamId, id: b.connectionId }),
  selectToolPins: (tx, a) => room.selectToolPins(tx, { ...foreignSource(a), tools: ['seeded'] }),
  updateConnection: (tx, a, b) =>
    room.updateConnection(tx, { teamId: a.teamId, id: b.connectionId, change: { name: 'taken' } }),
  insertAuditEntry: async (tx, a) => {
    const id = newId('auditEntry');
    const own = { type: 'x', id: a.teamId };
    const entry = JSON.stringify({ id, team_id: a.teamId, action: 'x', actor: own, target: own });
    await room.insertAuditEntry(tx, { id, teamId: a.teamId, entry, details: '{}', createdAt: new Date() });
  },
  listAuditActors: async (tx, a, b) =>
    (await room.listAuditActors(tx, { teamId: a.teamId, limit: 9 })).filter(({ id }) => id === b.users.owner),
  listAuditEntries: async (tx, a, b) =>
    (await room.listAuditEntries(tx, { ...anyAudit(a), after: null, limit: 9 })).filter(({ entry }) =>
      entry.includes(b.teamId),
    ),
  readAuditChain: async (tx, a, b) =>
    (await room.readAuditChain(tx, { ...anyAudit(a), afterSeq: 0, toSeq: 9, limit: 9 })).filter(({ entry }) =>
      entry.includes(b.teamId),
    ),
  selectAuditHead: async (tx, a) =>
    (await room.selectAuditHead(tx, { teamId: a.teamId })).hash === foreignHead || undefined,
  deleteWebhook: (tx, a, b) => room.deleteWebhook(tx, { teamId: a.teamId, id: b.webhookId }),
  insertWebhook: (tx, a, b) =>
    room
      .insertWebhook(tx, {
        id: newId('webhook'),
        teamId: a.teamId,
        url: 'https://x.test',
        description: '',
        events: ['run.finished'],
        envelope: Buffer.from('x'),
        keyVersion: 'x',
        secretHint: 'abcd',
        createdBy: null,
        atMost: 9,
      })
      .then((row) => (row === undefined ? b : undefined)),
  listWebhookAttempts: (tx, a, b) =>
    room.listWebhookAttempts(tx, { teamId: a.teamId, deliveryId: b.webhookDeliveryId }),
  listWebhookDeliveries: (tx, a, b) =>
    room.listWebhookDeliveries(tx, {
      teamId: a.teamId,
      webhookId: b.webhookId,
      status: null,
      after: null,
      limit: 9,
    }),
  listWebhooks: async (tx, a, b) =>
    (await room.listWebhooks(tx, { teamId: a.teamId, limit: 9 })).filter(({ id }) => id === b.webhookId),
  noteAttempt: (tx, a, b) =>
    room.noteAttempt(tx, {
      teamId: a.teamId,
      deliveryId: b.webhookDeliveryId,
      attempt: { startedAt: new Date(), durationMs: 1, statusCode: 200, error: null, responseExcerpt: null },
      status: 'succeeded',
      nextAttemptAt: null,
    }),
  noteWebhookHealth: (tx, a, b) =>
    room.noteWebhookHealth(tx, { teamId: a.teamId, id: b.webhookId, at: new Date(), health: 'gone' }),
  publishEvent: async (tx, a) =>
    (await room.publishEvent(tx, {
      id: newId('webhookEvent'),
      teamId: a.teamId,
      type: 'foreign.event',
      payload: '{}',
    })) || undefined,
  replaceWebhookSecret: (tx, a, b) =>
    room.replaceWebhookSecret(tx, {
      teamId: a.teamId,
      id: b.webhookId,
      before: Buffer.from('sealed'),
      envelope: Buffer.from('taken'),
      keyVersion: 'taken',
      secretHint: 'take',
      oldSecretUntil: null,
    }),
  restartDelivery: (tx, a, b) =>
    room.restartDelivery(tx, { teamId: a.teamId, id: b.webhookDeliveryId, at: new Date() }),
  rewrapWebhook: (tx, a, b) =>
    room.rewrapWebhook(tx, {
      teamId: a.teamId,
      id: b.webhookId,
      before: Buffer.from('sealed'),
      after: Buffer.from('taken'),
      keyVersion: 'taken',
    }),
  selectOutgoingDelivery: (tx, a, b) =>
    room.selectOutgoingDelivery(tx, { teamId: a.teamId, id: b.webhookDeliveryId }),
  selectSealedWebhook: (tx, a, b) => room.selectSealedWebhook(tx, { teamId: a.teamId, id: b.webhookId }),
  selectWebhook: (tx, a, b) => room.selectWebhook(tx, { teamId: a.teamId, id: b.webhookId }),
  selectWebhookDelivery: (tx, a, b) =>
    room.selectWebhookDelivery(tx, { teamId: a.teamId, id: b.webhookDeliveryId }),
  updateWebhook: (tx, a, b) =>
    room.updateWebhook(tx, { teamId: a.teamId, id: b.webhookId, change: { description: 'taken' } }),
  askApproval: (tx, a, b) =>
    room
      .askApproval(tx, {
        ...held(a, b),
        id: newId('approval'),
        key: 'seeded',
        member: null,
        about: 'tool',
        name: 'send',
        value: {},
        reason: null,
        timeoutSeconds: 60,
        onTimeout: 'deny',
      })
      .catch((error: Error) => {
        if (!error.message.startsWith('no run ')) throw error;
      }),
  // Each team has one.
  countPendingApprovals: async (tx, a) =>
    (await room.countPendingApprovals(tx, { teamId: a.teamId, atMost: 9 })) > 1,
  decideApproval: (tx, a, b) => room.decideApproval(tx, { teamId: a.teamId, id: b.approvalId, verdict }),
  expireApproval: (tx, a, b) => room.expireApproval(tx, { teamId: a.teamId, id: b.approvalId }),
  listApprovals: async (tx, a, b) => [
    ...(await room.listApprovals(tx, { teamId: a.teamId, ...ofApprovals, runId: b.runId })),
    ...(await room.listApprovals(tx, { teamId: a.teamId, ...ofApprovals, agentId: b.agentId })),
    ...(await room.listApprovals(tx, { teamId: a.teamId, ...ofApprovals, after: b.approvalId })),
    ...(await room.listApprovals(tx, { teamId: a.teamId, ...ofApprovals })).filter(
      ({ id }) => id === b.approvalId,
    ),
  ],
  selectApproval: (tx, a, b) => room.selectApproval(tx, { teamId: a.teamId, id: b.approvalId }),
  beginEffect: (tx, a, b) =>
    room.beginEffect(tx, { ...held(a, b), key: 'seeded', tool: 'send', effect: 'write' }),
  finishEffect: (tx, a, b) => room.finishEffect(tx, { ...held(a, b), key: 'seeded', result: {} }),
  lockRun: (tx, a, b) => room.lockRun(tx, held(a, b)),
  suspendRun: (tx, a, b) => room.suspendRun(tx, { ...held(a, b), asked: [b.approvalId] }),
  wakeRun: (tx, a, b) => room.wakeRun(tx, held(a, b)),
  claimRun: (tx, a, b) => room.claimRun(tx, { ...held(a, b), workerId: 'w', deadAfterMs: 0 }),
  deleteThreadCheckpoints: (tx, a, b) =>
    room.deleteThreadCheckpoints(tx, { teamId: a.teamId, threadId: b.threadId }),
  appendRunEvents: (tx, a, b) => room.appendRunEvents(tx, { ...held(a, b), afterSeq: 5, events: [] }),
  finishRun: (tx, a, b) =>
    room.finishRun(tx, {
      tells: [],
      ...held(a, b),
      afterSeq: 5,
      events: [],
      ending: { status: 'failed', output: null, error: null },
      usage: { tokensInput: 0, tokensOutput: 0, costNanoUsd: 0, model: null },
      receipt: { keyId: 'key', body: {} },
    }),
  freeDeadRun: (tx, a, b) => room.freeDeadRun(tx, { ...held(a, b), deadAfterMs: 0 }),
  insertCheckpoints: (tx, a, b) =>
    room.insertCheckpoints(tx, {
      teamId: a.teamId,
      rows: [
        { threadId: b.threadId, namespace: '', checkpointId: 'x', parentId: null, depth: 0, body: '{}' },
      ],
    }),
  insertCheckpointWrites: (tx, a, b) =>
    room.insertCheckpointWrites(tx, {
      teamId: a.teamId,
      writes: [
        {
          threadId: b.threadId,
          namespace: '',
          checkpointId: 'x',
          taskId: 't',
          index: 0,
          channel: 'c',
          body: '{}',
        },
      ],
    }),
  listApiKeys: async (tx, a, b) =>
    (await room.listApiKeys(tx, { teamId: a.teamId, limit: 100 })).filter(({ id }) =>
      Object.values(b.keys).includes(id),
    ),
  listAgentVersions: (tx, a, b) => room.listAgentVersions(tx, { teamId: a.teamId, id: b.agentId, limit: 10 }),
  listAgents: async (tx, a, b) =>
    (await room.listAgents(tx, { teamId: a.teamId, after: null, limit: 10 })).filter(
      ({ id }) => id === b.agentId,
    ),
  listCheckpointIds: (tx, a, b) =>
    room.listCheckpointIds(tx, {
      teamId: a.teamId,
      threadId: b.threadId,
      namespace: '',
      before: null,
      limit: 9,
    }),
  isCancelRequested: (tx, a, b) => room.isCancelRequested(tx, held(a, b)),
  listRuns: async (tx, a, b) => [
    ...(await room.listRuns(tx, {
      teamId: a.teamId,
      agentId: b.agentId,
      status: null,
      after: null,
      limit: 10,
    })),
    ...(await room.listRuns(tx, {
      teamId: a.teamId,
      agentId: null,
      status: null,
      after: b.runId,
      limit: 10,
    })),
    ...(
      await room.listRuns(tx, { teamId: a.teamId, agentId: null, status: null, after: null, limit: 10 })
    ).filter(({ id }) => id === b.runId),
  ],
  listRunsToJudge: (tx, a, b) =>
    room.listRunsToJudge(tx, { teamId: a.teamId, agentId: b.agentId, limit: 10 }),
  listEventsToJudge: (tx, a, b) =>
    room.listEventsToJudge(tx, { teamId: a.teamId, runIds: [b.runId], limit: 10 }),
  loadCheckpoint: (tx, a, b) =>
    room.loadCheckpoint(tx, { teamId: a.teamId, threadId: b.threadId, namespace: '', checkpointId: null }),
  lockThread: (tx, a, b) =>
    room.lockThread(tx, { teamId: a.teamId, agentId: b.agentId, threadId: b.threadId }),
  readRunProgress: async (tx, a, b) => (await room.readRunProgress(tx, held(a, b))).lastSeq || undefined,
  releaseRun: (tx, a, b) => room.releaseRun(tx, held(a, b)),
  requestCancel: (tx, a, b) => room.requestCancel(tx, held(a, b)),
  selectAgent: (tx, a, b) => room.selectAgent(tx, { teamId: a.teamId, id: b.agentId }),
  // Both teams have an agent of this name.
  selectAgentIdByName: async (tx, a, b) =>
    (await room.selectAgentIdByName(tx, { teamId: a.teamId, name: 'seeded' })) === b.agentId || undefined,
  selectNewestByNames: async (tx, a, b) =>
    (await room.selectNewestByNames(tx, { teamId: a.teamId, names: ['seeded'] })).find(
      ({ agentId }) => agentId === b.agentId,
    ),
  selectPinnedVersion: (tx, a, b) =>
    room.selectPinnedVersion(tx, { teamId: a.teamId, agentId: b.agentId, version: null }),
  insertLabelMove: (tx, a, b) =>
    room.insertLabelMove(tx, {
      ...{ teamId: a.teamId, agentId: b.agentId, label: 'draft', move: 9, version: 1 },
      ...{ attestationId: null, reason: null, movedBy: null },
    }),
  listLabels: (tx, a, b) => room.listLabels(tx, { teamId: a.teamId, agentId: b.agentId }),
  listLabelMoves: (tx, a, b) => room.listLabelMoves(tx, { teamId: a.teamId, agentId: b.agentId, limit: 9 }),
  selectEarlierMove: (tx, a, b) =>
    room.selectEarlierMove(tx, { teamId: a.teamId, agentId: b.agentId, label: 'staging', version: 1 }),
  selectReceipt: (tx, a, b) => room.selectReceipt(tx, held(a, b)),
  selectRun: (tx, a, b) => room.selectRun(tx, held(a, b)),
  selectRunByKey: (tx, a) =>
    room.selectRunByKey(tx, { teamId: a.teamId, idempotencyKey: 'the other team’s' }),
  selectRunEvents: (tx, a, b) => room.selectRunEvents(tx, { ...held(a, b), after: 0, limit: 10 }),
  selectVersionSpec: (tx, a, b) => room.selectVersionSpec(tx, { teamId: a.teamId, id: b.versionId }),
  takeQueuedRun: (tx, a, b) => room.takeQueuedRun(tx, held(a, b)),
  touchRun: (tx, a, b) => room.touchRun(tx, held(a, b)),
  selectTeamPolicy: (tx, a) =>
    // Of the transaction's own team: there is nothing of another's to ask for.
    room
      .selectTeamPolicy(tx, { teamId: a.teamId })
      .then((policy) => (policy?.monthlyBudgetNanoUsd === 7 ? policy : undefined)),
  spend: async (tx, _, b) => {
    const call = { run_id: b.runId, api_key_id: b.keys.key, user_id: null, purpose: 'x', number: 1 };
    const model = { provider: 'p', model: 'p/m', payer: 'platform' as const };
    const [answer] = await room.spend(tx, {
      reservations: [
        { ...call, ...model, id: newId('modelCall'), run_limit: 5, fence: 9, worst: 5, lasts_ms: 1 },
      ],
      settlements: [],
    });
    return answer;
  },
  // Says how many of its own; the other's are compared below.
  chargeLeftHolds: (tx, _, b) => room.chargeLeftHolds(tx, { runId: b.runId, fence: 1_000 }),
  chargeLostHolds: async (tx) => void (await room.chargeLostHolds(tx)),
  listFirstTokenWaits: (tx, a) => room.listFirstTokenWaits(tx, { teamId: a.teamId, ...always }).then(ofOther),
  listUsageGroups: (tx, a) => room.listUsageGroups(tx, { teamId: a.teamId, ...always }).then(ofOther),
  selectOwnQuota: (tx, _, b) => room.selectOwnQuota(tx, { teamId: b.teamId }),
  takeQuotaWarnings: async (tx, a, b) =>
    (await room.takeQuotaWarnings(tx, a)).filter(({ subjectId }) => subjectId === b.teamId),
  listKeyBudgets: async (tx, a, b) =>
    (await room.listKeyBudgets(tx, { teamId: a.teamId, month: '2026-11', limit: 9 })).filter(({ id }) =>
      Object.values(b.keys).includes(id),
    ),
  selectMonthBudget: async (tx, a) =>
    (await room.selectMonthBudget(tx, { teamId: a.teamId, month: '2026-11' }))?.spentNanoUsd === 7 ||
    undefined,
  listModelCalls: async (tx, a, b) =>
    [
      ...(await room.listModelCalls(tx, { teamId: a.teamId, runId: b.runId, after: null, limit: 9 })),
      ...(await room.listModelCalls(tx, { teamId: a.teamId, runId: null, after: null, limit: 9 })),
    ].filter(({ purpose }) => purpose === foreignPurpose),
  clearAgentMemories: (tx, a, b) => room.clearAgentMemories(tx, { teamId: a.teamId, agentId: b.agentId }),
  forgetMemory: (tx, a, b) => room.forgetMemory(tx, { ...memoriesOf(a, b), key: 'seeded' }),
  listMemories: (tx, a, b) => room.listMemories(tx, memoriesOf(a, b)),
  putMemory: (tx, a, b) =>
    room.putMemory(tx, { ...memoriesOf(a, b), key: 'seeded', value: 'taken', atMost: 9 }),
  embedPassages: (tx, a, b) =>
    room.embedPassages(tx, {
      teamId: a.teamId,
      id: b.documentId,
      model: 'taken',
      vectors: [Buffer.from('taken')],
    }),
  failDocument: (tx, a, b) => room.failDocument(tx, { teamId: a.teamId, id: b.documentId, error: 'taken' }),
  finishDocument: (tx, a, b) =>
    room.finishDocument(tx, {
      teamId: a.teamId,
      id: b.documentId,
      language: 'simple',
      body: 'taken',
      passages: [],
    }),
  listDocuments: async (tx, a, b) => [
    ...(await room.listDocuments(tx, { teamId: a.teamId, after: b.documentId, limit: 9 })),
    ...(await room.listDocuments(tx, { teamId: a.teamId, after: null, limit: 9 })).filter(
      ({ id }) => id === b.documentId,
    ),
  ],
  listEmbeddings: async (tx, a, b) => [
    ...(await room.listEmbeddings(tx, { teamId: a.teamId, model: 'foreign', among: null })),
    ...(await room.listEmbeddings(tx, {
      teamId: a.teamId,
      model: 'foreign',
      among: [`${b.documentId}#0`],
    })),
  ],
  listPassages: (tx, a, b) => room.listPassages(tx, { teamId: a.teamId, id: b.documentId }),
  searchPassagesByTrigrams: async (tx, a, b) =>
    (await room.searchPassagesByTrigrams(tx, { teamId: a.teamId, query: 'seeded', limit: 9 })).filter(
      ({ documentId }) => documentId === b.documentId,
    ),
  searchPassagesByWords: async (tx, a, b) =>
    (await room.searchPassagesByWords(tx, { teamId: a.teamId, query: 'seeded plan', limit: 9 })).filter(
      ({ documentId }) => documentId === b.documentId,
    ),
  selectDocument: (tx, a, b) => room.selectDocument(tx, { teamId: a.teamId, id: b.documentId }),
  selectEmbeddingModel: (tx, a) => room.selectEmbeddingModel(tx, { teamId: a.teamId }),
  selectOriginal: (tx, a, b) => room.selectOriginal(tx, { teamId: a.teamId, id: b.documentId }),
  selectPassages: (tx, a, b) => room.selectPassages(tx, { teamId: a.teamId, named: [`${b.documentId}#0`] }),
  listThreadRuns: (tx, a, b) =>
    room.listThreadRuns(tx, { teamId: a.teamId, threadId: b.threadId, before: null, limit: 9 }),
  listThreads: async (tx, a, b) => [
    ...(await room.listThreads(tx, { teamId: a.teamId, ...ofThreads, id: b.threadId })),
    ...(await room.listThreads(tx, { teamId: a.teamId, ...ofThreads, agentId: b.agentId })),
    ...(await room.listThreads(tx, { teamId: a.teamId, ...ofThreads, after: b.threadId })),
    ...(await room.listThreads(tx, { teamId: a.teamId, ...ofThreads })).filter(({ id }) => id === b.threadId),
  ],
  pruneCheckpoints: (tx, a, b) => room.pruneCheckpoints(tx, { teamId: a.teamId, threadId: b.threadId }),
  // These a member does.
  deleteDocument: (tx, a, b) => room.deleteDocument(tx, { teamId: a.teamId, id: b.documentId }),
  changeMemberRole: (tx, a, b) =>
    room.changeMemberRole(tx, { teamId: a.teamId, userId: b.users.viewer, role: 'admin' }),
  deleteMember: (tx, a, b) => room.deleteMember(tx, { teamId: a.teamId, userId: b.users.viewer }),
  listMembers: async (tx, a, b) =>
    (await room.listMembers(tx, { teamId: a.teamId, limit: 100 })).filter(({ userId }) =>
      Object.values(b.users).includes(userId),
    ),
  selectMember: (tx, a, b) => room.selectMember(tx, { teamId: a.teamId, userId: b.users.viewer }),
  memberHasAddress: (tx, a, b) =>
    room.memberHasAddress(tx, { teamId: a.teamId, email: `${b.users.viewer}@example.test` }),
  selectTeam: async (tx, a, b) => {
    const team = await room.selectTeam(tx, { teamId: a.teamId });
    return team?.id === b.teamId ? team : undefined;
  },
  renameTeam: async (tx, a) => {
    await room.renameTeam(tx, { teamId: a.teamId, name: 'taken' });
  },
  listInvitations: async (tx, a, b) =>
    (await room.listInvitations(tx, { teamId: a.teamId, days: 30, limit: 100 })).filter(({ email }) =>
      email.includes(b.teamId),
    ),
  lockInvitation: (tx, a, b) =>
    room.lockInvitation(tx, { teamId: a.teamId, email: `seeded-${b.teamId}@example.test` }),
  renewInvitation: (tx, a, b) =>
    room.renewInvitation(tx, {
      teamId: a.teamId,
      id: b.invitationId,
      tokenHash: Buffer.alloc(32),
      role: 'admin',
      at: new Date(),
      expiresAt: new Date(),
    }),
  revokeInvitation: (tx, a, b) =>
    room.revokeInvitation(tx, { teamId: a.teamId, id: b.invitationId, at: new Date() }),
  countInvitationsSent: async (tx, a) =>
    (await room.countInvitationsSent(tx, { teamId: a.teamId, since: new Date(0) })) > 1,
  deleteThread: (tx, a, b) => room.deleteThread(tx, { teamId: a.teamId, id: b.threadId }),
  deleteAgent: (tx, a, b) => room.deleteAgent(tx, { teamId: a.teamId, id: b.agentId, at: new Date() }),
  insertAgentVersion: (tx, a, b) =>
    room.insertAgentVersion(tx, {
      id: newId('agentVersion'),
      teamId: a.teamId,
      agentId: b.agentId,
      version: 2,
      name: 'taken',
      ...spec,
    }),
  insertRun: (tx, a, b) =>
    room.insertRun(tx, {
      id: newId('run'),
      teamId: a.teamId,
      agentId: b.agentId,
      agentVersionId: b.versionId,
      version: 1,
      ifNewest: false,
      specHash: spec.specHash,
      triedModel: null,
      threadId: b.threadId,
      newThread: false,
      input: {},
      members: [],
      idempotencyKey: null,
      requestHash: null,
      createdBy: null,
      scheduleId: null,
      triggerId: null,
      startedAs: null,
    }),
  selectRunNumbers: async (tx, a, b) => {
    const filter = { agentId: b.agentId, apiKeyId: null, memberId: null, model: null };
    const { byAgent, whole } = await room.selectRunNumbers(tx, {
      teamId: a.teamId,
      filter,
      spans: everBefore,
    });
    return [...byAgent, ...whole];
  },
  selectRunTotals: async (tx, a, b) => {
    const filter = { agentId: b.agentId, apiKeyId: null, memberId: null, model: null };
    return (await room.selectRunTotals(tx, { teamId: a.teamId, filter, spans: everBefore })).whole;
  },
  selectRunsMark: async (tx, a, b) => (await room.selectRunsMark(tx, { teamId: a.teamId })).includes(b.runId),
  selectTestsAndGates: async (tx, a, b) => {
    const ever = { from: new Date(0), to: new Date('2999-01-01') };
    const { testRuns, gatesOpen, gatesShut } = await room.selectTestsAndGates(tx, {
      ...{ teamId: a.teamId, agentId: b.agentId, ...ever },
    });
    return testRuns + gatesOpen + gatesShut > 0;
  },
  nameRunParts: (tx, a, b) =>
    room.nameRunParts(tx, { teamId: a.teamId, agentIds: [b.agentId], apiKeyIds: [b.keys.key] }),
  namePeople: (tx, a, b) => room.namePeople(tx, { teamId: a.teamId, userIds: [b.users.viewer] }),
  listDashboardViews: async (tx, a, b) =>
    room
      .listDashboardViews(tx, { teamId: a.teamId, userId: b.users.owner })
      .then((rows) => rows.filter(({ id }) => id === b.viewId)),
  selectDashboardView: (tx, a, b) => room.selectDashboardView(tx, { teamId: a.teamId, id: b.viewId }),
  insertDashboardView: async (tx, a, b) => {
    const view = { id: newId('dashboardView'), name: 'x', query: '', shared: true, atMost: 9 };
    await room.insertDashboardView(tx, { ...view, teamId: a.teamId, ownerId: b.users.owner });
  },
  updateDashboardView: (tx, a, b) =>
    room.updateDashboardView(tx, {
      ...{ teamId: a.teamId, id: b.viewId, ownerId: b.users.owner, name: 'taken', query: '', shared: false },
    }),
  deleteDashboardView: (tx, a, b) => room.deleteDashboardView(tx, { teamId: a.teamId, id: b.viewId }),
  insertSchedule: (tx, a, b) =>
    room.insertSchedule(tx, {
      id: newId('schedule'),
      teamId: a.teamId,
      agentId: b.agentId,
      name: 'taken',
      cron: '* * * * *',
      timeZone: 'UTC',
      input: {},
      enabled: false,
      overlap: 'skip',
      nextAt: null,
      createdBy: null,
      atMost: 9,
    }),
  insertTrigger: (tx, a, b) =>
    room.insertTrigger(tx, {
      id: newId('trigger'),
      teamId: a.teamId,
      agentId: b.agentId,
      name: 'taken',
      scheme: 'standard',
      mapping: { body_as: 'event' },
      ratePerMinute: 1,
      envelope: Buffer.from('taken'),
      keyVersion: 'taken',
      secretHint: 'take',
      createdBy: null,
      atMost: 9,
    }),
  noteDelivery: (tx, a, b) =>
    room
      .noteDelivery(tx, {
        teamId: a.teamId,
        triggerId: b.triggerId,
        deliveryId: null,
        verdict: 'refused',
        sizeBytes: 1,
        runId: null,
        message: null,
      })
      .then(() => undefined),
  decideSpecPatch: (tx, a, b) =>
    room.decideSpecPatch(tx, {
      ...{ teamId: a.teamId, id: b.specPatchId, from: ['queued', 'won'] },
      decision: { status: 'discarded', code: 'by_hand', reason: 'taken' },
    }),
  finishSpecPatch: (tx, a, b) =>
    room.finishSpecPatch(tx, {
      ...{ teamId: a.teamId, id: b.specPatchId, refusal: null, patch: null, results: {} },
    }),
  insertSpecPatch: (tx, a, b) =>
    room.insertSpecPatch(tx, {
      ...{ id: newId('specPatch'), teamId: a.teamId, agentId: b.agentId, agentVersionId: b.versionId },
      ...{ version: 1, datasetId: b.datasetId, datasetVersionId: b.datasetVersionId, settings: {} },
      ...{ limitNanoUsd: 0, createdBy: null, apiKeyId: null },
    }),
  listSpecPatches: (tx, a, b) =>
    room.listSpecPatches(tx, { teamId: a.teamId, agentId: b.agentId, limit: 10 }),
  touchSpecPatch: async (tx, a, b) =>
    (await room.touchSpecPatch(tx, { teamId: a.teamId, id: b.specPatchId })) || undefined,
  countRevival: (tx, a, b) => room.countRevival(tx, { teamId: a.teamId, id: b.specPatchId }),
  moveSpecPatch: (tx, a, b) =>
    room.moveSpecPatch(tx, {
      ...{ teamId: a.teamId, id: b.specPatchId, phase: 'train', patch: null, results: {} },
    }),
  selectSpecPatch: (tx, a, b) => room.selectSpecPatch(tx, { teamId: a.teamId, id: b.specPatchId }),
  // The other's look is the first at these very cases, and the first for us too.
  takeSealedLook: async (tx, a, b) => {
    const sealed = { teamId: a.teamId, sealedHash: '0'.repeat(64), patchId: b.specPatchId, atMost: 1 };
    return room.takeSealedLook(tx, sealed);
  },
  deleteIdea: (tx, a, b) => room.deleteIdea(tx, { teamId: a.teamId, id: b.ideaId }),
  insertIdea: (tx, a, b) =>
    room.insertIdea(tx, {
      ...{ id: newId('idea'), teamId: a.teamId, agentId: b.agentId, runId: b.runId, idea: 'taken' },
      ...{ createdBy: null, apiKeyId: null },
    }),
  listIdeas: async (tx, a, b) =>
    (await room.listIdeas(tx, { teamId: a.teamId, after: null, limit: 100 })).filter(
      ({ id }) => id === b.ideaId,
    ),
  selectIdeaOfRun: (tx, a, b) => room.selectIdeaOfRun(tx, { teamId: a.teamId, runId: b.runId }),
  selectIdeas: (tx, a, b) => room.selectIdeas(tx, { teamId: a.teamId, ids: [b.ideaId] }),
  settleIdea: (tx, a, b) => room.settleIdea(tx, { teamId: a.teamId, id: b.ideaId, evaluation: {} }),
  shareIdea: (tx, a, b) => room.shareIdea(tx, { teamId: a.teamId, id: b.ideaId, hash: Buffer.alloc(32) }),
  hasRunGoingOn: (tx, a, b) =>
    room.hasRunGoingOn(tx, { teamId: a.teamId, id: b.scheduleId, exceptKey: 'another' }),
  deleteSchedule: (tx, a, b) => room.deleteSchedule(tx, { teamId: a.teamId, id: b.scheduleId }),
  listSchedules: async (tx, a, b) =>
    (await room.listSchedules(tx, { teamId: a.teamId, limit: 100 })).filter(({ id }) => id === b.scheduleId),
  noteScheduledRun: (tx, a, b) =>
    room.noteScheduledRun(tx, { teamId: a.teamId, id: b.scheduleId, runId: b.runId, at: new Date() }),
  selectSchedule: (tx, a, b) => room.selectSchedule(tx, { teamId: a.teamId, id: b.scheduleId }),
  settleSchedule: (tx, a, b) =>
    room.settleSchedule(tx, {
      teamId: a.teamId,
      id: b.scheduleId,
      dueAt: new Date('2999-01-01'),
      settled: {
        nextAt: null,
        runId: b.runId,
        at: new Date(),
        lastRefusal: null,
        refusedInARow: 9,
        pausedReason: 'taken',
        skipped: false,
      },
    }),
  updateSchedule: (tx, a, b) =>
    room.updateSchedule(tx, {
      teamId: a.teamId,
      id: b.scheduleId,
      change: {
        name: 'taken',
        cron: '* * * * *',
        timeZone: 'UTC',
        input: {},
        enabled: false,
        overlap: 'allow',
        nextAt: null,
        startsAfresh: true,
      },
    }),
  deleteTrigger: (tx, a, b) => room.deleteTrigger(tx, { teamId: a.teamId, id: b.triggerId }),
  listDeliveries: (tx, a, b) =>
    room.listDeliveries(tx, { teamId: a.teamId, triggerId: b.triggerId, limit: 9 }),
  listTriggers: async (tx, a, b) =>
    (await room.listTriggers(tx, { teamId: a.teamId, limit: 100 })).filter(({ id }) => id === b.triggerId),
  rewrapTrigger: (tx, a, b) =>
    room.rewrapTrigger(tx, {
      teamId: a.teamId,
      id: b.triggerId,
      before: Buffer.from('sealed'),
      after: Buffer.from('taken'),
      oldAfter: null,
      keyVersion: 'taken',
    }),
  rotateTrigger: (tx, a, b) =>
    room.rotateTrigger(tx, {
      teamId: a.teamId,
      id: b.triggerId,
      secret: { envelope: Buffer.from('taken'), keyVersion: 'taken', secretHint: 'take', oldUntil: null },
    }),
  selectSealedTrigger: (tx, a, b) => room.selectSealedTrigger(tx, { teamId: a.teamId, id: b.triggerId }),
  selectTrigger: (tx, a, b) => room.selectTrigger(tx, { teamId: a.teamId, id: b.triggerId }),
  updateTrigger: (tx, a, b) =>
    room.updateTrigger(tx, { teamId: a.teamId, id: b.triggerId, change: { name: 'taken' } }),
  selectApiKeyBounds: (tx, a, b) => room.selectApiKeyBounds(tx, { teamId: a.teamId, id: b.keys.key }),
  selectApiKey: (tx, a, b) => room.selectApiKey(tx, { teamId: a.teamId, id: b.keys.key }),
  updateApiKey: (tx, a, b) =>
    room.updateApiKey(tx, {
      teamId: a.teamId,
      id: b.keys.key,
      name: 'mine',
      expiresAt: null,
      budgetNanoUsd: null,
      ipAllow: null,
      agentVersion: null,
      previousUntil: null,
    }),
  revokeApiKey: (tx, a, b) => room.revokeApiKey(tx, { teamId: a.teamId, id: b.keys.key, at: new Date() }),
  lockAgent: (tx, a, b) => room.lockAgent(tx, { teamId: a.teamId, id: b.agentId }),
};

const asMember = new Set<string>([
  ...testsAsMember,
  ...marketAsMember,
  ...liveAsMember,
  ...commentsAsMember,
  'changeMemberRole',
  'deleteMember',
  'listMembers',
  'selectMember',
  'selectTeam',
  'memberHasAddress',
  'renameTeam',
  'listInvitations',
  'lockInvitation',
  'renewInvitation',
  'revokeInvitation',
  'countInvitationsSent',
  'deleteWebhook',
  'insertWebhook',
  'updateWebhook',
  'namePeople',
  'listDashboardViews',
  'selectDashboardView',
  'insertDashboardView',
  'updateDashboardView',
  'deleteDashboardView',
  'insertSchedule',
  'insertTrigger',
  'deleteSchedule',
  'decideSpecPatch',
  'deleteIdea',
  'insertIdea',
  'shareIdea',
  'updateSchedule',
  'deleteTrigger',
  'updateTrigger',
  'deleteDocument',
  'deleteThread',
  'lockThread',
  'approveToolChange',
  'deleteAgent',
  'deleteConnection',
  'insertAgentVersion',
  'insertRun',
  'deleteProviderKey',
  'listApiKeys',
  'listConnections',
  'listProviderKeys',
  'listToolChanges',
  'lockAgent',
  'requestCancel',
  'revokeApiKey',
  'selectApiKey',
  'selectApiKeyBounds',
  'selectConnection',
  'selectProviderKey',
  'updateApiKey',
  'updateConnection',
  'updateProviderKey',
]);

/** Only the other team's rows say so; see beforeAll. */
const foreignPurpose = 'foreign';
const ofThreads = { agentId: null, after: null, limit: 9 } as const;
const ofApprovals = { state: 'pending', agentId: null, runId: null, after: null, limit: 9 } as const;
function memoriesOf(own: Tenant, foreign: Tenant) {
  return { teamId: own.teamId, agentId: foreign.agentId, threadId: null };
}
const everBefore = [{ from: new Date('2020-01-01'), to: new Date('2030-01-01') }];
const always = { from: new Date(0), until: new Date('2999-01-01') };
function ofOther<R extends { provider: string }>(rows: R[]): R[] {
  return rows.filter(({ provider }) => provider === foreignPurpose);
}

/** Exports that are no statement, or whose statement is about a user, the own team as such, or all teams. */
const others = new Set([
  ...marketOthers,
  'asStored',
  'checkDatabase',
  'connectionCounts',
  'enqueueJob',
  // Names no team: its function takes the transaction's.
  'enqueueTests',
  // Asked across teams; they answer with ids.
  'findConnectionsToRewrap',
  'findProviderKeysToRewrap',
  'findAuditedTeams',
  'findWebhooksToRewrap',
  'forgetWebhookEvents',
  'findTeamOfProviderKey',
  'insertAgent',
  'insertDocument',
  'insertApiKey',
  'insertConnection',
  'insertProviderKey',
  // Of the own team, whatever the address.
  'insertToolPins',
  'json',
  // Asked across teams, as above.
  'listExpiredApprovals',
  'listMemberships',
  'listPopularVersions',
  // Teams and invitations of a person, asked before a team is chosen: their functions take the transaction's user.
  'acceptInvitation',
  'createTeam',
  'declineInvitation',
  'listOwnInvitations',
  'listShutTeams',
  'reopenTeam',
  'selectInvitationWith',
  'teamOf',
  // Names no team: their functions take the transaction's.
  'eraseTeam',
  'shutTeam',
  'foldRuns',
  // Of time alone.
  'knowsZone',
  'listBuckets',
  // Asked across teams, as above.
  'listRunsOfShutTeams',
  'listTeamsToFold',
  'listTeamsToErase',
  'insertInvitation',
  'listStaleRuns',
  'listStaleDocuments',
  'claimDueSchedules',
  'claimStaleTestRuns',
  'listAttestedLabels',
  'claimStaleSpecPatches',
  'findTriggersToRewrap',
  'listTeamsWithLostHolds',
  'markTeamWelcomed',
  'openDatabase',
  'openQueuePool',
  'prepareDatabase',
  // About the own team as such.
  'putTeamPolicy',
  'deleteTeamSecurity',
  'putTeamSecurity',
  'selectTeamSecurity',
  'quotaRefusal',
  'rejectsText',
  'rejectsValues',
  'removeEmbeddedPostgresData',
  // Names no team: its function takes the transaction's.
  'rotateApiKey',
  'isLostLease',
  'selectProfile',
  'updateProfileLanguage',
  // Goes by the claims of its transaction, which name the team.
  'listAdminAddresses',
  // Of the whole deployment.
  'setQuotaRules',
  'startEmbeddedPostgres',
  // Asked before any team is known.
  'countKeyGuess',
  'findTeamOfTrigger',
  'selectSharedIdea',
  'useApiKey',
  'violatesConstraint',
  'violatesPolicy',
  'withAuthService',
  'withAuthServiceOnce',
  'withClerk',
  'withTenant',
  'withTenantAtOnce',
  'withTenantOnce',
  'withUser',
  'withUserOnce',
  // Of the whole platform, for operators: counts alone.
  'selectPlatformLoad',
]);

test('every statement of the room has a try here', () => {
  const exported = Object.keys(room).filter((name) => !others.has(name) && !(name in auth));
  expect(exported.sort()).toEqual(Object.keys(tries).sort());
});

test('row level security is off here, so nothing but the statements is tested', async () => {
  await admin.query('begin');
  expect((await findLeaks(admin, [own, foreign], ['public.runs'])).length).toBeGreaterThan(0);
  await admin.query('rollback');
});

/** In which the statement would find the foreign run; others find one that runs. */
const statusFor: Readonly<Record<string, string>> = {
  takeQueuedRun: 'queued',
  wakeRun: 'waiting',
  listRunsToJudge: 'succeeded',
};

test.each(Object.keys(tries))('%s stays in its tenant by itself', async (name) => {
  await admin.query(
    `update public.runs set status = $2, waiting_since = case $2 when 'waiting' then now() end, heartbeat_at = now() - interval '1 hour', attempt = 0, fence = 0,
       finished_at = case $2 when 'succeeded' then now() end,
       idempotency_key = 'the other team’s'
     where team_id = $1`,
    [foreign.teamId, statusFor[name] ?? 'running'],
  );
  await admin.query('update public.approvals set expires_at = $2 where team_id = $1', [
    foreign.teamId,
    name === 'expireApproval' ? '2001-01-01' : '2999-01-01',
  ]);
  const before = await contents(foreign);
  const actor = asMember.has(name)
    ? ({ type: 'user', userId: own.users.editor, teamId: own.teamId, role: 'editor', email: null } as const)
    : ({ type: 'system', teamId: own.teamId, reason: 'test' } as const);
  const found = await room
    .withTenant(database.db, actor, async (tx) => tries[name]?.(tx, own, foreign))
    .catch(refusal);
  expect(found).toSatisfy(isNothing);
  expect(await contents(foreign)).toEqual(before);
});

/** A foreign key that says no, a lease that is not one, or "no row" where one is certain, is an answer too. */
function refusal(error: unknown): undefined {
  if (room.isLostLease(error)) return undefined;
  if (error instanceof pg.DatabaseError && error.code === '23503') return undefined;
  if (error instanceof Error && error.message === 'no result') return undefined;
  throw error;
}

function isNothing(value: unknown): boolean {
  return (
    value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0)
  );
}

async function contents({ teamId }: Tenant): Promise<unknown[]> {
  const sums: unknown[] = [];
  for (const table of [
    'agents',
    'agent_versions',
    'api_keys',
    'provider_keys',
    'connections',
    'schedules',
    'triggers',
    'trigger_deliveries',
    'tool_pins',
    'threads',
    'memories',
    'documents',
    'passages',
    'runs',
    'run_series',
    'run_cells',
    'dashboard_views',
    'run_events',
    'approvals',
    'tool_effects',
    'receipts',
    'team_policies',
    'budgets',
    'holds',
    'model_calls',
    'audit_entries',
    'audit_heads',
    'webhook_endpoints',
    'webhook_events',
    'webhook_deliveries',
    'webhook_attempts',
    'datasets',
    'dataset_versions',
    'dataset_cases',
    'test_runs',
    'tests',
    'test_trials',
    'trial_labels',
    'attestations',
    'agent_label_moves',
    'agent_documents',
    'agent_document_updates',
    'live_tickets',
    'spec_comment_threads',
    'spec_comments',
    'spec_comment_mentions',
    'spec_comment_reads',
    'templates',
    'template_versions',
    'template_contents',
    'template_pictures',
    'template_reviews',
    'template_reports',
    'template_tries',
    'template_deployments',
    'ideas',
    'spec_patches',
    'sealed_looks',
    'quota_counts',
    'quota_warnings',
    'team_members',
    'invitations',
  ]) {
    const { rows } = await admin.query(
      `select md5(string_agg(t::text, '|' order by t::text)) as sum from public.${table} t where team_id = $1`,
      [teamId],
    );
    sums.push(table, rows[0]);
  }
  for (const table of ['checkpoints', 'checkpoint_writes']) {
    const { rows } = await admin.query(
      `select md5(string_agg(t::text, '|' order by t::text)) as sum from orchestration.${table} t where team_id = $1`,
      [teamId],
    );
    sums.push(table, rows[0]);
  }
  return sums;
}

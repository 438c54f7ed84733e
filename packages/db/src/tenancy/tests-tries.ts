import { newId, type TeamId } from '@agent-factory/contracts';
import type * as statements from '../index.ts';
import { attestationIdOf } from './table-cases.ts';
import type { Tenant } from './tenants.ts';

type Room = typeof statements;
type Try = (room: Room, tx: statements.Transaction, own: Tenant, foreign: Tenant) => Promise<unknown>;

const ofTrial = ({ trialId, testId }: Tenant): statements.FinishedTrial => ({
  ...{ id: trialId, test_id: testId, fence: 0, verdict: 'pass', score: 1, fault: null, feedback: 'taken' },
  ...{
    assertions: [],
    observation: null,
    error: null,
    cost_nano_usd: 9,
    grading_nano_usd: 0,
    duration_ms: 9,
  },
  ...{ cache_key: null, cached: false },
});
const testOf = ({ agentId, versionId }: Tenant): statements.NewTest => ({
  ...{ id: newId('test'), agent_id: agentId, agent_version_id: versionId, version: 1, position: 0 },
  ...{ spec_hash: '0'.repeat(64), name: 'taken', input: {}, expected: null, assertions: [], critical: false },
  ...{ options: {}, trial_ids: [newId('trial')] },
});
const nothing = (): undefined => undefined;
const page = { limit: 9, offset: 0 };
const taken = (teamId: TeamId, foreign: Tenant): statements.NewDatasetVersion => ({
  ...{ teamId, datasetId: foreign.datasetId, versionId: newId('datasetVersion'), agentId: foreign.agentId },
  ...{ name: 'taken', description: 'taken', contentHash: '9'.repeat(64), createdBy: null },
  cases: [{ position: 0, name: 'taken', split: 'train', body: {} }],
});

/** The statements of `queries/tests`, as the own team asks for what is the other's; see `explicit-tenant.test.ts`. */
export const testsTries: Record<string, Try> = {
  claimTrials: (room, tx, a, b) =>
    room.claimTrials(tx, { teamId: a.teamId, testRunId: b.testRunId, limit: 9, leaseMs: 1_000 }),
  deleteDataset: (room, tx, a, b) => room.deleteDataset(tx, { teamId: a.teamId, id: b.datasetId }),
  deleteTestRun: (room, tx, a, b) => room.deleteTestRun(tx, { teamId: a.teamId, id: b.testRunId }),
  extendLeases: async (room, tx, a, b) => {
    const held = [{ id: b.trialId, fence: 0 }];
    const { teamId } = a;
    return (await room.extendLeases(tx, { teamId, testRunId: b.testRunId, held, leaseMs: 9 })).wanted;
  },
  findCachedTrials: (room, tx, a) =>
    room.findCachedTrials(tx, { teamId: a.teamId, cacheKeys: ['f'.repeat(64)] }),
  finishTestRun: (room, tx, a, b) => room.finishTestRun(tx, { teamId: a.teamId, testRunId: b.testRunId }),
  finishTrials: (room, tx, a, b) =>
    room.finishTrials(tx, { teamId: a.teamId, finished: [ofTrial(b)] }).then(nothing),
  hasDatasetVersion: (room, tx, a, b) =>
    room.hasDatasetVersion(tx, { teamId: a.teamId, datasetId: b.datasetId, contentHash: '1'.repeat(64) }),
  selectAttestation: (room, tx, a, b) =>
    room.selectAttestation(tx, { teamId: a.teamId, id: attestationIdOf(b) }),
  listNewestAttestations: (room, tx, a, b) =>
    room.listNewestAttestations(tx, { teamId: a.teamId, agentId: b.agentId, specHash: '0'.repeat(64) }),
  insertAttestation: (room, tx, a, b) =>
    room.insertAttestation(tx, {
      ...{ id: newId('attestation'), teamId: a.teamId, agentId: b.agentId, testRunId: b.testRunId },
      ...{ specHash: '0'.repeat(64), open: true, body: {} },
    }),
  insertDatasetVersion: (room, tx, a, b) => room.insertDatasetVersion(tx, taken(a.teamId, b)),
  insertTestRun: (room, tx, a, b) =>
    room.insertTestRun(tx, {
      ...{
        id: newId('testRun'),
        teamId: a.teamId,
        agentId: b.agentId,
        kind: 'batch',
        name: 'taken',
        jobs: 1,
      },
      ...{
        datasetVersionId: b.datasetVersionId,
        settings: {},
        tests: [testOf(b)],
        limitNanoUsd: 0,
        requestHash: null,
      },
      ...{ estimateNanoUsd: null, idempotencyKey: null, createdBy: null, apiKeyId: null },
    }),
  labelTrial: (room, tx, a, b) =>
    room.labelTrial(tx, {
      ...{ id: newId('trialLabel'), teamId: a.teamId, trialId: b.trialId, criterion: '', label: 'fail' },
      ...{ note: null, labelledBy: null },
    }),
  listDatasetCases: (room, tx, a, b) =>
    room.listDatasetCases(tx, { teamId: a.teamId, versionId: b.datasetVersionId, splits: null, ...page }),
  listDatasets: async (room, tx, a, b) =>
    (await room.listDatasets(tx, { teamId: a.teamId, limit: 9 })).filter(({ id }) => id === b.datasetId),
  listResultsOfAgent: async (room, tx, a, b) =>
    (await room.listResultsOfAgent(tx, { teamId: a.teamId, agentId: b.agentId, ...page })).rows,
  listTestRuns: async (room, tx, a, b) =>
    (await room.listTestRuns(tx, { teamId: a.teamId, agentId: null, after: null, limit: 9 })).filter(
      ({ id }) => id === b.testRunId,
    ),
  listTestsOfRun: async (room, tx, a, b) =>
    (await room.listTestsOfRun(tx, { teamId: a.teamId, testRunId: b.testRunId, verdict: null, ...page }))
      .rows,
  listTrialLabels: (room, tx, a, b) =>
    room.listTrialLabels(tx, { teamId: a.teamId, agentId: b.agentId, limit: 9 }),
  listTrials: (room, tx, a, b) => room.listTrials(tx, { teamId: a.teamId, testId: b.testId }),
  listTrialsOfRun: (room, tx, a, b) => room.listTrialsOfRun(tx, { teamId: a.teamId, testRunId: b.testRunId }),
  listUnlabelledTrials: async (room, tx, a, b) =>
    (
      await room.listUnlabelledTrials(tx, {
        ...{ teamId: a.teamId, agentId: b.agentId, testRunId: null, labelledBy: null, limit: 9 },
      })
    ).rows,
  selectTypicalTrialCost: (room, tx, a, b) =>
    room.selectTypicalTrialCost(tx, { teamId: a.teamId, agentId: b.agentId }),
  lockDataset: (room, tx, a, b) =>
    room.lockDataset(tx, { ...taken(a.teamId, b), datasetId: newId('dataset') }),
  releaseTrials: (room, tx, a, b) =>
    room.releaseTrials(tx, { teamId: a.teamId, held: [{ id: b.trialId, fence: 0 }] }).then(nothing),
  requestTestCancel: (room, tx, a, b) => room.requestTestCancel(tx, { teamId: a.teamId, id: b.testRunId }),
  selectCeilingLeft: (room, tx, a, b) =>
    room.selectCeilingLeft(tx, { teamId: a.teamId, testRunId: b.testRunId }),
  selectDataset: (room, tx, a, b) =>
    room.selectDataset(tx, { teamId: a.teamId, id: b.datasetId, version: null }),
  selectDatasetVersion: (room, tx, a, b) =>
    room.selectDatasetVersion(tx, { teamId: a.teamId, id: b.datasetVersionId }),
  selectNewestAttestation: (room, tx, a, b) =>
    room.selectNewestAttestation(tx, { teamId: a.teamId, agentId: b.agentId, specHash: '0'.repeat(64) }),
  selectNewestTestRun: (room, tx, a, b) =>
    room.selectNewestTestRun(tx, {
      ...{ teamId: a.teamId, agentId: b.agentId, specHash: '0'.repeat(64), datasetVersionId: null },
    }),
  selectTeamMetrics: async (room, tx, a) => {
    const { runs, trials, calls } = await room.selectTeamMetrics(tx, {
      teamId: a.teamId,
      since: new Date(0),
    });
    // One of each is the team's own.
    return Object.values({ ...runs, ...trials }).some((count) => count > 1) || calls > 1;
  },
  selectTest: (room, tx, a, b) => room.selectTest(tx, { teamId: a.teamId, id: b.testId }),
  selectTestRun: (room, tx, a, b) => room.selectTestRun(tx, { teamId: a.teamId, id: b.testRunId }),
  selectTestRunByKey: (room, tx, a) =>
    room.selectTestRunByKey(tx, { teamId: a.teamId, idempotencyKey: 'the other team’s' }),
  selectTestedVersions: (room, tx, a, b) =>
    room.selectTestedVersions(tx, { teamId: a.teamId, agentIds: [b.agentId], version: null }),
  settleTests: (room, tx, a, b) =>
    room.settleTests(tx, { teamId: a.teamId, testIds: [b.testId] }).then(nothing),
};

/** Those that members alone may ask. */
export const testsAsMember = [
  'deleteDataset',
  'deleteTestRun',
  'insertDatasetVersion',
  'insertTestRun',
  'labelTrial',
  'lockDataset',
  'requestTestCancel',
] as const;

import {
  attestationSchema,
  batchTestsInputSchema,
  gateViewSchema,
  listResultsInputSchema,
  listRunTestsInputSchema,
  listTestRunsInputSchema,
  runAgentTestsInputSchema,
  runTestInputSchema,
  type TestProgress,
  testIdSchema,
  testProgressSchema,
  testRunIdSchema,
  testRunStartedSchema,
  testRunViewSchema,
  testViewSchema,
} from '@agent-factory/contracts';
import {
  attest,
  batchTests,
  cancelTestRun,
  checkGate,
  deleteTestRun,
  gateInputSchema,
  getTest,
  getTestRun,
  listResults,
  listRunTests,
  listTestRuns,
  runAgentTests,
  runTest,
  waitForTestRun,
  watchTestRun,
} from '@agent-factory/services';
import { z } from 'zod';
import type { ServerSentEvent } from '../http/sse.ts';
import { agentIn, agentPath } from './agent-path.ts';
import { noBody, none, type Route, teamRoute } from './route.ts';
import { acceptsEvents, wantsNoWait } from './run-agent.ts';
import { testPageSchema, testRunPageSchema } from './schemas.ts';

const runPath = z.object({ run_id: testRunIdSchema });
const keyHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('A repeated request with the same key and body answers with the test run of the first.'),
});
const patientHeaders = keyHeaders.extend({
  prefer: z.string().optional().describe('`respond-async` answers 202 at once (RFC 7240).'),
});
const asked = [
  'invalid_input',
  'not_found',
  'spec_not_runnable',
  'purchase_required',
  'idempotency_mismatch',
  'payload_too_large',
  'unsupported_media_type',
] as const;

export const testRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/test/run',
    operationId: 'runTest',
    tag: 'Tests',
    summary: 'Test an agent once, and wait for the verdict',
    description:
      'A judge holds the answer against `expected_behavior`, unless `assertions` are given. `verdict` is pass, fail, error or inconclusive; an error says nothing about the agent, and its score is null. Where it takes longer than a request should, the answer is 202 with the run to look at. A test changes nothing in the world: tools that write or move money need a stub.',
    params: none,
    query: none,
    headers: patientHeaders,
    body: runTestInputSchema,
    answers: {
      200: { description: 'It has a verdict.', schema: testViewSchema },
      202: {
        description: 'It goes on; look at `Location`.',
        schema: testRunViewSchema,
        headers: ['Location'],
      },
    },
    problems: asked,
    async handle({ ctx, body, request, signal, host }) {
      const headers = patientHeaders.parse(request.headers);
      const { run_id } = await runTest({
        ctx,
        input: { ...body, idempotency_key: headers['idempotency-key'] },
      });
      const waitMs = wantsNoWait(headers.prefer) ? 0 : host.maxWaitMs;
      const patience = AbortSignal.any([signal, host.closing, AbortSignal.timeout(waitMs)]);
      const run = await waitForTestRun({ ctx, input: { run_id }, signal: patience });
      const { items } = await listRunTests({ ctx, input: { run_id } });
      const [test] = items;
      if (run.finished_at === null || test === undefined) {
        return { status: 202, body: run, headers: { location: `/v1/test/status/${run_id}` } };
      }
      return { status: 200, body: await getTest({ ctx, input: { test_id: test.test_id } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/test/batch',
    operationId: 'batchTests',
    tag: 'Tests',
    summary: 'Queue many tests',
    description:
      'The top-level `agent_id` serves tests without one. All of it may cost `max_cost_usd` at most.',
    params: none,
    query: none,
    headers: keyHeaders,
    body: batchTestsInputSchema,
    answers: { 202: { description: 'Queued.', schema: testRunStartedSchema, headers: ['Location'] } },
    problems: asked,
    async handle({ ctx, body, request }) {
      const headers = keyHeaders.parse(request.headers);
      const started = await batchTests({
        ctx,
        input: { ...body, idempotency_key: headers['idempotency-key'] },
      });
      return { status: 202, body: started, headers: { location: `/v1/test/status/${started.run_id}` } };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/agents/{id}/tests/run',
    operationId: 'runAgentTests',
    tag: 'Tests',
    summary: 'Queue the tests of an agent’s own spec, or of a dataset',
    description: 'Each is tried as often as the spec’s gates say, unless `trials` does.',
    params: agentPath,
    query: none,
    headers: keyHeaders,
    body: runAgentTestsInputSchema.omit({ agent_id: true }).default({}),
    answers: { 202: { description: 'Queued.', schema: testRunStartedSchema, headers: ['Location'] } },
    problems: asked,
    async handle({ ctx, body, params, request }) {
      const headers = keyHeaders.parse(request.headers);
      const started = await runAgentTests({
        ctx,
        input: { ...body, agent_id: await agentIn(ctx, params), idempotency_key: headers['idempotency-key'] },
      });
      return { status: 202, body: started, headers: { location: `/v1/test/status/${started.run_id}` } };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/test/status/{run_id}',
    operationId: 'getTestRun',
    tag: 'Tests',
    summary: 'How far a test run is',
    description:
      'With `Accept: text/event-stream` how far it is whenever it has come further, until it has ended.',
    params: runPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'As it is now.', schema: testRunViewSchema, events: testProgressSchema } },
    problems: ['not_found'],
    async handle({ ctx, params, request, signal, host }) {
      if (!acceptsEvents(request.headers.accept)) {
        return { status: 200, body: await getTestRun({ ctx, input: params }) };
      }
      const looks = await watchTestRun({
        ctx,
        input: params,
        signal: AbortSignal.any([signal, host.closing]),
      });
      return { events: serverSent(looks) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/test-runs',
    operationId: 'listTestRuns',
    tag: 'Tests',
    summary: 'List test runs, newest first',
    params: none,
    query: listTestRunsInputSchema,
    body: noBody,
    answers: { 200: { description: 'One page.', schema: testRunPageSchema } },
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, query }) {
      return { status: 200, body: await listTestRuns({ ctx, input: query }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/test-runs/{run_id}/tests',
    operationId: 'listRunTests',
    tag: 'Tests',
    summary: 'List the tests of a test run, in their order',
    params: runPath,
    query: listRunTestsInputSchema.omit({ run_id: true }),
    body: noBody,
    answers: { 200: { description: 'One page.', schema: testPageSchema } },
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, params, query }) {
      return { status: 200, body: await listRunTests({ ctx, input: { ...query, ...params } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/test-runs/{run_id}/cancel',
    operationId: 'cancelTestRun',
    tag: 'Tests',
    summary: 'Ask a test run to stop',
    description: 'Results stay. One that has ended stays as it is.',
    params: runPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'As it is at that moment.', schema: testRunViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await cancelTestRun({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/test-runs/{run_id}',
    operationId: 'deleteTestRun',
    tag: 'Tests',
    summary: 'Delete a test run with its results',
    params: runPath,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Deleted.' } },
    problems: ['not_found', 'conflict'],
    async handle({ ctx, params }) {
      await deleteTestRun({ ctx, input: params });
      return { status: 204 };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/tests/{test_id}',
    operationId: 'getTest',
    tag: 'Tests',
    summary: 'Read a test with its trials',
    params: z.object({ test_id: testIdSchema }),
    query: none,
    body: noBody,
    answers: { 200: { description: 'It, as it is now.', schema: testViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getTest({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/agents/{id}/gate',
    operationId: 'checkGate',
    tag: 'Tests',
    summary: 'Whether a version of an agent may go out',
    description:
      'From the newest run of the spec’s own tests, or of a dataset: shut for an invariant that was violated, a critical case that newly fails, a loss against `baseline_version` that chance does not explain, results with holes, and a pass rate below the spec’s `gates`. `stale` says what has changed since the newest attestation.',
    params: agentPath,
    query: gateInputSchema.omit({ agent_id: true }),
    body: noBody,
    answers: { 200: { description: 'As it is now.', schema: gateViewSchema } },
    problems: ['invalid_input', 'not_found', 'spec_not_runnable'],
    async handle({ ctx, params, query }) {
      return {
        status: 200,
        body: await checkGate({ ctx, input: { ...query, agent_id: await agentIn(ctx, params) } }),
      };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/agents/{id}/attestations',
    operationId: 'attest',
    tag: 'Tests',
    summary: 'Have a version’s test results signed',
    description:
      'Bound to the hash of the spec, the version of the dataset, the evaluator, the models and the settings; signed (Ed25519) with the key of `/.well-known/agentfactory-receipts.json` over the canonical JSON of all but the signature.',
    params: agentPath,
    query: none,
    body: gateInputSchema.omit({ agent_id: true }),
    answers: {
      201: { description: 'Signed; `gate.open` says whether it may go out.', schema: attestationSchema },
    },
    problems: [
      'invalid_input',
      'not_found',
      'conflict',
      'spec_not_runnable',
      'payload_too_large',
      'unsupported_media_type',
    ],
    async handle({ ctx, params, body }) {
      return {
        status: 201,
        body: await attest({ ctx, input: { ...body, agent_id: await agentIn(ctx, params) } }),
      };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/agents/{id}/results',
    operationId: 'listResults',
    tag: 'Tests',
    summary: 'What an agent’s tests have come to, newest first',
    params: agentPath,
    query: listResultsInputSchema.omit({ agent_id: true }),
    body: noBody,
    answers: { 200: { description: 'One page.', schema: testPageSchema } },
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, params, query }) {
      return {
        status: 200,
        body: await listResults({ ctx, input: { ...query, agent_id: await agentIn(ctx, params) } }),
      };
    },
  }),
];

async function* serverSent(looks: AsyncIterable<TestProgress>): AsyncGenerator<ServerSentEvent> {
  let place = 0;
  for await (const look of looks) yield { id: String(++place), event: look.type, data: look };
}

import {
  counterexamplesSchema,
  discardPatchBodySchema,
  listPatchesInputSchema,
  proposePatchInputSchema,
  reflectBodySchema,
  reflectionSchema,
  searchCounterexamplesInputSchema,
  specPatchIdSchema,
  specPatchViewSchema,
} from '@agent-factory/contracts';
import {
  acceptPatch,
  discardPatch,
  getPatch,
  listPatches,
  proposePatch,
  reflect,
  searchCounterexamples,
} from '@agent-factory/services';
import { z } from 'zod';
import { agentIn, agentPath } from './agent-path.ts';
import { noBody, none, type Route, type RouteCall, teamRoute } from './route.ts';

const byId = z.object({ id: specPatchIdSchema });

/** The longest that a request is worked on; each of these has a bound of its own below that, but for slow models. */
const longestMs = 170_000;

function patience({ signal, host }: Pick<RouteCall, 'signal' | 'host'>): AbortSignal {
  return AbortSignal.any([signal, host.closing, AbortSignal.timeout(longestMs)]);
}

export const reflectionRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/agents/{id}/reflect',
    operationId: 'reflect',
    tag: 'Tests',
    summary: 'Let an agent try a task again, told what was wrong',
    description:
      'The agent answers as in a test. Where the answer does not pass it gets the task again with the assertions that failed and their evidence, up to `max_attempts` times. `first` and `final` are scored apart: only the first says what the agent does by itself.',
    params: agentPath,
    query: none,
    body: reflectBodySchema,
    answers: { 200: { description: 'All attempts.', schema: reflectionSchema } },
    problems: [
      'invalid_input',
      'not_found',
      'spec_not_runnable',
      'purchase_required',
      'timed_out',
      'payload_too_large',
      'unsupported_media_type',
    ],
    async handle({ ctx, params, body, ...call }) {
      const input = { ...body, agent_id: await agentIn(ctx, params) };
      return { status: 200, body: await reflect({ ctx, input, signal: patience(call) }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/agents/{id}/counterexamples',
    operationId: 'searchCounterexamples',
    tag: 'Tests',
    summary: 'Search for what breaks an agent',
    description:
      'Begins with the train cases of a dataset, changes questions and tool results, and shrinks what breaks an invariant, a limit or an expectation. First with a model that costs nothing; `live_tries` more with live models, within `max_cost_usd`. Each find becomes a case of the dataset’s next version.',
    params: agentPath,
    query: none,
    body: searchCounterexamplesInputSchema.omit({ agent_id: true }),
    answers: { 200: { description: 'What was found.', schema: counterexamplesSchema } },
    problems: [
      'invalid_input',
      'not_found',
      'spec_not_runnable',
      'purchase_required',
      'payload_too_large',
      'unsupported_media_type',
    ],
    async handle({ ctx, params, body, ...call }) {
      const input = { ...body, agent_id: await agentIn(ctx, params) };
      return { status: 200, body: await searchCounterexamples({ ctx, input, signal: patience(call) }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/agents/{id}/patches',
    operationId: 'proposePatch',
    tag: 'Tests',
    summary: 'Ask for a patch of an agent',
    description:
      'In the background: failures on the train split of a dataset become a proposal by a model, which must loosen nothing and copy no wording of the tests, win on the validation split beyond chance, and pass a look at the sealed split. Of those there are five, ever. Else it is discarded, with the reason.',
    params: agentPath,
    query: none,
    body: proposePatchInputSchema.omit({ agent_id: true }),
    answers: { 202: { description: 'Begun.', schema: specPatchViewSchema, headers: ['Location'] } },
    problems: ['invalid_input', 'not_found', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      const patch = await proposePatch({ ctx, input: { ...body, agent_id: await agentIn(ctx, params) } });
      return { status: 202, body: patch, headers: { location: `/v1/patches/${patch.patch_id}` } };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/agents/{id}/patches',
    operationId: 'listPatches',
    tag: 'Tests',
    summary: 'List the patches of an agent, newest first',
    params: agentPath,
    query: listPatchesInputSchema.omit({ agent_id: true }),
    body: noBody,
    answers: {
      200: { description: 'The newest.', schema: z.object({ items: z.array(specPatchViewSchema) }) },
    },
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, params, query }) {
      return {
        status: 200,
        body: await listPatches({ ctx, input: { ...query, agent_id: await agentIn(ctx, params) } }),
      };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/patches/{id}',
    operationId: 'getPatch',
    tag: 'Tests',
    summary: 'Read a patch: its diff by risk, how it does, why it was discarded',
    params: byId,
    query: none,
    body: noBody,
    answers: { 200: { description: 'As far as it is.', schema: specPatchViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getPatch({ ctx, input: { patch_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/patches/{id}/accept',
    operationId: 'acceptPatch',
    tag: 'Tests',
    summary: 'Make a version of a patch that has won',
    params: byId,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The agent has a new version.', schema: specPatchViewSchema } },
    problems: ['not_found', 'conflict', 'invalid_spec'],
    async handle({ ctx, params }) {
      return { status: 200, body: await acceptPatch({ ctx, input: { patch_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/patches/{id}/discard',
    operationId: 'discardPatch',
    tag: 'Tests',
    summary: 'Let a patch go',
    description: 'The work on it stops. A look at sealed cases that it had stays counted.',
    params: byId,
    query: none,
    body: discardPatchBodySchema,
    answers: { 200: { description: 'Discarded.', schema: specPatchViewSchema } },
    problems: ['invalid_input', 'not_found', 'conflict', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await discardPatch({ ctx, input: { ...body, patch_id: params.id } }) };
    },
  }),
];

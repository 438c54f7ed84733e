import {
  agentLabelSchema,
  agentLabelsViewSchema,
  agentLabelViewSchema,
  agentSavedSchema,
  agentViewSchema,
  draftSpecInputSchema,
  invariantTrialSchema,
  moveLabelBodySchema,
  pageInputSchema,
  saveAgentInputSchema,
  specDraftSchema,
  tryInvariantBodySchema,
} from '@agent-factory/contracts';
import {
  createAgent,
  deleteAgent,
  draftSpec,
  getAgent,
  listAgentLabels,
  listAgents,
  listAgentVersions,
  moveAgentLabel,
  removeAgentLabel,
  tryInvariant,
  updateAgent,
  validateSpec,
} from '@agent-factory/services';
import { agentIn, agentPath } from './agent-path.ts';
import { noBody, none, type Route, teamRoute } from './route.ts';
import {
  agentPageSchema,
  agentVersionsSchema,
  specValidationSchema,
  updateAgentBodySchema,
  validateBodySchema,
} from './schemas.ts';

/** A first draft and two repairs by a slow model. */
const longestDraftMs = 170_000;

const labelPath = agentPath.extend({ label: agentLabelSchema });

export const agentRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/agents',
    operationId: 'createAgent',
    tag: 'Agents',
    summary: 'Create an agent from its spec',
    params: none,
    query: none,
    body: saveAgentInputSchema,
    acceptsSpecText: true,
    answers: { 201: { description: 'Saved as version 1.', schema: agentSavedSchema, headers: ['Location'] } },
    problems: ['invalid_input', 'invalid_spec', 'name_taken', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, body }) {
      const saved = await createAgent({ ctx, input: body });
      return { status: 201, body: saved, headers: { location: `/v1/agents/${saved.id}` } };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/agents',
    operationId: 'listAgents',
    tag: 'Agents',
    summary: 'List agents, newest first',
    params: none,
    query: pageInputSchema,
    body: noBody,
    answers: { 200: { description: 'One page.', schema: agentPageSchema } },
    problems: ['invalid_input'],
    async handle({ ctx, query }) {
      return { status: 200, body: await listAgents({ ctx, input: query }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/agents/{id}',
    operationId: 'getAgent',
    tag: 'Agents',
    summary: 'Read an agent and its newest spec',
    params: agentPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The agent.', schema: agentViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getAgent({ ctx, input: { id: await agentIn(ctx, params) } }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/agents/{id}',
    operationId: 'updateAgent',
    tag: 'Agents',
    summary: 'Save a new version',
    description:
      'Versions are immutable; each change makes the next one. A spec of equal meaning makes none. With `base_version`, a change that started from an older version than the newest is refused.',
    params: agentPath,
    query: none,
    body: updateAgentBodySchema,
    acceptsSpecText: true,
    answers: { 200: { description: 'Saved.', schema: agentSavedSchema } },
    problems: [
      'invalid_input',
      'invalid_spec',
      'not_found',
      'conflict',
      'name_taken',
      'payload_too_large',
      'unsupported_media_type',
    ],
    async handle({ ctx, params, body }) {
      const id = await agentIn(ctx, params);
      return { status: 200, body: await updateAgent({ ctx, input: { ...body, id } }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/agents/{id}',
    operationId: 'deleteAgent',
    tag: 'Agents',
    summary: 'Delete an agent',
    description: 'Its name is free again; its runs stay readable.',
    params: agentPath,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Deleted.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await deleteAgent({ ctx, input: { id: await agentIn(ctx, params) } });
      return { status: 204 };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/agents/{id}/versions',
    operationId: 'listAgentVersions',
    tag: 'Agents',
    summary: 'List the versions of an agent, newest first',
    params: agentPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The newest 100 versions.', schema: agentVersionsSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return {
        status: 200,
        body: await listAgentVersions({ ctx, input: { id: await agentIn(ctx, params) } }),
      };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/drafts',
    operationId: 'draftSpec',
    tag: 'Agents',
    summary: 'Draft a spec from a description; nothing is saved',
    description:
      'A model of the team’s choice writes it within `max_cost_usd`, and mends it at most twice by the diagnostics. Where no model can be asked, fixed rules draft it, and `written_by` and `notes` say so. With `agent_id`, a change of that agent. It costs what its questions cost, on the team’s account.',
    params: none,
    query: none,
    body: draftSpecInputSchema,
    answers: { 200: { description: 'The draft.', schema: specDraftSchema } },
    problems: [
      'invalid_input',
      'not_found',
      'quota_exceeded',
      'no_model_available',
      'timed_out',
      'payload_too_large',
      'unsupported_media_type',
    ],
    async handle({ ctx, body, signal, host }) {
      const until = AbortSignal.any([signal, host.closing, AbortSignal.timeout(longestDraftMs)]);
      return { status: 200, body: await draftSpec({ ctx, input: body, signal: until }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/validate',
    operationId: 'validateSpec',
    tag: 'Agents',
    summary: 'Check a spec without saving it',
    params: none,
    query: none,
    body: validateBodySchema,
    acceptsSpecText: true,
    answers: {
      200: {
        description: 'What was found; `valid` is false when one is an error.',
        schema: specValidationSchema,
      },
    },
    problems: ['invalid_input', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, body }) {
      return { status: 200, body: validateSpec({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/agents/{id}/invariants/try',
    operationId: 'tryInvariant',
    tag: 'Agents',
    summary: 'Try an invariant on recent runs',
    description:
      'Holds a rule that is not saved yet against what the agent’s newest runs recorded at its boundaries, and says which of them it would have acted on. No model is asked and nothing is charged, so a `judge` check is refused. An API key needs both `agents:read` and `runs:read`.',
    params: agentPath,
    query: none,
    body: tryInvariantBodySchema,
    answers: { 200: { description: 'What it would have done.', schema: invariantTrialSchema } },
    problems: ['invalid_input', 'invalid_spec', 'not_found', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      const agent_id = await agentIn(ctx, params);
      return { status: 200, body: await tryInvariant({ ctx, input: { ...body, agent_id } }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/agents/{id}/labels',
    operationId: 'listAgentLabels',
    tag: 'Agents',
    summary: 'Where an agent’s labels stand, and how they came there',
    params: agentPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The labels and their moves.', schema: agentLabelsViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return {
        status: 200,
        body: await listAgentLabels({ ctx, input: { agent_id: await agentIn(ctx, params) } }),
      };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/agents/{id}/labels/{label}',
    operationId: 'moveAgentLabel',
    tag: 'Agents',
    summary: 'Move a label to a version',
    description:
      'Runs and API keys that ask for the label get that version from then on. `production`, and what the spec’s `gates.guards` names, asks for an attestation that speaks for the version and for a gate that is open now; else `gate_shut` with all `reasons`. Back to a version at which the label stood before goes at once.',
    params: labelPath,
    query: none,
    body: moveLabelBodySchema,
    answers: { 200: { description: 'It stands there.', schema: agentLabelViewSchema } },
    problems: [
      'invalid_input',
      'not_found',
      'conflict',
      'gate_shut',
      'spec_not_runnable',
      'payload_too_large',
      'unsupported_media_type',
    ],
    async handle({ ctx, params, body }) {
      const input = { ...body, agent_id: await agentIn(ctx, params), label: params.label };
      return { status: 200, body: await moveAgentLabel({ ctx, input }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/agents/{id}/labels/{label}',
    operationId: 'removeAgentLabel',
    tag: 'Agents',
    summary: 'Take a label away',
    params: labelPath,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Gone.' } },
    problems: ['not_found', 'conflict'],
    async handle({ ctx, params }) {
      await removeAgentLabel({ ctx, input: { agent_id: await agentIn(ctx, params), label: params.label } });
      return { status: 204 };
    },
  }),
];

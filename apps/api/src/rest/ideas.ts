import {
  compareIdeasInputSchema,
  evaluateIdeaInputSchema,
  ideaComparisonSchema,
  ideaIdSchema,
  ideaSharedSchema,
  ideaViewSchema,
  pageInputSchema,
  pageOf,
  sharedIdeaSchema,
} from '@agent-factory/contracts';
import {
  compareIdeas,
  deleteIdea,
  evaluateIdea,
  getIdea,
  listIdeas,
  readSharedIdea,
  shareIdea,
  unshareIdea,
  waitForIdea,
} from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, publicRoute, type Route, teamRoute } from './route.ts';
import { runHeadersSchema, wantsNoWait } from './run-agent.ts';

const byId = z.object({ id: ideaIdSchema });

export const ideaRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/ideas/evaluate',
    operationId: 'evaluateIdea',
    tag: 'Ideas',
    summary: 'Find out whether an idea is worth building',
    description:
      'Four researchers look into market, competitors, feasibility and revenue side by side, in an ordinary run of the team’s own agents. The verdict is worked out from what they found with sources: novelty below 60, less than 2,000 USD a month or more than 20 competitors is KILL; what nobody could show makes it INCONCLUSIVE, never a pass. Waits for the end; with `Prefer: respond-async`, or when it takes longer than a request should, the answer is 202.',
    params: none,
    query: none,
    headers: runHeadersSchema,
    body: evaluateIdeaInputSchema,
    answers: {
      200: { description: 'Evaluated.', schema: ideaViewSchema, headers: ['Location'] },
      202: {
        description: 'The researchers are at work; look at `Location`.',
        schema: ideaViewSchema,
        headers: ['Location'],
      },
    },
    problems: [
      'invalid_input',
      'not_found',
      'conflict',
      'spec_not_runnable',
      'idempotency_mismatch',
      'quota_exceeded',
      'payload_too_large',
      'unsupported_media_type',
    ],
    async handle({ ctx, body, ...call }) {
      const headers = runHeadersSchema.parse(call.request.headers);
      const idea = await evaluateIdea({
        ctx,
        input: { ...body, idempotency_key: headers['idempotency-key'] },
      });
      const location = { location: `/v1/ideas/${idea.idea_id}` };
      if (wantsNoWait(headers.prefer)) {
        return { status: 202, body: idea, headers: { ...location, 'preference-applied': 'respond-async' } };
      }
      const patience = AbortSignal.any([
        call.signal,
        call.host.closing,
        AbortSignal.timeout(call.host.maxWaitMs),
      ]);
      const seen = await waitForIdea({ ctx, input: { idea_id: idea.idea_id }, signal: patience });
      return { status: seen.status === 'evaluated' ? 200 : 202, body: seen, headers: location };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/ideas',
    operationId: 'listIdeas',
    tag: 'Ideas',
    summary: 'List the team’s ideas, newest first',
    params: none,
    query: pageInputSchema,
    body: noBody,
    answers: { 200: { description: 'A page.', schema: pageOf(ideaViewSchema) } },
    problems: ['invalid_input'],
    async handle({ ctx, query }) {
      return { status: 200, body: await listIdeas({ ctx, input: query }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/ideas/compare',
    operationId: 'compareIdeas',
    tag: 'Ideas',
    summary: 'Put ideas side by side',
    description: 'Best verdict first; of each measure it says which idea does best.',
    params: none,
    query: none,
    body: compareIdeasInputSchema,
    answers: { 200: { description: 'Side by side.', schema: ideaComparisonSchema } },
    problems: ['invalid_input', 'not_found', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, body }) {
      return { status: 200, body: await compareIdeas({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/ideas/{id}',
    operationId: 'getIdea',
    tag: 'Ideas',
    summary: 'Read an idea with its evaluation',
    params: byId,
    query: none,
    body: noBody,
    answers: { 200: { description: 'As far as it is.', schema: ideaViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getIdea({ ctx, input: { idea_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/ideas/{id}',
    operationId: 'deleteIdea',
    tag: 'Ideas',
    summary: 'Delete an idea with its evaluation and its link',
    description: 'Its run stays.',
    params: byId,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Deleted.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await deleteIdea({ ctx, input: { idea_id: params.id } });
      return { status: 204 };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/ideas/{id}/share',
    operationId: 'shareIdea',
    tag: 'Ideas',
    summary: 'Make a link to an evaluation',
    description:
      'Anybody who has it reads the idea and its evaluation, and nothing else. The answer is the only one that shows the link; a link before it ends.',
    params: byId,
    query: none,
    body: noBody,
    answers: { 201: { description: 'The link.', schema: ideaSharedSchema } },
    problems: ['not_found', 'conflict'],
    async handle({ ctx, params }) {
      return { status: 201, body: await shareIdea({ ctx, input: { idea_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/ideas/{id}/share',
    operationId: 'unshareIdea',
    tag: 'Ideas',
    summary: 'End the link to an evaluation',
    params: byId,
    query: none,
    body: noBody,
    answers: { 200: { description: 'Nobody reads it by a link now.', schema: ideaViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await unshareIdea({ ctx, input: { idea_id: params.id } }) };
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/v1/shared-ideas/{token}',
    operationId: 'readSharedIdea',
    tag: 'Ideas',
    summary: 'Read an evaluation by its link',
    params: z.object({ token: z.string().max(100) }),
    answers: { 200: { description: 'The idea and its evaluation.', schema: sharedIdeaSchema } },
    problems: ['not_found'],
    async handle({ host, params }) {
      return { status: 200, body: await readSharedIdea({ services: host.services, input: params }) };
    },
  }),
];

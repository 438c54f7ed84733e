import {
  datasetIdSchema,
  datasetSavedSchema,
  datasetViewSchema,
  labelTrialInputSchema,
  saveDatasetInputSchema,
  trialIdSchema,
} from '@agent-factory/contracts';
import {
  datasetIdInputSchema,
  deleteDataset,
  getDataset,
  labelTrial,
  listDatasetCases,
  listDatasetCasesInputSchema,
  listDatasets,
  saveDataset,
} from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';
import { datasetCasePageSchema, datasetsSchema, trialLabelledSchema } from './schemas.ts';

const datasetPath = z.object({ id: datasetIdSchema });

export const datasetRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/datasets',
    operationId: 'saveDataset',
    tag: 'Tests',
    summary: 'Save cases as a dataset, or as the next version of the one with that name',
    description:
      'A version is addressed by the hash of its cases and never changes. `cases`, or `text` in YAML, CSV, JSONL or of a promptfoo configuration; `notes` say what of that did not translate.',
    params: none,
    query: none,
    body: saveDatasetInputSchema,
    answers: { 201: { description: 'Saved.', schema: datasetSavedSchema } },
    problems: ['invalid_input', 'not_found', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, body }) {
      return { status: 201, body: await saveDataset({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/datasets',
    operationId: 'listDatasets',
    tag: 'Tests',
    summary: 'List the team’s datasets, newest first',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'Each at its newest version.', schema: datasetsSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listDatasets({ ctx }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/datasets/{id}',
    operationId: 'getDataset',
    tag: 'Tests',
    summary: 'Read a dataset',
    params: datasetPath,
    query: datasetIdInputSchema.omit({ id: true }),
    body: noBody,
    answers: { 200: { description: 'At that version, or its newest.', schema: datasetViewSchema } },
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, params, query }) {
      return { status: 200, body: await getDataset({ ctx, input: { ...query, ...params } }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/datasets/{id}/cases',
    operationId: 'listDatasetCases',
    tag: 'Tests',
    summary: 'List the cases of a dataset, in their order',
    params: datasetPath,
    query: listDatasetCasesInputSchema.omit({ id: true }),
    body: noBody,
    answers: { 200: { description: 'One page.', schema: datasetCasePageSchema } },
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, params, query }) {
      return { status: 200, body: await listDatasetCases({ ctx, input: { ...query, ...params } }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/datasets/{id}',
    operationId: 'deleteDataset',
    tag: 'Tests',
    summary: 'Delete a dataset with all its versions',
    description: 'Test runs of it stay.',
    params: datasetPath,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Deleted.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await deleteDataset({ ctx, input: params });
      return { status: 204 };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/trials/{trial_id}/label',
    operationId: 'labelTrial',
    tag: 'Tests',
    summary: 'Say what a person thinks of a trial',
    description: 'Judges are measured against it. One person has one opinion of each criterion.',
    params: z.object({ trial_id: trialIdSchema }),
    query: none,
    body: labelTrialInputSchema.omit({ trial_id: true }),
    answers: { 200: { description: 'Kept.', schema: trialLabelledSchema } },
    problems: ['invalid_input', 'not_found', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await labelTrial({ ctx, input: { ...body, ...params } }) };
    },
  }),
];

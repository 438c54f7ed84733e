import { Readable } from 'node:stream';
import {
  accountStateSchema,
  dataExportIdSchema,
  dataExportSchema,
  deleteAccountInputSchema,
  erasureReceiptSchema,
  retentionPreviewSchema,
  retentionRuleSchema,
  retentionViewSchema,
  startExportInputSchema,
} from '@agent-factory/contracts';
import {
  deleteAccount,
  downloadExport,
  getAccountState,
  getExport,
  getRetention,
  keepAccount,
  listExports,
  previewRetention,
  readErasureReceipt,
  setRetention,
  startExport,
} from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, publicRoute, type Route, teamRoute } from './route.ts';

const exportParams = z.object({ id: dataExportIdSchema });
const bodyProblems = ['invalid_input', 'payload_too_large', 'unsupported_media_type'] as const;

export const privacyRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/exports',
    operationId: 'startExport',
    tag: 'Privacy',
    summary: 'Ask for an archive of everything that you have',
    description:
      'People alone. One at a time, five a day. Your personal team is in it whole, and so are the teams in `whole_teams`, which you have to own; of the others there is what you made and did. No secret is in it.',
    params: none,
    query: none,
    body: startExportInputSchema,
    answers: { 202: { description: 'It is being made.', schema: dataExportSchema } },
    problems: [...bodyProblems, 'conflict', 'rate_limited', 'not_found'],
    async handle({ ctx, body }) {
      return { status: 202, body: await startExport({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/exports',
    operationId: 'listExports',
    tag: 'Privacy',
    summary: 'List your exports',
    params: none,
    query: none,
    body: noBody,
    answers: {
      200: { description: 'The newest 20.', schema: z.object({ items: z.array(dataExportSchema) }) },
    },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listExports({ ctx }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/exports/{id}',
    operationId: 'getExport',
    tag: 'Privacy',
    summary: 'See how far an export is',
    params: exportParams,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The export.', schema: dataExportSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getExport({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/exports/{id}/archive',
    operationId: 'downloadExport',
    tag: 'Privacy',
    summary: 'Download the archive of an export',
    description:
      'A zip file whose `README.md` describes it and whose `manifest.json` names every file with its rows and its SHA-256. It is there for seven days, for whoever asked for it alone.',
    params: exportParams,
    query: none,
    body: noBody,
    answers: {
      200: {
        description: 'The archive.',
        contentTypes: ['application/zip'],
        headers: ['content-disposition', 'content-length', 'x-content-sha256'],
      },
    },
    problems: ['not_found', 'conflict'],
    async handle({ ctx, params }) {
      const { fileName, sizeBytes, sha256, bytes } = await downloadExport({ ctx, input: params });
      return {
        status: 200,
        body: Readable.from(bytes, { objectMode: false }),
        headers: {
          'content-type': 'application/zip',
          'content-length': String(sizeBytes),
          'content-disposition': `attachment; filename="${fileName}"`,
          'x-content-sha256': sha256,
          'cache-control': 'no-store',
        },
      };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/account',
    operationId: 'getAccountState',
    tag: 'Privacy',
    summary: 'See whether your account is to be deleted',
    description: 'And which teams would be left without an owner: they have to be settled first.',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'How it stands.', schema: accountStateSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await getAccountState({ ctx }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/account/delete',
    operationId: 'deleteAccount',
    tag: 'Privacy',
    summary: 'Delete your account',
    description:
      'With `name` of the account typed. In 30 days it is erased, your personal team and teams without others along with it; until then you can sign in and keep it. A signed receipt is mailed at the end.',
    params: none,
    query: none,
    body: deleteAccountInputSchema,
    answers: { 200: { description: 'When it is erased.', schema: accountStateSchema } },
    problems: [...bodyProblems, 'conflict'],
    async handle({ ctx, body }) {
      return { status: 200, body: await deleteAccount({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/account/keep',
    operationId: 'keepAccount',
    tag: 'Privacy',
    summary: 'Withdraw the deletion of your account',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'It stays.', schema: accountStateSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await keepAccount({ ctx }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/team/retention',
    operationId: 'getRetention',
    tag: 'Privacy',
    summary: 'Read how long the team keeps what its runs said',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'Null keeps it.', schema: retentionViewSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await getRetention({ ctx }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/team/retention',
    operationId: 'setRetention',
    tag: 'Privacy',
    summary: 'Set how long the team keeps what its runs said',
    description:
      'Owners and admins. What is older goes within minutes and does not come back: inputs, outputs, approvals and memory after `runs_days`, events after `events_days`. That a run was, how it ended, what it cost and its receipt stay.',
    params: none,
    query: none,
    body: retentionRuleSchema,
    answers: { 200: { description: 'As it is now.', schema: retentionViewSchema } },
    problems: bodyProblems,
    async handle({ ctx, body }) {
      return { status: 200, body: await setRetention({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/team/retention/preview',
    operationId: 'previewRetention',
    tag: 'Privacy',
    summary: 'See how much a retention would take away now',
    params: none,
    query: none,
    body: retentionRuleSchema,
    answers: { 200: { description: 'Nothing has changed yet.', schema: retentionPreviewSchema } },
    problems: bodyProblems,
    async handle({ ctx, body }) {
      return { status: 200, body: await previewRetention({ ctx, input: body }) };
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/v1/erasures/{token}',
    operationId: 'readErasureReceipt',
    tag: 'Privacy',
    summary: 'Read the receipt of an erasure',
    description:
      'For whoever has the link that was mailed. `POST /v1/receipts/verify` says whether it was signed here and not changed since.',
    params: z.object({ token: z.string().max(200) }),
    answers: { 200: { description: 'The receipt.', schema: erasureReceiptSchema } },
    problems: ['not_found'],
    async handle({ host, params }) {
      return {
        status: 200,
        body: await readErasureReceipt({ services: host.services, token: params.token }),
        headers: { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
      };
    },
  }),
];

import { Readable } from 'node:stream';
import {
  auditActorsViewSchema,
  auditEntryViewSchema,
  auditVerdictSchema,
  pageOf,
} from '@agent-factory/contracts';
import {
  exportAuditLog,
  exportAuditLogInputSchema,
  listAuditActors,
  listAuditEntries,
  listAuditEntriesInputSchema,
  verifyAuditLog,
} from '@agent-factory/services';
import { noBody, none, type Route, teamRoute } from './route.ts';

export const auditRoutes: readonly Route[] = [
  teamRoute({
    method: 'GET',
    path: '/v1/audit',
    operationId: 'listAuditEntries',
    tag: 'Audit',
    summary: 'List who did what, newest first',
    description:
      '`action` takes an action (`agent.created`), a kind (`agent`), or several parted by commas. `before` and `after` hold what changed, never a secret. Each entry is a link of the team’s hash chain.',
    params: none,
    query: listAuditEntriesInputSchema,
    body: noBody,
    answers: { 200: { description: 'A page of the log.', schema: pageOf(auditEntryViewSchema) } },
    problems: ['invalid_input'],
    async handle({ ctx, query }) {
      return { status: 200, body: await listAuditEntries({ ctx, input: query }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/audit/actors',
    operationId: 'listAuditActors',
    tag: 'Audit',
    summary: 'List everybody who stands in the log',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'As they were called last.', schema: auditActorsViewSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listAuditActors({ ctx }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/audit/verify',
    operationId: 'verifyAuditLog',
    tag: 'Audit',
    summary: 'Check that nothing in the log was changed, removed, moved or cut off',
    params: none,
    query: none,
    body: noBody,
    answers: {
      200: { description: 'Whether it is intact, or the first fault.', schema: auditVerdictSchema },
    },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await verifyAuditLog({ ctx }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/audit/export',
    operationId: 'exportAuditLog',
    tag: 'Audit',
    summary: 'Download the log',
    description:
      'JSON Lines, the first of which is the signed head of the chain: `pnpm audit:verify <file>` checks it offline. Or CSV, for reading. The export is itself written down.',
    params: none,
    query: exportAuditLogInputSchema,
    body: noBody,
    answers: {
      200: {
        description: 'The log in the order of its chain.',
        contentTypes: ['application/jsonl', 'text/csv'],
        headers: ['content-disposition'],
      },
    },
    problems: ['invalid_input'],
    async handle({ ctx, query }) {
      const { fileName, contentType, text } = await exportAuditLog({ ctx, input: query });
      return {
        status: 200,
        body: Readable.from(text, { objectMode: false }),
        headers: {
          'content-type': contentType,
          'content-disposition': `attachment; filename="${fileName}"`,
        },
      };
    },
  }),
];

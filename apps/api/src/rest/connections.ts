import {
  approveToolChangeInputSchema,
  connectionIdSchema,
  connectionsViewSchema,
  connectionViewSchema,
  createConnectionInputSchema,
  offeredToolsSchema,
  toolChangesSchema,
  updateConnectionInputSchema,
} from '@agent-factory/contracts';
import {
  approveToolChange,
  createConnection,
  deleteConnection,
  getConnection,
  listConnections,
  listConnectionTools,
  listToolChanges,
  testConnection,
  updateConnection,
} from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';

const connectionPath = z.object({ id: connectionIdSchema });

export const connectionRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/connections',
    operationId: 'createConnection',
    tag: 'Connections',
    summary: 'Connect a service',
    description:
      'An MCP server, an OpenAPI document, or an account that built-in tools use. The service is asked first; what it refuses is not stored. Secrets are never shown again.',
    params: none,
    query: none,
    body: createConnectionInputSchema,
    answers: { 201: { description: 'Stored.', schema: connectionViewSchema } },
    problems: [
      'invalid_input',
      'forbidden',
      'conflict',
      'spec_not_runnable',
      'payload_too_large',
      'unsupported_media_type',
      'unavailable',
    ],
    async handle({ ctx, body }) {
      return { status: 201, body: await createConnection({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/connections',
    operationId: 'listConnections',
    tag: 'Connections',
    summary: 'List the team’s connections and the kinds that it could add',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'All of them, secrets masked.', schema: connectionsViewSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listConnections({ ctx }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/connections/{id}',
    operationId: 'getConnection',
    tag: 'Connections',
    summary: 'Read a connection',
    params: connectionPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'It, secrets masked.', schema: connectionViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getConnection({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/connections/{id}',
    operationId: 'updateConnection',
    tag: 'Connections',
    summary: 'Change a connection or exchange its secrets',
    description:
      'New `fields` take the place of the present ones once the service has accepted them. `trusted_reads` names tools of an MCP server that say that they only read and are believed.',
    params: connectionPath,
    query: none,
    body: updateConnectionInputSchema,
    answers: { 200: { description: 'Changed.', schema: connectionViewSchema } },
    problems: [
      'invalid_input',
      'forbidden',
      'not_found',
      'payload_too_large',
      'unsupported_media_type',
      'unavailable',
    ],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await updateConnection({ ctx, input: { ...body, ...params } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/connections/{id}/test',
    operationId: 'testConnection',
    tag: 'Connections',
    summary: 'Ask the service whether a connection is still good',
    params: connectionPath,
    query: none,
    body: noBody,
    answers: { 200: { description: '`status` says what the service said.', schema: connectionViewSchema } },
    problems: ['not_found', 'unavailable'],
    async handle({ ctx, params }) {
      return { status: 200, body: await testConnection({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/connections/{id}/tools',
    operationId: 'listConnectionTools',
    tag: 'Connections',
    summary: 'Ask an MCP server or API what tools it offers',
    description: 'As agents would get them. Looking approves nothing.',
    params: connectionPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'Its tools, with their schemas.', schema: offeredToolsSchema } },
    problems: ['invalid_input', 'not_found', 'spec_not_runnable', 'unavailable'],
    async handle({ ctx, params }) {
      return { status: 200, body: await listConnectionTools({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/connections/{id}',
    operationId: 'deleteConnection',
    tag: 'Connections',
    summary: 'Delete a connection',
    params: connectionPath,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Deleted.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await deleteConnection({ ctx, input: params });
      return { status: 204 };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/tool-changes',
    operationId: 'listToolChanges',
    tag: 'Connections',
    summary: 'List tools of servers that changed since they were approved',
    description: 'Agents that list one of them do not run until the change is approved.',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'Each as it was and as it is.', schema: toolChangesSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listToolChanges({ ctx }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/tool-changes/approve',
    operationId: 'approveToolChange',
    tag: 'Connections',
    summary: 'Take a changed tool as it is now',
    params: none,
    query: none,
    body: approveToolChangeInputSchema,
    answers: { 204: { description: 'Agents may use it again.' } },
    problems: ['invalid_input', 'not_found', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, body }) {
      await approveToolChange({ ctx, input: body });
      return { status: 204 };
    },
  }),
];

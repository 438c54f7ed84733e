import { z } from 'zod';
import { gatewayRoutes } from '../gateway/gateway-routes.ts';
import { describeProcedures } from '../trpc/describe-procedures.ts';
import { agentRoutes } from './agents.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { approvalRoutes } from './approvals.ts';
import { auditRoutes } from './audit.ts';
import { billingRoutes } from './billing.ts';
import { commentRoutes } from './comments.ts';
import { connectionRoutes } from './connections.ts';
import { creatorRoutes } from './creator.ts';
import { dashboardRoutes } from './dashboard.ts';
import { datasetRoutes } from './datasets.ts';
import { documentRoutes } from './documents.ts';
import { ideaRoutes } from './ideas.ts';
import { invitationRoutes } from './invitations.ts';
import { marketplaceRoutes } from './marketplace.ts';
import { memberRoutes } from './members.ts';
import { modelRoutes } from './models.ts';
import { openApiOf } from './openapi.ts';
import { operatorRoutes } from './operator.ts';
import { platformRoutes } from './platform.ts';
import { privacyRoutes } from './privacy.ts';
import { providerKeyRoutes } from './provider-keys.ts';
import { purchaseRoutes } from './purchases.ts';
import { receiptRoutes } from './receipts.ts';
import { reflectionRoutes } from './reflection.ts';
import { none, publicRoute, type Route } from './route.ts';
import { runRoutes } from './runs.ts';
import { scheduleRoutes } from './schedules.ts';
import { teamSecurityRoutes } from './team-security.ts';
import { teamRoutes } from './teams.ts';
import { templateRoutes } from './templates.ts';
import { testRoutes } from './tests.ts';
import { threadRoutes } from './threads.ts';
import { triggerRoutes } from './triggers.ts';
import { usageRoutes } from './usage.ts';
import { webhookRoutes } from './webhooks.ts';

/** Every REST route there is. */
export const restRoutes: readonly Route[] = [
  ...agentRoutes,
  ...runRoutes,
  ...approvalRoutes,
  ...threadRoutes,
  ...scheduleRoutes,
  ...triggerRoutes,
  ...documentRoutes,
  ...testRoutes,
  ...datasetRoutes,
  ...receiptRoutes,
  ...ideaRoutes,
  ...reflectionRoutes,
  ...marketplaceRoutes,
  ...templateRoutes,
  ...privacyRoutes,
  ...modelRoutes,
  ...usageRoutes,
  ...commentRoutes,
  ...dashboardRoutes,
  ...apiKeyRoutes,
  ...providerKeyRoutes,
  ...connectionRoutes,
  ...billingRoutes,
  ...purchaseRoutes,
  ...creatorRoutes,
  ...operatorRoutes,
  ...webhookRoutes,
  ...auditRoutes,
  ...teamSecurityRoutes,
  ...teamRoutes,
  ...memberRoutes,
  ...invitationRoutes,
  ...platformRoutes,
  publicRoute({
    method: 'GET',
    path: '/openapi.json',
    operationId: 'openApi',
    tag: 'Platform',
    summary: 'This description',
    params: none,
    answers: { 200: { description: 'OpenAPI 3.1.', schema: z.record(z.string(), z.unknown()) } },
    problems: [],
    handle: ({ host }) => ({
      status: 200,
      body: openApiOf([...restRoutes, ...gatewayRoutes], host.version, describeProcedures()),
    }),
  }),
];

import type { AppRouter } from '@agent-factory/api';
import type { inferRouterOutputs } from '@trpc/server';

type Outputs = inferRouterOutputs<AppRouter>;

// What the API answers, as it arrives in the browser.
export type Me = Outputs['me']['get'];
export type Agent = Outputs['agents']['get'];
export type AgentVersion = Outputs['agents']['versions']['items'][number];
export type AgentSummary = Outputs['agents']['list']['items'][number];
export type Run = Outputs['runs']['get'];
export type RunEvent = Outputs['runs']['events']['items'][number];
export type OutboxMail = Outputs['outbox']['list']['items'][number];

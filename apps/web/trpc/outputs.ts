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
export type Thread = Outputs['threads']['get'];
export type ThreadMessage = Thread['messages'][number];
export type ThreadSummary = Outputs['threads']['list']['items'][number];
export type Document = Outputs['documents']['list']['items'][number];
export type Passage = Outputs['documents']['search']['items'][number];
export type Approval = Outputs['approvals']['list']['items'][number];
export type Model = Outputs['models']['list']['items'][number];
export type ModelHealth = Outputs['models']['health']['items'][number];
export type Route = Outputs['models']['explain'];
export type RouteVerdict = Route['table'][number];
export type ApiKey = Outputs['apiKeys']['list']['items'][number];
export type RequestRate = Outputs['apiKeys']['list']['rate'];
export type ProviderKey = Outputs['providerKeys']['list']['items'][number];
export type KeyVendor = Outputs['providerKeys']['list']['vendors'][number];
export type Connection = Outputs['connections']['list']['items'][number];
export type ConnectionKind = Outputs['connections']['list']['kinds'][number];
export type OfferedTool = Outputs['connections']['tools']['items'][number];
export type ToolChange = Outputs['connections']['changes']['items'][number];
export type UsageSummary = Outputs['usage']['summary'];
export type SignInSession = Outputs['sessions']['list']['items'][number];
export type Team = Outputs['teams']['get'];
export type OwnTeams = Outputs['teams']['list'];
export type Member = Outputs['members']['list']['items'][number];
export type Invitation = Outputs['invitations']['list']['items'][number];
export type InvitationSent = Outputs['invitations']['create'];
export type OutboxMail = Outputs['outbox']['list']['items'][number];

import { agents } from './agents.ts';
import { apiKeys } from './api-keys.ts';
import { approvals } from './approvals.ts';
import { audit } from './audit.ts';
import { billing, creator, operator, purchases } from './billing.ts';
import { comments } from './comments.ts';
import { connections } from './connections.ts';
import { dashboard } from './dashboard.ts';
import { datasets } from './datasets.ts';
import { documents } from './documents.ts';
import { ideas } from './ideas.ts';
import { router } from './init.ts';
import { invitations } from './invitations.ts';
import { marketplace, moderation, templates } from './marketplace.ts';
import { me } from './me.ts';
import { members } from './members.ts';
import { models } from './models.ts';
import { outbox } from './outbox.ts';
import { privacy } from './privacy.ts';
import { providerKeys } from './provider-keys.ts';
import { reflection } from './reflection.ts';
import { runs } from './runs.ts';
import { schedules } from './schedules.ts';
import { sessions } from './sessions.ts';
import { teamPolicy } from './team-policy.ts';
import { teamSecurity } from './team-security.ts';
import { teams } from './teams.ts';
import { testEvidence } from './test-evidence.ts';
import { tests } from './tests.ts';
import { threads } from './threads.ts';
import { triggers } from './triggers.ts';
import { usage } from './usage.ts';
import { webhooks } from './webhooks.ts';

export const appRouter = router({
  me,
  agents,
  runs,
  approvals,
  threads,
  schedules,
  triggers,
  documents,
  tests,
  testEvidence,
  datasets,
  ideas,
  reflection,
  marketplace,
  templates,
  moderation,
  apiKeys,
  providerKeys,
  connections,
  webhooks,
  audit,
  models,
  usage,
  comments,
  dashboard,
  teamPolicy,
  teams,
  members,
  invitations,
  teamSecurity,
  privacy,
  sessions,
  outbox,
  billing,
  purchases,
  creator,
  operator,
});

export type AppRouter = typeof appRouter;

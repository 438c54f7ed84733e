import type { Scene } from './scene.ts';
import { agentsScenes } from './scenes/agents.ts';
import { approvalsScenes } from './scenes/approvals.ts';
import { connectionsScenes } from './scenes/connections.ts';
import { dashboardScenes } from './scenes/dashboard.ts';
import { docsScenes } from './scenes/docs.ts';
import { frameScenes } from './scenes/frame.ts';
import { ideasScenes } from './scenes/ideas.ts';
import { knowledgeScenes } from './scenes/knowledge.ts';
import { marketplaceScenes } from './scenes/marketplace.ts';
import { modelsScenes } from './scenes/models.ts';
import { outboxScenes } from './scenes/outbox.ts';
import { peopleScenes } from './scenes/people.ts';
import { runsScenes } from './scenes/runs.ts';
import { schedulesScenes } from './scenes/schedules.ts';
import { settingsScenes } from './scenes/settings.ts';
import { signedOutScenes } from './scenes/signed-out.ts';
import { testsScenes } from './scenes/tests.ts';
import { threadsScenes } from './scenes/threads.ts';
import { usageScenes } from './scenes/usage.ts';

/** Every page of the product in its states; a file for each place of the rail. */
export const scenes: readonly Scene[] = [
  ...signedOutScenes,
  ...frameScenes,
  ...agentsScenes,
  ...threadsScenes,
  ...runsScenes,
  ...testsScenes,
  ...approvalsScenes,
  ...schedulesScenes,
  ...knowledgeScenes,
  ...ideasScenes,
  ...modelsScenes,
  ...usageScenes,
  ...dashboardScenes,
  ...connectionsScenes,
  ...settingsScenes,
  ...peopleScenes,
  ...outboxScenes,
  ...docsScenes,
  ...marketplaceScenes,
];

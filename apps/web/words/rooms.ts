import { agents } from './rooms/agents.ts';
import { approvals } from './rooms/approvals.ts';
import { auth } from './rooms/auth.ts';
import { dashboard } from './rooms/dashboard.ts';
import { editor } from './rooms/editor.ts';
import { errors } from './rooms/errors.ts';
import { frame } from './rooms/frame.ts';
import { keys } from './rooms/keys.ts';
import { market } from './rooms/market.ts';
import { parts } from './rooms/parts.ts';
import { people } from './rooms/people.ts';
import { permissions } from './rooms/permissions.ts';
import { run } from './rooms/run.ts';
import { runs } from './rooms/runs.ts';
import { threads } from './rooms/threads.ts';
import { ui } from './rooms/ui.ts';

/** All messages, by room. On the server alone: a page takes from here the rooms and the language that it shows. */
export const rooms = {
  agents,
  approvals,
  auth,
  dashboard,
  editor,
  errors,
  frame,
  keys,
  market,
  parts,
  people,
  permissions,
  run,
  runs,
  threads,
  ui,
};

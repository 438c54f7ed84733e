import type { Bar } from './bar.ts';
import { cancel } from './cancel-in-stream.ts';
import { moneyKillWorker } from './money-kill-worker.ts';
import { q4 } from './q4-kill-worker.ts';
import { q5 } from './q5-restart-postgres.ts';
import { q6 } from './q6-rolling-restart.ts';
import { q7 } from './q7-redis-gone.ts';
import { q11 } from './q11-ssrf.ts';
import { q16 } from './q16-injections.ts';
import { q17 } from './q17-noisy-tenant.ts';
import { q18 } from './q18-secrets.ts';
import { testsKillWorker } from './tests-kill-worker.ts';

export const bars: readonly Bar[] = [
  q4,
  q5,
  q6,
  q7,
  q11,
  q16,
  q17,
  q18,
  cancel,
  testsKillWorker,
  moneyKillWorker,
];

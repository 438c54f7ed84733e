'use client';

import { isFinalRunStatus } from '@agent-factory/contracts';
import { useState } from 'react';
import type { Run } from '../trpc/outputs.ts';

/** Whether the run was under way when it was first shown; stays so to the end, so that nothing is read twice. */
export function useWasLive(run: Run): boolean {
  const [live] = useState(() => !isFinalRunStatus(run.status));
  return live;
}

import type { TestRun } from '../trpc/outputs.ts';

/** Whether nothing more comes of it. */
export function isOver({ status }: Pick<TestRun, 'status'>): boolean {
  return status === 'finished' || status === 'cancelled';
}

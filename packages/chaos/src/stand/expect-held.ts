import { expect } from 'vitest';
import { type Bar, countsOf } from '../bar.ts';

/** The short version of a bar as a test: every sentence of it holds. */
export async function expectHeld(bar: Bar): Promise<void> {
  const findings = await bar.run(countsOf(bar, 'short'));
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.filter(({ held }) => !held)).toEqual([]);
}

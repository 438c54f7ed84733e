import type { TestReport } from '@agent-factory/contracts';

/** The report as it is, to be read by programs; `testReportSchema` reads it back. */
export function reportAsJson(report: TestReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

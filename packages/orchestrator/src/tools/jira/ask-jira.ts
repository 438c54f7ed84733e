import type { JsonValue } from '@agent-factory/spec';
import type { ToolEnvironment } from '../tool.ts';
import { ToolProblem } from '../tool-problem.ts';
import { askVendor } from '../vendor/ask-vendor.ts';
import { baseUrlOf } from '../vendor/base-url.ts';

export interface JiraAnswer {
  value: JsonValue;
  /** Where people see an issue. */
  urlOf(key: string | null): string | null;
}

/** One exchange with Jira Cloud's REST API v3, by the team's e-mail address and API token. */
export async function askJira(
  { credential, clock }: Pick<ToolEnvironment, 'credential' | 'clock'>,
  signal: AbortSignal,
  request: { path: string; body: JsonValue },
): Promise<JiraAnswer> {
  const { fields, egress } = await credential('jira');
  const site = baseUrlOf(fields, '');
  if (site === '') throw new ToolProblem('The Jira connection names no site: see Settings → Connections.');
  const login = Buffer.from(`${fields.email ?? ''}:${fields.token ?? ''}`).toString('base64');
  const value = await askVendor({
    vendor: 'Jira',
    egress,
    url: `${site}/rest/api/3/${request.path}`,
    method: 'POST',
    headers: { authorization: `Basic ${login}` },
    body: request.body,
    signal,
    nowMs: clock.now(),
  });
  return { value, urlOf: (key) => (key === null ? null : `${site}/browse/${key}`) };
}

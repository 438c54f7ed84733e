import { isAppError } from '@agent-factory/contracts';
import type { Octokit } from '@octokit/core';
import type { ToolEnvironment } from '../tool.ts';
import { ToolProblem } from '../tool-problem.ts';
import { sayingOf } from '../vendor/ask-vendor.ts';
import { baseUrlOf } from '../vendor/base-url.ts';
import { fieldOf, numberOf } from '../vendor/read-json.ts';
import { vendorFetch } from '../vendor/vendor-fetch.ts';
import { headersOf, vendorProblem } from '../vendor/vendor-problem.ts';

/** What an operation gets of GitHub's API: Octokit's typed `request`, with refusals as ToolProblems. */
export type GithubRequest = Octokit['request'];

/** Octokit over the egress client, with the team's token, at github.com or the team's own server. */
export async function askGithub<T>(
  { credential, clock }: Pick<ToolEnvironment, 'credential' | 'clock'>,
  signal: AbortSignal,
  ask: (request: GithubRequest) => Promise<T>,
): Promise<T> {
  const { fields, egress } = await credential('github');
  // Loaded by the first call: SDKs take a tenth of a second and some megabytes that most processes never need.
  const { Octokit } = await import('@octokit/core');
  const octokit = new Octokit({
    auth: fields.token ?? '',
    baseUrl: baseUrlOf(fields, 'https://api.github.com'),
    userAgent: 'agent-factory',
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    request: {
      fetch: vendorFetch('GitHub', egress, signal),
      headers: { 'x-github-api-version': '2022-11-28' },
    },
  });
  try {
    return await ask(octokit.request);
  } catch (error) {
    throw problemOf(error, clock.now());
  }
}

/** Octokit wraps whatever its fetch rejects with, and gives it a status of its own. */
function problemOf(error: unknown, nowMs: number): unknown {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if (isAppError(at) || at instanceof ToolProblem) return at;
  const response = fieldOf(error, 'response');
  const status = numberOf(response, 'status') ?? numberOf(error, 'status');
  if (status === null || response === undefined) return error;
  return vendorProblem({
    vendor: 'GitHub',
    status,
    headers: headersOf(fieldOf(response, 'headers')),
    said: sayingOf(fieldOf(response, 'data')),
    nowMs,
  });
}

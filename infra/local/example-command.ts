import { join, relative } from 'node:path';
import type { Endpoints } from './endpoints.ts';
import { dataDirectory } from './paths.ts';

/** One line for a shell that runs an agent of the demo account. */
export function exampleCommand({ api_url }: Endpoints): string {
  const token = relative(process.cwd(), join(dataDirectory, 'demo-token'));
  return [
    `curl -s ${api_url}/v1/agents/everyday-helper/run`,
    `-H "Authorization: Bearer $(cat ${token})"`,
    `-H 'Content-Type: application/json'`,
    `-d '{"query": "What is 17.5% of 2,400?"}'`,
  ].join(' ');
}

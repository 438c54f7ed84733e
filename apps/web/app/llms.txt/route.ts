import { webEnv } from '../../env.ts';

/** What programs that read for people find here, as llmstxt.org has it; the rest asks for a session. */
export function GET(): Response {
  const { publicApiUrl } = webEnv();
  const text = `# Agent Factory

> Write an AI agent as a declarative spec, run it under its own invariants and cost ceiling, test it, share it.

Agents are written as YAML specs. The pages below are open; everything else asks for a session, the API for a key.

## Docs

- [Diagnostics](/docs/diagnostics): every message of the spec language by its code, with an example and its repair
- [Tools](/docs/tools): the tools that come with the platform, their arguments and effects
- [API description](${publicApiUrl}/openapi.json): the REST API, as OpenAPI

## Marketplace

- [Templates](/marketplace): agents that others made, with their test results and prices
`;
  return new Response(text, { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
}

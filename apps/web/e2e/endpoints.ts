import { readFileSync } from 'node:fs';
import { z } from 'zod';

const endpointsSchema = z.object({
  web_url: z.url(),
  api_url: z.url(),
  anon_key: z.string(),
  demo: z.object({ email: z.string(), password: z.string() }),
});

const howToRun = `The browser tests drive a running platform. Either let the house start one:

  npm test -- --only browser

or start one with \`npm start\` and name the file that it writes:

  cd apps/web && AGENT_FACTORY_ENDPOINTS=../../.data/endpoints.json npx playwright test

Where a patch is to win, a stand-in writes it: give the platform GROQ_BASE_URL=http://127.0.0.1:14000, and the tests the
same address as STAND_IN_MODEL_URL.`;

/** Where the platform under test answers, and the account that it comes with. */
export type Endpoints = z.infer<typeof endpointsSchema>;

/** Where the stand-in for a model is to listen, which the platform knows as `GROQ_BASE_URL`. */
export function readStandInModelUrl(): string | undefined {
  return process.env.STAND_IN_MODEL_URL;
}

/** Throws, saying how to run the tests, when no running platform is named. */
export function readEndpoints(): Endpoints {
  const file = process.env.AGENT_FACTORY_ENDPOINTS;
  if (!file) throw new Error(howToRun);
  try {
    return endpointsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`AGENT_FACTORY_ENDPOINTS names ${file}, which cannot be read.\n\n${howToRun}`, { cause });
  }
}

import { type AssertionInput, type TestCase, testCaseSchema } from '@agent-factory/contracts';
import { isRecord } from '../assertions/json-equal.ts';
import type { Json, Observation } from '../observation.ts';
import { type FindPersonalData, type Masked, Masking } from './mask-secrets.ts';

const maxStubs = 200;

/**
 * A case made of a run of production: its input, and its tools' answers as stubs, so that it can be run again without
 * them. Secrets and personal data are masked before anything else sees it; `masked` says what was. It expects what is
 * given, or that the run ends as it did: what the agent answered is not taken for right.
 */
export function caseFromRun({
  runId,
  name,
  observation,
  expect = [],
  findPersonalData,
}: {
  runId: string;
  name: string;
  observation: Observation;
  expect?: readonly AssertionInput[];
  findPersonalData: FindPersonalData;
}): { case: TestCase; masked: Masked[] } {
  const masking = new Masking(findPersonalData);
  const { input, calls, status, turns } = observation;
  const asked = masking.value(isRecord(input) ? input : { query: input }, '/input');
  const answered = calls.filter(({ outcome }) => outcome !== 'denied').slice(0, maxStubs);
  const tools = answered.map((call, place) => ({
    tool: call.name,
    ...(isRecord(call.arguments)
      ? { arguments: masking.value(call.arguments, `/stubs/tools/${place}/arguments`) }
      : {}),
    answer:
      call.outcome === 'ok'
        ? { result: masking.value(call.result, `/stubs/tools/${place}/answer`) }
        : { error: masking.text(errorText(call.result), `/stubs/tools/${place}/answer`).slice(0, 2_000) },
  }));
  const said = turns.filter(({ role }) => role === 'user').slice(1);
  const end = status === 'cancelled' ? 'succeeded' : status;
  const made = testCaseSchema.parse({
    name: masking.text(name, '/name').slice(0, 200),
    input: asked,
    expect: expect.length > 0 ? masking.value(json(expect), '/expect') : [{ kind: 'status', status: end }],
    tags: ['from-run'],
    stubs: tools.length === 0 ? null : { tools },
    turns:
      said.length === 0
        ? null
        : {
            kind: 'scripted',
            messages: said
              .slice(0, 50)
              .map(({ text }, place) => masking.text(text, `/turns/messages/${place}`)),
          },
    source: { kind: 'run', run_id: runId },
  });
  return { case: made, masked: masking.masked };
}

function errorText(result: Json): string {
  const text = typeof result === 'string' ? result : JSON.stringify(result);
  return text === '' || text === 'null' ? 'The tool failed.' : text;
}

function json(value: readonly AssertionInput[]): Json {
  return value as Json;
}

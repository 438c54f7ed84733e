import type { AgentId, batchTestsInputSchema } from '@agent-factory/contracts';
import type { z } from 'zod';
import type { WantedTest } from './start-test-run.ts';

type GivenTest = Omit<z.output<typeof batchTestsInputSchema>['tests'][number], 'agent_id'>;

/** A test of the API's form. */
export function wantedTest(test: GivenTest, agentId: AgentId): WantedTest {
  return {
    agentId,
    name: test.test_name,
    input: test.input ?? { query: test.input_text },
    expected: test.expected_behavior ?? null,
    assertions: test.assertions ?? [],
    critical: test.critical ?? false,
    stubs: test.stubs ?? null,
    turns: test.turns ?? null,
    trials: test.trials ?? null,
  };
}

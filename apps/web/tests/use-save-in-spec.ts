'use client';

import type { AgentId, TestCaseInput } from '@agent-factory/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';

export interface SaveInSpec {
  save: (given: TestCaseInput) => void;
  isPending: boolean;
  /** Why it was not saved; null before it was tried. */
  problem: string | null;
}

/** Puts a case among the tests of the agent's own spec: a new version, of which nothing else is touched. */
export function useSaveInSpec(agentId: AgentId, onSaved: (version: number) => void): SaveInSpec {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function write(given: TestCaseInput): Promise<void> {
    // The spec language is more script than the rest of the dialogue.
    const [{ editSpec }, { authoredTest }] = await Promise.all([
      import('@agent-factory/spec'),
      import('./authored-test.ts'),
    ]);
    const authored = authoredTest(given);
    if ('problem' in authored) return setProblem(authored.problem);
    // As it stands now: somebody may have saved since the page was opened.
    const agent = await client.agents.get.query({ id: agentId });
    const edited = editSpec(agent.spec, [{ type: 'addTest', test: authored.test }]);
    if (!edited.ok) {
      return setProblem(edited.problems[0]?.message ?? 'The test does not fit into the spec.');
    }
    const saved = await client.agents.update.mutate({
      id: agentId,
      spec: edited.text,
      message: `Test “${given.name}” from a run.`.slice(0, 500),
      base_version: agent.version,
    });
    await queryClient.invalidateQueries(trpc.agents.pathFilter());
    onSaved(saved.version);
  }

  return {
    isPending,
    problem,
    save(given) {
      setProblem(null);
      setPending(true);
      write(given)
        .catch((error: unknown) => setProblem(apiFailure(error).message))
        .finally(() => setPending(false));
    },
  };
}

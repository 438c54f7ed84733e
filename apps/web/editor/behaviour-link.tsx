'use client';

import type { AgentId } from '@agent-factory/contracts';
import { buttonStyles } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import Link from 'next/link';
import { useTRPC } from '../trpc/context.ts';

/** The newest tests of the agent that are looked through for the two versions. */
const looked = 100;

/** The way to how two versions behaved in their tests, where both were tested; else what is missing for it. */
export function BehaviourLink({
  agentId,
  before,
  after,
}: {
  agentId: AgentId;
  before: number;
  after: number;
}) {
  const trpc = useTRPC();
  const results = useQuery(trpc.tests.results.queryOptions({ agent_id: agentId, limit: looked }));
  // A comparison is something more; the texts are there without it.
  if (results.data === undefined) return null;
  const runOf = (version: number) => results.data.items.find((test) => test.version === version)?.run_id;
  const [from, to] = [runOf(before), runOf(after)];
  if (from === undefined || to === undefined) {
    const untested = [...(from === undefined ? [before] : []), ...(to === undefined ? [after] : [])];
    return (
      <p className="text-muted text-sm">
        How they behave can be compared once the tests of {untested.map((each) => `v${each}`).join(' and ')}{' '}
        were run.{' '}
        <Link href={`/tests?agent=${agentId}`} className="text-accent underline">
          Tests
        </Link>
      </p>
    );
  }
  return (
    <Link
      href={`/tests/compare?before=${from}&after=${to}`}
      className={buttonStyles({ size: 'sm', variant: 'secondary', className: 'self-start' })}
    >
      <FlaskConical aria-hidden="true" /> How they behave in tests
    </Link>
  );
}

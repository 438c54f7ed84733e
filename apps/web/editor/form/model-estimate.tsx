import type { AppRouter } from '@agent-factory/api';
import type { JsonValue } from '@agent-factory/spec';
import { Button, formatMoney, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterInputs } from '@trpc/server';
import { Coins } from 'lucide-react';
import Link from 'next/link';
import { useDeferredValue, useEffect, useState } from 'react';
import { taskLabels } from '../../models/task-labels.ts';
import { apiFailure } from '../../trpc/api-failure.ts';
import { useTRPCClient } from '../../trpc/context.ts';
import { useForm } from './form-context.ts';
import { asTyped, listAt, type Mapping, valueAt } from './value-at.ts';

type ExplainInput = inferRouterInputs<AppRouter>['models']['explain'];

const settleMs = 700;

/** What one model call of this agent would be routed to and cost, from its instructions and its first test's question. */
function requestOf(spec: Mapping): ExplainInput {
  const task = valueAt(spec, ['model', 'task']) ?? 'simple_query';
  const known = (Object.keys(taskLabels) as (keyof typeof taskLabels)[]).find((each) => each === task);
  const use = listAt(spec, ['model', 'use']).map(asTyped).filter(Boolean);
  const regions = listAt(spec, ['model', 'regions']).map(asTyped).filter(Boolean);
  const most = valueAt(spec, ['limits', 'maxCostUsd']);
  const output = valueAt(spec, ['limits', 'maxOutputTokens']);
  const question = questionOf(valueAt(spec, ['tests', 0, 'input']));
  return {
    messages: [
      { role: 'system', content: asTyped(spec.instructions).slice(0, 100_000) },
      { role: 'user', content: question.slice(0, 10_000) },
    ],
    task: known ?? 'simple_query',
    ...(use.length > 0 ? { use: use.slice(0, 20) } : {}),
    ...(regions.length > 0 ? { regions: regions.slice(0, 20) } : {}),
    ...(listAt(spec, ['tools']).length > 0 ? { tools: ['a_tool'] } : {}),
    ...(typeof most === 'number' && most > 0 && most <= 1000 ? { max_cost_usd: most } : {}),
    ...(Number.isInteger(output) && Number(output) >= 1
      ? { max_output_tokens: Math.min(200_000, Number(output)) }
      : {}),
  };
}

function questionOf(input: JsonValue | undefined): string {
  const query = valueAt(input, ['query']) ?? input;
  return asTyped(query) || 'A question of usual length, of about this many words.';
}

/** The live estimate: one call, and the worst that a whole run may come to. */
export function ModelEstimate() {
  const { content } = useForm();
  const client = useTRPCClient();
  const asked = useSettled(JSON.stringify(requestOf(useDeferredValue(content.value))));
  const route = useQuery({
    queryKey: ['models.explain', asked],
    queryFn: ({ signal }) => client.models.explain.mutate(JSON.parse(asked) as ExplainInput, { signal }),
    placeholderData: (before) => before,
    retry: false,
    staleTime: 60_000,
  });
  const [first] = route.data?.table.filter(({ rank }) => rank === 0) ?? [];
  const steps = valueAt(content.value, ['limits', 'maxSteps']);
  const most = valueAt(content.value, ['limits', 'maxCostUsd']);
  return (
    <div
      aria-live="polite"
      className="flex min-h-24 flex-col gap-2 rounded-md border bg-background p-3 text-sm"
    >
      <p className="flex items-center gap-2 font-medium">
        <Coins aria-hidden="true" className="size-4 text-muted" />
        What the router would do now
      </p>
      {route.isPending ? <Skeleton className="h-10 w-full" /> : null}
      {route.isError ? (
        <p className="flex flex-wrap items-center gap-2 text-muted">
          {apiFailure(route.error).message}
          <Button size="sm" onClick={() => void route.refetch()}>
            Try again
          </Button>
        </p>
      ) : null}
      {route.data ? (
        <>
          <p>{route.data.summary}</p>
          <p className="text-muted text-xs tabular-nums">
            {first && first.expected_usd !== null
              ? `One call: about ${formatMoney(first.expected_usd)}`
              : 'Price unknown'}
            {first && first.worst_usd !== null ? `, at most ${formatMoney(first.worst_usd)}` : ''}
            {typeof most === 'number' ? `. A run: never more than ${formatMoney(most)}` : ''}
            {typeof steps === 'number' ? ` in ${steps} calls` : ''}.{' '}
            <Link href="/models/explain" className="text-accent underline underline-offset-2">
              Try other requests
            </Link>
          </p>
        </>
      ) : null}
    </div>
  );
}

/** The value once it has stopped changing. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

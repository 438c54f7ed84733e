import {
  type AgentId,
  type ApiKeyId,
  AppError,
  type Dashboard,
  dashboardInputSchema,
} from '@agent-factory/contracts';
import {
  countPendingApprovals,
  knowsZone,
  listBuckets,
  namePeople,
  nameRunParts,
  type Span,
  selectRunNumbers,
  selectRunTotals,
  selectTestsAndGates,
  withTenant,
} from '@agent-factory/db';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { requireMade } from '../runs/require-made.ts';
import type { ServiceContext } from '../service-context.ts';
import { numbersView, partsOf, totalsView } from './numbers-view.ts';
import { before, rangeOf } from './range-of.ts';

/** A badge shows no more than two digits. */
const mostApprovals = 100;

/**
 * What a team's runs came to in a time, exactly as the runs themselves say (docs/decisions/0431): numbers alone, of all its
 * agents, so that a key that may see usage may see them whatever else it may not. Errors: `invalid_input` for a zone or
 * range that is none, `not_found` for an agent or key that the team never had.
 */
export async function getDashboard({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof dashboardInputSchema>;
}): Promise<Dashboard> {
  requireScope(ctx.actor, 'usage:read');
  const asked = parseInput(dashboardInputSchema, input);
  const now = ctx.clock.now();
  const { from, to, bucket } = rangeOf(asked, now);
  const { teamId } = ctx.actor;
  const { zone } = asked;
  const filter = {
    agentId: asked.agent ?? null,
    apiKeyId: asked.api_key ?? null,
    memberId: asked.member ?? null,
    model: asked.model ?? null,
  };
  const lengthMs = to.getTime() - from.getTime();

  const system = { type: 'system', teamId, reason: 'dashboard' } as const;
  const read = await withTenant(ctx.db, system, async (tx) => {
    await requireMade(tx, { teamId, ...filter });
    if (zone !== 'UTC' && !(await knowsZone(tx, { zone }))) {
      throw new AppError(
        'invalid_input',
        `There is no time zone "${zone}". Give an IANA name, like "Europe/Berlin".`,
      );
    }
    const starts = await listBuckets(tx, { zone, bucket, from, to });
    const spans: Span[] = starts.map((start, place) => ({ from: start, to: starts[place + 1] ?? to }));
    const earlier = spans.map((span) => before(span, lengthMs));
    const [numbers, previous, tests, approvals] = await Promise.all([
      selectRunNumbers(tx, { teamId, filter, spans }),
      asked.compare === undefined ? null : selectRunTotals(tx, { teamId, filter, spans: earlier }),
      selectTestsAndGates(tx, { teamId, agentId: filter.agentId, from, to }),
      countPendingApprovals(tx, { teamId, atMost: mostApprovals }),
    ]);
    const names = await nameRunParts(tx, {
      teamId,
      agentIds: keysOf(numbers.byAgent) as AgentId[],
      apiKeyIds: keysOf(numbers.byApiKey) as ApiKeyId[],
    });
    return { spans, earlier, numbers, previous, tests, approvals, names };
  });
  const members = partsOf(read.numbers.byMember, []);
  const people = await withTenant(ctx.db, ctx.actor, (tx) =>
    namePeople(tx, { teamId, userIds: keysOf(read.numbers.byMember) }),
  );
  const named = new Map([...read.names, ...people].map(({ id, name }) => [id, name]));
  const nameOf = (id: string | null) => (id === null ? null : (named.get(id) ?? null));
  const { pass = 0, fail = 0 } = read.tests.byVerdict;

  return {
    from: from.toISOString(),
    to: to.toISOString(),
    zone,
    bucket,
    at: new Date(now).toISOString(),
    ...totalsView(read.numbers, read.spans),
    previous:
      read.previous === null
        ? null
        : {
            from: new Date(from.getTime() - lengthMs).toISOString(),
            to: from.toISOString(),
            ...totalsView(read.previous, read.earlier),
          },
    by_model: partsOf(read.numbers.byModel, read.spans).map((part) => ({ ...part, name: part.id })),
    by_agent: partsOf(read.numbers.byAgent, read.spans).map((part) => ({
      ...part,
      id: part.id ?? '',
      name: nameOf(part.id),
    })),
    by_api_key: partsOf(read.numbers.byApiKey, []).map(({ series: _, ...line }) => ({
      ...line,
      id: line.id ?? '',
      name: nameOf(line.id),
    })),
    by_member: members.map(({ series: _, ...line }) => ({ ...line, name: nameOf(line.id) })),
    by_error: read.numbers.byError
      .map((row) => ({ code: row.key ?? '', runs: numbersView(row).runs }))
      .filter(({ runs }) => runs > 0)
      .sort((one, other) => other.runs - one.runs || one.code.localeCompare(other.code)),
    tests: {
      test_runs: read.tests.testRuns,
      by_verdict: read.tests.byVerdict,
      pass_rate: pass + fail === 0 ? null : pass / (pass + fail),
      gates: { open: read.tests.gatesOpen, shut: read.tests.gatesShut },
    },
    approvals_waiting: read.approvals,
  };
}

function keysOf(rows: readonly { key: string | null }[]): string[] {
  return [...new Set(rows.flatMap(({ key }) => (key === null ? [] : [key])))];
}

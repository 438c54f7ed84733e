import { AppError, isAppError } from '@agent-factory/contracts';
import type { ModelMessage } from '@agent-factory/llm';
import { defaultMemory, type JsonValue, type Spec } from '@agent-factory/spec';
import type { PinnedSpec } from '../ports/agent-directory.ts';
import type { RunContext } from '../run/run-context.ts';
import type { RunOutcome } from '../run/run-level.ts';
import { runMember } from '../run/run-member.ts';
import { memberInput } from './member-input.ts';

export interface MemberVisit {
  /** The member's place in the team: its own name, or that of its node. */
  name: string;
  /** The agent that works there. */
  agent: string;
  /** What runs, where the team adds to the agent's spec; left out: the agent as it is. */
  pinned?: PinnedSpec;
  /** From 1. */
  visit: number;
  /** Inputs, the richest first; the member gets the first that it takes. */
  offers: readonly JsonValue[];
  /** Whether it is the person's own request, so that the member sees what was said before it. */
  inThread?: boolean;
  /** Why it works now; null where there is nothing to say. */
  note: string | null;
}

/** Lets a member work and tells of it. A member that cannot take what it is given has failed. */
export async function visitMember(
  context: RunContext,
  visit: MemberVisit,
  history: readonly ModelMessage[] = [],
): Promise<RunOutcome> {
  const { name, agent } = visit;
  const pinned = visit.pinned ?? pinnedAgent(context, agent);
  const spec_hash = context.agents.get(agent)?.specHash ?? pinned.specHash;
  const member = pathOf(context, name);
  const about = { type: 'member', member, agent, spec_hash, visit: visit.visit } as const;
  let input: JsonValue;
  try {
    input = memberInput(pinned.spec, visit.offers);
  } catch (error) {
    if (!isAppError(error)) throw error;
    await context.emit({ ...about, state: 'started', note: visit.note });
    return tell({ ...noOutcome, error: { code: error.code, message: error.message } });
  }
  return tell(
    await runMember(context, {
      name,
      visit: visit.visit,
      input,
      pinned,
      ...(visit.inThread ? { history: recent(pinned.spec, history) } : {}),
      begins: () => context.emit({ ...about, state: 'started', note: visit.note }),
    }),
  );

  async function tell(outcome: RunOutcome): Promise<RunOutcome> {
    const { status, error } = outcome;
    if (status !== 'succeeded' && error !== null) {
      await context.scope.emit({ type: 'error', member, error });
    }
    await context.emit({ ...about, state: status, note: error?.message ?? null });
    return outcome;
  }
}

/** Notes that a member will not work in this run. */
export async function skipMember(
  context: RunContext,
  { name, agent }: Pick<MemberVisit, 'name' | 'agent'>,
  note: string,
): Promise<void> {
  const { specHash } = pinnedAgent(context, agent);
  await context.emit({
    type: 'member',
    member: pathOf(context, name),
    agent,
    spec_hash: specHash,
    visit: 1,
    state: 'skipped',
    note,
  });
}

/** As much of the thread as the member is shown anyway: none of it is summed up for one visit. */
function recent(spec: Spec, history: readonly ModelMessage[]): readonly ModelMessage[] {
  const { window } = spec.kind === 'Agent' ? (spec.memory ?? defaultMemory) : defaultMemory;
  return window === 0 ? [] : history.slice(-window);
}

/** A member as the run pinned it when it was started. */
export function pinnedAgent({ agents }: RunContext, agent: string): PinnedSpec {
  const pinned = agents.get(agent);
  if (pinned !== undefined) return pinned;
  throw new AppError('spec_not_runnable', `The team's member "${agent}" was not there when the run started.`);
}

function pathOf({ member }: RunContext, name: string): string {
  return member === null ? name : `${member}/${name}`;
}

const noOutcome: RunOutcome = {
  status: 'failed',
  output: null,
  error: null,
  tokens: { input: 0, output: 0, total: 0 },
  costNanoUsd: 0,
  steps: 0,
  calls: [],
  model: null,
};

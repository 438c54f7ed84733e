import {
  type ReceiptBody,
  type RunEventData,
  type RunId,
  receiptFormat,
  type TeamId,
} from '@agent-factory/contracts';
import { asStored, type ReceiptFactsRow } from '@agent-factory/db';
import { chainStart, hashOf, nextLink } from './event-chain.ts';
import { createGroups } from './groups.ts';

/** Of which run; what its row says and its events do not. */
export interface ReceiptRun extends ReceiptFactsRow {
  runId: RunId;
  teamId: TeamId;
}

/** What is signed, but for the signing key's name. */
export type UnsignedReceipt = Omit<ReceiptBody, 'key_id'>;

/** A receipt as it grows, event by event, so that nothing has to be read again when the run ends. */
export interface ReceiptDraft {
  readonly run: ReceiptRun;
  /** Takes the run's next event up, once it is certain to be kept. */
  add(event: { seq: number; at: Date; data: RunEventData }): void;
  /**
   * Whether a rule about what the agent itself does or says was broken so far and it crossed all the same. What is
   * blocked, cut out, tried again or let through by a person has kept the rule; what comes in is not the agent's doing.
   */
  brokeItsWord(): boolean;
  /** The whole, once `run.finished` has been added. `ceiling` in 10⁻⁹ USD; null where it cannot be read any more. */
  close(ceiling: number | null): UnsignedReceipt;
}

type Finished = Extract<RunEventData, { type: 'run.finished' }>;
type Invariant = Extract<RunEventData, { type: 'invariant' }>;
type Approval = Extract<RunEventData, { type: 'approval' }>;
type Rows<K extends 'invariants' | 'tools' | 'approvals' | 'members' | 'errors'> = ReceiptBody[K][number];

/** What a tool can be called; a model may call for anything, and what it makes up could be content. */
const toolName = /^[A-Za-z0-9][A-Za-z0-9_./:-]{0,127}$/;

export function createReceiptDraft(run: ReceiptRun): ReceiptDraft {
  let agent = run.agentName;
  let startedAt: string | null = null;
  let finished: { at: string; data: Finished } | null = null;
  let link = chainStart;
  let count = 0;
  const money = { reserved_peak: 0, refused: 0 };
  const modelCalls: ReceiptBody['model_calls'] = [];
  const invariants = createGroups(
    ([member, id, at, says_sha256]: [
      string | null,
      string,
      Invariant['at'],
      string,
    ]): Rows<'invariants'> => ({
      member,
      id,
      says_sha256,
      at,
      passed: 0,
      violated: 0,
      errors: 0,
      last: 'passed',
      action: null,
      judge: null,
    }),
  );
  const tools = createGroups(
    ([member, name]: [string | null, string]): Rows<'tools'> => ({
      member,
      name,
      called: 0,
      ok: 0,
      errors: 0,
      denied: 0,
      arguments_sha256: [],
    }),
  );
  const approvals = new Map<string, Rows<'approvals'>>();
  const members = createGroups(
    ([member, name, spec_hash]: [string, string, string]): Rows<'members'> => ({
      member,
      agent: name,
      spec_hash,
      visits: 0,
      last: 'started',
    }),
  );
  const errors = createGroups(
    ([member, code]: [string | null, string]): Rows<'errors'> => ({ member, code, count: 0 }),
  );

  function tool(member: string | undefined, name: string): Rows<'tools'> {
    return tools.of([member ?? null, toolName.test(name) ? name : `sha256:${hashOf(name)}`]);
  }

  function addInvariant(data: Invariant): void {
    const sum = invariants.of([data.member ?? null, data.id, data.at, hashOf(data.says)]);
    sum[data.verdict === 'error' ? 'errors' : data.verdict] += 1;
    sum.last = data.verdict;
    if (data.action !== null) sum.action = data.action;
    if (data.judge !== undefined) sum.judge = data.judge;
  }

  function addApproval(at: string, data: Approval): void {
    const decided = data.state !== 'pending';
    approvals.set(data.approval_id, {
      member: data.member ?? null,
      id: data.approval_id,
      about: data.about,
      subject: data.subject.name,
      value_sha256: hashOf(data.subject.value),
      state: data.state,
      decided_by: data.decided_by,
      asked_at: approvals.get(data.approval_id)?.asked_at ?? at,
      decided_at: decided ? (data.decided_at ?? at) : null,
    });
  }

  function sum(at: string, data: RunEventData): void {
    switch (data.type) {
      case 'run.started':
        agent = data.agent;
        startedAt ??= at;
        return;
      case 'step.started':
      case 'token':
        return;
      case 'step.finished':
        modelCalls.push({
          member: data.member ?? null,
          step: data.step,
          provider: data.provider,
          model: data.model,
          finish_reason: data.finish_reason,
          tokens: data.tokens,
          cost_nano_usd: data.cost_nano_usd,
          fallbacks: data.fallbacks.length,
        });
        return;
      case 'tool.call': {
        const called = tool(data.member, data.name);
        called.called += 1;
        called.arguments_sha256.push(hashOf(data.arguments));
        return;
      }
      case 'tool.result':
        tool(data.member, data.name)[data.outcome === 'error' ? 'errors' : data.outcome] += 1;
        return;
      case 'invariant':
        addInvariant(data);
        return;
      case 'reservation':
        money.reserved_peak = Math.max(money.reserved_peak, data.held_nano_usd);
        if (data.action === 'refused') money.refused += 1;
        return;
      case 'approval':
        addApproval(at, data);
        return;
      case 'error':
        errors.of([data.member ?? null, data.error.code]).count += 1;
        return;
      case 'member': {
        const visited = members.of([data.member, data.agent, data.spec_hash]);
        visited.visits = Math.max(visited.visits, data.visit);
        visited.last = data.state;
        return;
      }
      case 'run.finished':
        finished = { at, data };
        return;
      default:
        // Whoever adds a kind of event says here what of it belongs into a receipt.
        data satisfies never;
    }
  }

  return {
    run,
    add({ seq, at, data }) {
      // As the row will give it back: that is what others hash.
      const stored = asStored(data);
      link = nextLink(link, { seq, at: at.toISOString(), data: stored });
      count = seq;
      sum(at.toISOString(), stored);
    },
    brokeItsWord() {
      return invariants
        .all()
        .some(
          ({ at, violated, action }) =>
            violated > 0 && action === 'warn' && (at === 'output' || at === 'tool_call'),
        );
    },
    close(ceiling) {
      if (finished === null) throw new Error(`${run.runId} has not ended`);
      const { at, data } = finished;
      return {
        format: receiptFormat,
        run: {
          id: run.runId,
          team_id: run.teamId,
          agent_id: run.agentId,
          agent,
          version: run.version,
          spec_hash: run.specHash,
          status: data.status,
          error_code: data.error?.code ?? null,
          attempts: run.attempt,
          started_by: starter(run),
          started_at: startedAt,
          finished_at: at,
          input_sha256: hashOf(run.input),
          output_sha256: hashOf(data.output),
        },
        model_calls: modelCalls,
        tokens: data.tokens,
        invariants: invariants.all(),
        tools: tools.all(),
        approvals: [...approvals.values()],
        members: members.all(),
        errors: errors.all(),
        money: {
          unit: 'nano_usd',
          ceiling,
          reserved_peak: money.reserved_peak,
          refused: money.refused,
          spent: data.cost_nano_usd,
        },
        events: { count, head: link.toString('hex') },
      };
    },
  };
}

/** Runs that a key starts carry the key alone. */
function starter({ apiKeyId, createdBy }: ReceiptRun): ReceiptBody['run']['started_by'] {
  if (apiKeyId !== null) return { type: 'api_key', id: apiKeyId };
  return createdBy === null ? null : { type: 'user', id: createdBy };
}

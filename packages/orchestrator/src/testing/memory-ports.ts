import { newId } from '@agent-factory/contracts';
import type { ApprovalDecision, ApprovalPort, ApprovalRequest } from '../ports/approval-port.ts';
import type { EffectPort, EffectState } from '../ports/effect-port.ts';
import type { ToolCallOptions, ToolResult } from '../ports/tool-port.ts';

/** Keeps questions in memory; a test answers them with `decide`. */
export class MemoryApprovals implements ApprovalPort {
  readonly asked: ApprovalRequest[] = [];
  readonly #decisions = new Map<string, ApprovalDecision>();

  async ask(request: ApprovalRequest): Promise<ApprovalDecision> {
    const known = this.#decisions.get(request.key);
    if (known !== undefined) return known;
    this.asked.push(request);
    const decision: ApprovalDecision = {
      approvalId: newId('approval'),
      state: 'pending',
      value: null,
      approved: false,
      decidedBy: null,
      note: null,
      expiresAt: '2030-01-01T00:00:00.000Z',
      decidedAt: null,
    };
    this.#decisions.set(request.key, decision);
    return decision;
  }

  decide(key: string, decision: Partial<ApprovalDecision>): void {
    const known = this.#decisions.get(key);
    if (known === undefined) throw new Error(`nobody asked ${key}`);
    this.#decisions.set(key, { ...known, ...decision });
  }
}

/** Remembers effects in memory, over attempts of a run that share it. */
export class MemoryEffects implements EffectPort {
  readonly #states = new Map<string, EffectState>();

  async begin(key: string): Promise<EffectState> {
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    this.#states.set(key, { state: 'unknown' });
    return { state: 'fresh' };
  }

  async done(key: string, result: ToolResult): Promise<void> {
    this.#states.set(key, { state: 'done', result });
  }
}

/** For tests that call a tool by itself. */
export function toolCallOptions(parts: Partial<ToolCallOptions> = {}): ToolCallOptions {
  return {
    signal: new AbortController().signal,
    idempotencyKey: 'test',
    threadId: newId('thread'),
    agent: 'test',
    ...parts,
  };
}

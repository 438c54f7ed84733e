import type { TokenUsage } from '@agent-factory/contracts';
import { usdToNanoUsd } from '@agent-factory/contracts';
import type { JsonValue, Limits } from '@agent-factory/spec';
import type { RunProgress, ToolCallRecord } from './run-state.ts';

/**
 * What one run, or one visit to a member, has used in all, everything inside it included, finished or not; and the
 * money that is set aside of its ceiling. Lives in memory for one attempt; money in 10⁻⁹ USD.
 */
export class Tally {
  /** Of the agent or team whose limits these are. */
  readonly name: string;
  readonly limits: Limits;
  /** As the rules of the input left it. */
  input: JsonValue;
  /** Tool calls in the order in which they were let through; a call at work counts as one that has not succeeded. */
  readonly calls: ToolCallRecord[] = [];
  /** Model calls. */
  steps = 0;
  spentNanoUsd = 0;
  heldNanoUsd = 0;
  readonly ceilingNanoUsd: number;
  #tokens: TokenUsage = { input: 0, output: 0, total: 0 };

  constructor(name: string, limits: Limits, input: JsonValue) {
    this.name = name;
    this.limits = limits;
    this.input = input;
    this.ceilingNanoUsd = usdToNanoUsd(limits.maxCostUsd);
  }

  get tokens(): TokenUsage {
    return this.#tokens;
  }

  /** What neither is spent nor set aside. */
  get leftNanoUsd(): number {
    return Math.max(0, this.ceilingNanoUsd - this.spentNanoUsd - this.heldNanoUsd);
  }

  /** Takes over what an earlier attempt has used. */
  add(used: Pick<RunProgress, 'step' | 'memberSteps' | 'tokens' | 'costNanoUsd' | 'calls'>): void {
    this.steps += used.step + (used.memberSteps ?? 0);
    this.spentNanoUsd += used.costNanoUsd;
    this.calls.push(...used.calls);
    this.addTokens(used.tokens);
  }

  addTokens({ input, output, total }: TokenUsage): void {
    const before = this.#tokens;
    this.#tokens = {
      input: before.input + input,
      output: before.output + output,
      total: before.total + total,
    };
  }

  /** The progress with all that has been used, to be saved once nothing inside is at work. */
  into(progress: RunProgress): RunProgress {
    const inside = this.steps - progress.step;
    return {
      ...progress,
      ...(inside > 0 ? { memberSteps: inside } : {}),
      tokens: this.#tokens,
      costNanoUsd: this.spentNanoUsd,
      calls: this.calls.length === progress.calls.length ? progress.calls : [...this.calls],
    };
  }
}

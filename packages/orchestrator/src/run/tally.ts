import type { TokenUsage } from '@agent-factory/contracts';
import type { JsonValue, Limits } from '@agent-factory/spec';
import type { RunProgress, ToolCallRecord } from './run-state.ts';

/**
 * What one run, or one member of it, has used in all, everything inside it included: its own calls and those of its
 * members, finished or not. Lives in memory for one attempt; money in 10⁻⁹ USD.
 */
export class Tally {
  /** Of the agent or team whose limits these are. */
  readonly name: string;
  readonly limits: Limits;
  readonly input: JsonValue;
  readonly tokens: { -readonly [key in keyof TokenUsage]: number } = { input: 0, output: 0, total: 0 };
  /** Tool calls in the order in which they were let through. */
  readonly calls: ToolCallRecord[] = [];
  /** Model calls. */
  steps = 0;
  spentNanoUsd = 0;

  constructor(name: string, limits: Limits, input: JsonValue) {
    this.name = name;
    this.limits = limits;
    this.input = input;
  }

  /** Takes over what an earlier attempt has used. */
  add(used: Pick<RunProgress, 'step' | 'memberSteps' | 'tokens' | 'costNanoUsd' | 'calls'>): void {
    this.steps += used.step + (used.memberSteps ?? 0);
    this.spentNanoUsd += used.costNanoUsd;
    this.calls.push(...used.calls);
    this.addTokens(used.tokens);
  }

  addTokens({ input, output, total }: TokenUsage): void {
    this.tokens.input += input;
    this.tokens.output += output;
    this.tokens.total += total;
  }
}

import { formatDuration, formatMoney } from '@agent-factory/ui';
import { oneLine } from '../runs/one-line.ts';
import type { StoryStep } from '../runs/story.ts';
import type { Run } from '../trpc/outputs.ts';

/** What the rules of a spec said in a run. */
export interface Verdicts {
  passed: number;
  /** Each rule that was broken, once, with what was done about it last. */
  broken: readonly { id: string; says: string; action: string | null }[];
  /** Checks that could not be made. */
  unsure: number;
}

export function verdictsOf(steps: readonly StoryStep[]): Verdicts {
  const broken = new Map<string, Verdicts['broken'][number]>();
  let passed = 0;
  let unsure = 0;
  for (const step of steps) {
    if (step.kind !== 'gates') continue;
    for (const { id, says, verdict, action } of step.gates) {
      if (verdict === 'passed') passed += 1;
      else if (verdict === 'violated') broken.set(id, { id, says, action });
      else unsure += 1;
    }
  }
  return { passed, broken: [...broken.values()], unsure };
}

/** "4 checks passed", "1 rule broken: cites-sources (retry); 3 checks passed". */
export function verdictWords({ passed, broken, unsure }: Verdicts): string {
  const parts = [
    ...(broken.length === 0
      ? []
      : [
          `${broken.length === 1 ? '1 rule' : `${broken.length} rules`} broken: ${broken
            .map(({ id, action }) => (action === null ? id : `${id} (${action})`))
            .join(', ')}`,
        ]),
    ...(unsure === 0 ? [] : [`${unsure === 1 ? '1 check' : `${unsure} checks`} not made`]),
    ...(passed === 0 ? [] : [`${passed === 1 ? '1 check' : `${passed} checks`} passed`]),
  ];
  return parts.length === 0 ? 'No rule applied' : parts.join('; ');
}

/** One figure of two runs, in words. */
export interface Difference {
  name: string;
  left: string;
  right: string;
  /** Of the right one against the left: "−$0.0004 (−32%)"; "the same". */
  change: string;
}

/** Cost, tokens and time of two ended runs, in the order in which they always stand. */
export function figuresOf(left: Run, right: Run): Difference[] {
  const seconds = [left.execution_time, right.execution_time] as const;
  return [
    {
      name: 'Cost',
      left: formatMoney(left.cost),
      right: formatMoney(right.cost),
      change: changeOf(left.cost, right.cost, formatMoney),
    },
    {
      name: 'Tokens',
      left: count(left.tokens.total),
      right: count(right.tokens.total),
      change: changeOf(left.tokens.total, right.tokens.total, count),
    },
    {
      name: 'Time',
      left: seconds[0] === null ? '–' : formatDuration(seconds[0]),
      right: seconds[1] === null ? '–' : formatDuration(seconds[1]),
      change:
        seconds[0] === null || seconds[1] === null ? '–' : changeOf(seconds[0], seconds[1], formatDuration),
    },
  ];
}

function changeOf(from: number, to: number, words: (size: number) => string): string {
  // Money comes as dollars of whole nano-dollars; what is under half of one is rounding.
  if (Math.abs(to - from) < 5e-10) return 'the same';
  const sign = to > from ? '+' : '−';
  const share = from === 0 ? '' : ` (${sign}${Math.round((Math.abs(to - from) / from) * 100)}%)`;
  return `${sign}${words(Math.abs(to - from))}${share}`;
}

function count(tokens: number): string {
  return tokens.toLocaleString('en-US');
}

/** An answer as lines that can be held against another's: text as it is, anything else as JSON; else why there is none. */
export function answerText(run: Run): string {
  if (run.status !== 'succeeded') return run.error?.message ?? oneLine(run.status);
  return typeof run.output === 'string' ? run.output : (JSON.stringify(run.output, null, 2) ?? '');
}

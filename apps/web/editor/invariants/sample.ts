import {
  type Crossing,
  compileCheck,
  holdAgainst,
  type Invariant,
  type JsonSchema,
  type JsonValue,
  redactCrossing,
  type UsageFigure,
  usageFigures,
} from '@agent-factory/spec';

export interface Sample {
  /** A text, or JSON where it is that. */
  text: string;
  /** The tool that is called or has answered, where the rule asks for it. */
  tool: string;
  /** Tools that were called before, in order, all of which answered. */
  calls: readonly string[];
  /** What the run has used before. */
  used: Readonly<Record<UsageFigure, number>>;
}

/** What a sample has to say beside its text before a rule can be held against it. */
export interface SampleNeeds {
  text: boolean;
  tool: boolean;
  calls: boolean;
  used: readonly UsageFigure[];
}

export function sampleNeeds({ at, check }: Invariant): SampleNeeds {
  const cel = check.kind === 'cel' ? check.expression : '';
  const ofCalls = ['requireTool', 'forbidTool', 'maxCalls', 'toolOrder'].includes(check.kind);
  return {
    text: !ofCalls && (cel === '' || /\b(?:input|output|tool)\b/.test(cel)),
    tool:
      at.some((each) => each === 'tool_call' || each === 'tool_result') && (ofCalls || /\btool\b/.test(cel)),
    calls: ofCalls || /\bcalls\b/.test(cel),
    used: usageFigures.filter((figure) => new RegExp(`\\busage\\.${figure}\\b`).test(cel)),
  };
}

export interface SampleVerdict {
  at: Invariant['at'][number];
  verdict: 'passed' | 'violated' | 'error';
  detail: string | null;
  /** What would go on, where it would be cut. */
  redacted: JsonValue | null;
}

/** What a rule says of somebody's own sample at each of its boundaries, in a run that did what the sample says of it. */
export function trySample(
  invariant: Invariant,
  { text, tool, calls, used }: Sample,
  output: JsonSchema | undefined,
): SampleVerdict[] {
  const check = compileCheck(invariant, { output });
  const value = sampleValue(text);
  return invariant.at.map((at) => {
    const crossing: Crossing = {
      at,
      value,
      ...(at === 'tool_call' ? { tool: { name: tool, arguments: value, result: null } } : {}),
      ...(at === 'tool_result' ? { tool: { name: tool, arguments: {}, result: value } } : {}),
      input: {},
      calls: (at === 'tool_result' ? [...calls, tool] : calls).map((name) => ({ name, outcome: 'ok' })),
      steps: used.steps,
      tokens: { total: used.tokens },
      spentNanoUsd: Math.round(used.costUsd * 1e9),
      elapsedMs: used.seconds * 1000,
    };
    const said = holdAgainst(check, crossing);
    const isCut = said.verdict !== 'passed' && invariant.otherwise === 'redact';
    return { at, ...said, redacted: isCut ? redactCrossing(check, crossing, invariant.id) : null };
  });
}

function sampleValue(text: string): JsonValue {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

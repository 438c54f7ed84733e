import {
  type Crossing,
  compileCheck,
  holdAgainst,
  type Invariant,
  type JsonSchema,
  type JsonValue,
  redactCrossing,
} from '@agent-factory/spec';

export interface Sample {
  /** A text, or JSON where it is that. */
  text: string;
  /** The tool that is called or has answered, where the boundary has one. */
  tool: string;
}

export interface SampleVerdict {
  at: Invariant['at'][number];
  verdict: 'passed' | 'violated' | 'error';
  detail: string | null;
  /** What would go on, where it would be cut. */
  redacted: JsonValue | null;
}

/** What a rule says of somebody's own sample at each of its boundaries, in a run that has done nothing yet. */
export function trySample(
  invariant: Invariant,
  { text, tool }: Sample,
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
      calls: at === 'tool_result' ? [{ name: tool, outcome: 'ok' }] : [],
      steps: 1,
      tokens: { total: 0 },
      spentNanoUsd: 0,
      elapsedMs: 0,
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

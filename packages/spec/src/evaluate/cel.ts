import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js';
import type { JsonValue } from '../json-schema.ts';
import { boundWork, celFunctions } from './cel-bounds.ts';
import { compilePattern, PatternError } from './pattern.ts';
import { remembered } from './remembered.ts';

const maxCelLength = 2_000;
/** Steps over list items that one evaluation may take. */
const maxIterations = 100_000;

/** Why an expression cannot be used or failed; `start` and `end` are offsets in the expression. */
export class CelError extends Error {
  override readonly name = 'CelError';
  readonly start: number;
  readonly end: number;
  constructor(message: string, start = 0, end = 0) {
    super(message);
    this.start = start;
    this.end = end;
  }
}

/** What an invariant's or a test's expression sees. Parts that are not known at a boundary are null. */
export interface CelContext {
  input: JsonValue;
  output: JsonValue;
  /** The call at hand, at `tool_call` and `tool_result`; else null. */
  tool: { name: string; arguments: JsonValue; result: JsonValue } | null;
  /** Finished calls of this run so far, in order. */
  calls: readonly { name: string; ok: boolean }[];
  usage: { costUsd: number; steps: number; seconds: number; tokens: number };
}

/** What the condition of a team's edge sees. */
export interface EdgeContext {
  input: JsonValue;
  /** What each node made so far, by node name. */
  state: JsonValue;
}

export interface CompiledCel<C> {
  source: string;
  /** Throws CelError when the expression fails on this value (a missing key, a wrong type) or is too much work. */
  evaluate(context: C): boolean;
}

const limits = {
  maxAstNodes: 500,
  maxDepth: 40,
  maxListElements: 200,
  maxMapEntries: 50,
  maxCallArguments: 8,
};

function environment(variables: Readonly<Record<string, string>>): Environment {
  const env = new Environment({ limits, unlistedVariablesAreDyn: false });
  for (const [name, type] of Object.entries(variables)) env.registerVariable(name, type);
  // The library's own `matches` runs on JavaScript's backtracking engine; calls are led here instead.
  env.registerFunction(`string.${linearMatches}(string): bool`, (text: string, pattern: string) => {
    try {
      return compilePattern(pattern).test(text);
    } catch (error) {
      if (error instanceof PatternError) throw new CelError(`Invalid pattern: ${error.message}`);
      throw error;
    }
  });
  // JSON has one kind of number and it arrives as double; literals are int. CEL alone would refuse `x + 1`.
  const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
  };
  for (const [sign, apply] of Object.entries(operators)) {
    const mixed = (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b));
    env.registerOperator(`double ${sign} int: double`, mixed);
    env.registerOperator(`int ${sign} double: double`, mixed);
  }
  return env;
}

const linearMatches = 'matchesLinear';
/** The variables of invariants and tests, with their types, for documentation and completion. */
export const celVariables = {
  input: 'dyn',
  output: 'dyn',
  tool: 'dyn',
  calls: 'list<map<string, dyn>>',
  usage: 'map<string, double>',
} as const;
const invariantEnvironment = environment(celVariables);
const edgeEnvironment = environment({ input: 'dyn', state: 'dyn' });

/** An invariant's or test's condition. Throws CelError for what does not parse, type-check or fit the limits. */
export const compileCel: (source: string) => CompiledCel<CelContext> = remembered((source) =>
  compile<CelContext>(source, invariantEnvironment),
);

/** The condition of an edge between the nodes of a team. */
export const compileEdgeCel: (source: string) => CompiledCel<EdgeContext> = remembered((source) =>
  compile<EdgeContext>(source, edgeEnvironment),
);

/**
 * The tree of an invariant's expression, for those that say it in other words; null for what does not parse. It need
 * not compile: a pattern that is half typed is a pattern still.
 */
export function parseCel(source: string): ASTNode | null {
  if (source.length > maxCelLength) return null;
  try {
    return invariantEnvironment.parse(source).ast;
  } catch {
    // The engine throws for a broken source alone: its own errors, or a full stack.
    return null;
  }
}

function compile<C extends object>(source: string, env: Environment): CompiledCel<C> {
  if (source.length > maxCelLength) {
    throw new CelError(`An expression may have ${maxCelLength} characters, this has ${source.length}.`);
  }
  let parsed: ParseResult;
  let remaining = maxIterations;
  try {
    parsed = env.parse(source);
    boundWork(parsed.ast, {
      rename: (name) => (name === 'matches' ? linearMatches : name),
      onIteration() {
        remaining--;
        if (remaining < 0) throw new CelError(`The expression takes more than ${maxIterations} steps.`);
      },
      refuse(message, node) {
        throw new CelError(message, node.start, node.end);
      },
      checkPattern(node) {
        const pattern = node.op === 'value' ? node.args : null;
        if (typeof pattern === 'string') checkPattern(pattern, node);
      },
    });
    const checked = parsed.check();
    if (!checked.valid) throw checked.error;
    if (checked.type !== 'bool' && checked.type !== 'dyn') {
      throw new CelError(
        `The expression must be true or false; this is ${checked.type ?? 'unknown'}.`,
        0,
        source.length,
      );
    }
  } catch (error) {
    throw asCelError(error, source);
  }
  return {
    source,
    evaluate(context) {
      remaining = maxIterations;
      let result: unknown;
      try {
        result = parsed({ ...context });
      } catch (error) {
        throw asCelError(error, source);
      }
      if (typeof result !== 'boolean')
        throw new CelError('The expression must be true or false.', 0, source.length);
      return result;
    },
  };
}

function checkPattern(pattern: string, node: ASTNode): void {
  try {
    compilePattern(pattern);
  } catch (error) {
    if (error instanceof PatternError)
      throw new CelError(`Invalid pattern: ${error.message}`, node.start, node.end);
    throw error;
  }
}

interface EngineError {
  summary: string;
  range?: { start: number; end: number };
}

function isEngineError(error: unknown): error is EngineError {
  return (
    typeof error === 'object' && error !== null && 'summary' in error && typeof error.summary === 'string'
  );
}

/** Whatever the engine throws (its own errors, a full stack, a string too long) in one form. */
function asCelError(error: unknown, source: string): CelError {
  if (error instanceof CelError) return error;
  if (isEngineError(error)) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof CelError) return cause;
    const known = `Known functions: ${celFunctions.join(', ')}.`;
    const message = error.summary.replaceAll(linearMatches, 'matches');
    const withHint = message.startsWith('found no matching overload') ? `${message}. ${known}` : message;
    return new CelError(withHint, error.range?.start ?? 0, Math.max(error.range?.end ?? source.length, 1));
  }
  return new CelError('The expression is too deep or makes a value that is too large.', 0, source.length);
}

import { nanoUsdToUsd } from '@agent-factory/contracts';
import type { Invariant } from '../invariant.ts';
import type { JsonSchema } from '../json-schema.ts';
import { asInput } from './bare-query.ts';
import { compileCel } from './cel.ts';
import { type Crossing, textOf, textsOf } from './crossing.ts';
import { compileJsonSchema } from './json-schema-validator.ts';
import { compilePattern } from './pattern.ts';
import { findPii } from './pii.ts';
import { brokenOrder, callsOf } from './tool-trace.ts';

export interface CompiledCheck {
  /** Why the rule is broken, without quoting what broke it; null when it holds. Throws when it cannot tell. */
  violation(crossing: Crossing): string | null;
  /** Replaces what breaks the rule, for checks of texts. */
  redact?: (text: string, replacement: string) => string;
  /** For a check that a model judges: what must be true of the value. */
  statement?: string;
}

/** Makes one check ready to run; patterns, schemas and expressions are compiled once per spec. */
export function compileCheck(
  { check }: Pick<Invariant, 'check'>,
  spec: { output?: JsonSchema | undefined },
): CompiledCheck {
  switch (check.kind) {
    case 'forbidPattern': {
      const pattern = compilePattern(check.pattern);
      return {
        violation: ({ value }) =>
          textsOf(value).some((text) => pattern.test(text)) ? 'The forbidden pattern occurs.' : null,
        redact: (text, replacement) => pattern.redact(text, replacement),
      };
    }
    case 'matches': {
      const pattern = compilePattern(check.pattern);
      return {
        violation: ({ value }) =>
          textsOf(value).some((text) => pattern.test(text)) ? null : 'The required pattern does not occur.',
      };
    }
    case 'outputSchema': {
      const schema = check.schema ?? spec.output;
      if (schema === undefined) return { violation: () => 'The spec has no output schema to check against.' };
      const violationsOf = compileJsonSchema(schema);
      return {
        violation: ({ value }) => {
          const first = violationsOf(value)[0];
          return first === undefined ? null : `At "${first.pointer}": ${first.message}`;
        },
      };
    }
    case 'maxLength':
      return {
        violation: ({ value }) => {
          const length = [...textOf(value)].length;
          return length <= check.characters
            ? null
            : `${length} characters where ${check.characters} are allowed.`;
        },
      };
    case 'requireTool':
      return {
        violation: ({ calls }) =>
          calls.some(({ name, outcome }) => name === check.tool && outcome === 'ok')
            ? null
            : `The tool "${check.tool}" has not been called successfully.`,
      };
    case 'forbidTool':
      return {
        violation: (crossing) =>
          callsOf(crossing).includes(check.tool) ? `The tool "${check.tool}" must not be called.` : null,
      };
    case 'maxCalls':
      return {
        violation: (crossing) => {
          const calls = callsOf(crossing).filter((name) => check.tool === null || name === check.tool);
          const what = check.tool === null ? 'tool calls' : `calls of "${check.tool}"`;
          return calls.length <= check.atMost
            ? null
            : `${calls.length} ${what} where ${check.atMost} are allowed.`;
        },
      };
    case 'toolOrder':
      return {
        violation: (crossing) => {
          const broken = brokenOrder(callsOf(crossing), check.tools);
          return broken === null ? null : `"${broken.tool}" was called before "${broken.missing}".`;
        },
      };
    case 'noPii':
      return {
        violation: ({ value }) => {
          const found = new Set(
            textsOf(value).flatMap((text) => findPii(text, check.kinds).map(({ kind }) => kind)),
          );
          return found.size === 0 ? null : `Personal data occurs: ${[...found].join(', ')}.`;
        },
        redact: (text, replacement) =>
          findPii(text, check.kinds).reduceRight(
            (rest, { start, end }) => rest.slice(0, start) + replacement + rest.slice(end),
            text,
          ),
      };
    case 'cel': {
      const expression = compileCel(check.expression);
      return {
        violation: ({ at, value, input, calls, steps, tokens, spentNanoUsd, tool = null, elapsedMs }) => {
          const holds = expression.evaluate({
            input: at === 'input' ? asInput(value) : input,
            output: at === 'output' ? value : null,
            tool,
            calls: calls
              .filter(({ outcome }) => outcome !== 'denied')
              .map(({ name, outcome }) => ({ name, ok: outcome === 'ok' })),
            usage: {
              costUsd: nanoUsdToUsd(spentNanoUsd),
              steps,
              seconds: elapsedMs / 1000,
              tokens: tokens.total,
            },
          });
          return holds ? null : 'The condition is not true.';
        },
      };
    }
    case 'judge':
      return {
        violation: () => {
          throw new Error('a model judges this');
        },
        statement: check.question,
      };
  }
}

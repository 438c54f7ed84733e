import { ok, problem, type Tool, textArgument } from '../tool.ts';
import { evaluate } from './evaluate.ts';
import { CalculatorError } from './tokenize.ts';

/** Arithmetic without `eval`; the result is text, so that no digit of it is lost on the way. */
export const calculator: Tool = {
  name: 'calculator',
  title: 'Calculator',
  description:
    'Evaluates an arithmetic expression exactly, in decimal: + - * / ^ !, parentheses, percentages ("15% of 80", ' +
    '"80 + 15%"), and sqrt, abs, round(x, digits), floor, ceil, min, max, sum, avg, ln, log, log10, exp, sin, cos, ' +
    'tan, mod, pi, e.',
  input: {
    type: 'object',
    properties: {
      expression: {
        type: 'string',
        minLength: 1,
        maxLength: 2000,
        description: 'For example "(1299.90 - 15%) * 3".',
      },
    },
    required: ['expression'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: { result: { type: 'string', description: 'All digits, as text.' } },
    required: ['result'],
  },
  effect: 'read',
  idempotent: true,
  connections: [],
  run(input) {
    try {
      const value = evaluate(textArgument(input, 'expression') ?? '');
      // Full precision is kept inside; 20 digits are more than anybody asks for and hide the last rounding.
      const shown = value.toSignificantDigits(value.isInteger() ? 34 : 20);
      return ok({ result: shown.abs().lt('1e40') && !tiny(shown) ? shown.toFixed() : shown.toString() });
    } catch (error) {
      if (error instanceof CalculatorError) return problem(error.message);
      throw error;
    }
  },
};

function tiny(value: ReturnType<typeof evaluate>): boolean {
  return !value.isZero() && value.abs().lt('1e-20');
}

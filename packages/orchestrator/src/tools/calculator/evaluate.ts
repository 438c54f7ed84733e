import { constants, Exact, factorial, functions } from './functions.ts';
import { CalculatorError, type Token, tokenize } from './tokenize.ts';

const maxNesting = 100;

/** A value, and whether it was written as a percentage, which `+` and `-` read as "of what stands left". */
interface Operand {
  value: Exact;
  percent: boolean;
}

/**
 * Works out an expression by recursive descent: + - * / ^ ! %, parentheses, functions, "15% of 80". After a
 * `+` or `-` a percentage means that share of the left side, as on a pocket calculator: 80 + 15% = 92.
 */
export function evaluate(expression: string): Exact {
  const tokens = tokenize(expression);
  let position = 0;
  let nesting = 0;
  const peek = (): Token => tokens[position] ?? { kind: 'end', text: '', at: expression.length };
  const takeSign = (...signs: string[]): string | null => {
    const token = peek();
    if (token.kind !== 'sign' || !signs.includes(token.text)) return null;
    position += 1;
    return token.text;
  };
  const unexpected = (token: Token): CalculatorError =>
    new CalculatorError(
      token.kind === 'end'
        ? 'The expression ends where a number was expected.'
        : `"${token.text}" at character ${token.at + 1} is not expected there.`,
    );

  function additive(): Operand {
    let left = multiplicative();
    for (let sign = takeSign('+', '-'); sign !== null; sign = takeSign('+', '-')) {
      const right = multiplicative();
      const by = right.percent ? left.value.times(right.value) : right.value;
      left = { value: sign === '+' ? left.value.plus(by) : left.value.minus(by), percent: false };
    }
    return left;
  }

  function multiplicative(): Operand {
    let left = unary();
    for (;;) {
      const token = peek();
      if (token.kind === 'name' && (token.text === 'of' || token.text === 'mod')) {
        position += 1;
        const right = unary().value;
        left = plain(token.text === 'of' ? left.value.times(right) : modulo(left.value, right));
        continue;
      }
      const sign = takeSign('*', '/', '%');
      if (sign === null) return left;
      const right = unary().value;
      if (sign === '*') left = plain(left.value.times(right));
      else if (sign === '/') left = plain(divide(left.value, right));
      else left = plain(modulo(left.value, right));
    }
  }

  function unary(): Operand {
    const sign = takeSign('+', '-', '√');
    if (sign === null) return power();
    deeper();
    const { value, percent } = unary();
    nesting -= 1;
    if (sign === '√') return plain(value.sqrt());
    return { value: sign === '-' ? value.negated() : value, percent };
  }

  function power(): Operand {
    const base = postfix();
    if (takeSign('^') === null) return base;
    deeper();
    const exponent = unary().value;
    nesting -= 1;
    return plain(base.value.pow(exponent));
  }

  function postfix(): Operand {
    let { value, percent } = primary();
    for (;;) {
      if (takeSign('!') !== null) value = factorial(value);
      else if (peek().text === '%' && !startsOperand(tokens[position + 1])) {
        position += 1;
        value = value.div(100);
        percent = true;
      } else return { value, percent };
    }
  }

  function primary(): Operand {
    const token = peek();
    position += 1;
    if (token.kind === 'number') return plain(new Exact(token.text));
    if (token.kind === 'name') return plain(named(token));
    if (token.text !== '(') throw unexpected(token);
    const inner = nested();
    if (takeSign(')') === null) throw new CalculatorError('A parenthesis is not closed.');
    return inner;
  }

  function named(token: Token): Exact {
    const constant = Object.hasOwn(constants, token.text) ? constants[token.text] : undefined;
    if (constant !== undefined) return constant;
    const known = Object.hasOwn(functions, token.text) ? functions[token.text] : undefined;
    if (known === undefined) throw new CalculatorError(`There is no function or constant "${token.text}".`);
    if (takeSign('(') === null) throw new CalculatorError(`"${token.text}" needs parentheses.`);
    const values = [nested().value];
    while (takeSign(',', ';') !== null) values.push(nested().value);
    if (takeSign(')') === null) throw new CalculatorError('A parenthesis is not closed.');
    if (values.length < known.least || values.length > known.most) {
      throw new CalculatorError(`"${token.text}" was given ${values.length} numbers.`);
    }
    return known.of(values);
  }

  function nested(): Operand {
    deeper();
    const inner = additive();
    nesting -= 1;
    return inner;
  }

  function deeper(): void {
    nesting += 1;
    if (nesting > maxNesting) throw new CalculatorError('The expression is nested too deeply.');
  }

  const { value } = additive();
  if (peek().kind !== 'end') throw unexpected(peek());
  if (value.isNaN()) throw new CalculatorError('The result is not a real number.');
  if (!value.isFinite()) throw new CalculatorError('The result is too large.');
  return value;
}

function plain(value: Exact): Operand {
  return { value, percent: false };
}

/** Whether a `%` before this token is a remainder and not a percentage. */
function startsOperand(token: Token | undefined): boolean {
  if (token === undefined || token.kind === 'end') return false;
  if (token.kind === 'name') return token.text !== 'of' && token.text !== 'mod';
  return token.kind === 'number' || token.text === '(';
}

function divide(left: Exact, right: Exact): Exact {
  if (right.isZero()) throw new CalculatorError('Division by zero.');
  return left.div(right);
}

function modulo(left: Exact, right: Exact): Exact {
  if (right.isZero()) throw new CalculatorError('Division by zero.');
  return left.mod(right);
}

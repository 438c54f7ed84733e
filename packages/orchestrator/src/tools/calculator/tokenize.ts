export type Token =
  | { kind: 'number'; text: string; at: number }
  | { kind: 'name'; text: string; at: number }
  | { kind: 'sign'; text: string; at: number }
  | { kind: 'end'; text: ''; at: number };

/** Thrown for an expression that cannot be read or worked out; the message is for the model. */
export class CalculatorError extends Error {
  override readonly name = 'CalculatorError';
}

const pattern =
  /\s*(?:((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([\p{L}_][\p{L}\d_]*)|(\*\*|[-+*/^%()!,;×·÷−√]))/uy;
const currency = /[$€£¥]/gu;
const sameAs: Readonly<Record<string, string>> = { '**': '^', '×': '*', '·': '*', '÷': '/', '−': '-' };

/** Splits an expression; currency signs are noise, and a comma groups digits only where three follow. */
export function tokenize(expression: string): Token[] {
  const text = expression.replace(currency, ' ');
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) {
      const rest = text.slice(at).trimStart();
      throw new CalculatorError(
        `"${[...rest][0] ?? ''}" at character ${text.length - rest.length + 1} is not part of arithmetic.`,
      );
    }
    const [whole, number, name, sign] = match;
    const start = at + whole.length - whole.trimStart().length;
    if (number !== undefined) tokens.push({ kind: 'number', text: number.replaceAll(',', ''), at: start });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name.toLowerCase(), at: start });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sameAs[sign] ?? sign, at: start });
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}

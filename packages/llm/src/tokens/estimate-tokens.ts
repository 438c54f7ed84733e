type Class = 'space' | 'letter' | 'digit' | 'mark' | 'ideograph';

/**
 * How many tokens a text probably has; deterministic. Measured against o200k on pages of this repository and of
 * other languages: English prose and YAML −2 %, code +4 %, JSON −6 to +12 %, German +7 %, Japanese −1 %, Russian +14 %.
 * One pass over the code units, since each call counts its whole input: patterns took ten times as long.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let run: Class = 'space';
  let length = 0;
  let foreign = false;
  let newline = false;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : -1;
    const next = code === -1 ? null : classOf(code);
    if (next !== run) {
      if (length > 0) tokens += tokensOf(run, length, foreign, newline);
      if (next === null) break;
      run = next;
      length = 0;
      foreign = false;
      newline = false;
    }
    length += 1;
    if (code > 127) foreign = true;
    else if (code === 10) newline = true;
  }
  return Math.ceil(tokens);
}

function tokensOf(run: Class, length: number, foreign: boolean, newline: boolean): number {
  switch (run) {
    case 'space':
      return newline ? 0.5 : 0;
    case 'letter':
      return 1 + Math.floor((length - 1) / (foreign ? 5 : 8));
    case 'digit':
      return Math.ceil(length / 3);
    case 'ideograph':
      return length * 0.7;
    case 'mark':
      return Math.ceil(length / 2.5);
  }
}

function classOf(code: number): Class {
  if (code <= 32 || code === 0xa0) return 'space';
  if (code < 128) {
    if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 39) return 'letter';
    return code >= 48 && code <= 57 ? 'digit' : 'mark';
  }
  // Thai, kana, Han (with the surrogates of its extensions): scripts without spaces.
  if (code >= 0x3040 && code <= 0x9fff) return 'ideograph';
  if ((code >= 0xe00 && code <= 0xe7f) || (code >= 0xf900 && code <= 0xfaff)) return 'ideograph';
  if (code >= 0xd840 && code <= 0xdfff) return 'ideograph';
  // General punctuation and symbols, CJK punctuation, other surrogates (emoji).
  if ((code >= 0x2000 && code <= 0x303f) || (code >= 0xd800 && code <= 0xd83f)) return 'mark';
  return code < 0xc0 ? 'mark' : 'letter';
}

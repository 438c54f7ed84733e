import { digitsOfNumberWords } from './number-words.ts';

/** An expression found in a question, and the words that it stands for. */
export interface FoundExpression {
  expression: string;
  phrase: string;
}

/** Sums stand in short questions; the patterns below are quadratic in runs of digits. */
const longestQuestion = 2_000;

const number = String.raw`\d+(?:\.\d+)?`;
const term = String.raw`\(?-?${number}\)?`;

/** Phrases that are no operator but mean one; the first that fits wins, innermost first. */
const phrases: [RegExp, string][] = [
  [
    new RegExp(`(${number})\\s*(?:%|percent)\\s*(?:tip|tax|vat)?\\s*(?:of|on)\\s*(?:a\\s+)?(${number})`, 'g'),
    '($1 / 100 * $2)',
  ],
  [
    new RegExp(
      `(${number})\\s*(?:%|percent)\\s*(?:off|discount (?:on|off|from))\\s*(?:of\\s*)?(${number})`,
      'g',
    ),
    '($2 * (1 - $1 / 100))',
  ],
  [
    new RegExp(
      `(${number})\\s*(?:plus|\\+|increased by|and)\\s*(?:a\\s+)?(${number})\\s*(?:%|percent)(?:\\s*(?:tip|tax|vat))?`,
      'g',
    ),
    '($1 * (1 + $2 / 100))',
  ],
  [
    new RegExp(
      `(${number})\\s*(?:minus|-|less|decreased by|reduced by)\\s*(${number})\\s*(?:%|percent)`,
      'g',
    ),
    '($1 * (1 - $2 / 100))',
  ],
  [new RegExp(`what (?:percent|percentage|%) of (${number}) is (${number})`, 'g'), '($2 / $1 * 100)'],
  [
    new RegExp(`(${number}) (?:is|as) (?:what|a) (?:percent|percentage|%) of (${number})`, 'g'),
    '($1 / $2 * 100)',
  ],
  [new RegExp(`square root of (${number})`, 'g'), '($1 ^ 0.5)'],
  [new RegExp(`(?:half|a half) of (${number})`, 'g'), '($1 / 2)'],
  [new RegExp(`(?:double|twice) (?:of )?(${number})`, 'g'), '($1 * 2)'],
  [
    new RegExp(
      `(${number}) (?:items?|people|tickets?|units?|seats?|licen[cs]es|\\w+s)? ?(?:at|for|costing|priced at) (${number}) (?:each|apiece|per \\w+|a piece)`,
      'g',
    ),
    '($1 * $2)',
  ],
  [
    new RegExp(
      `(?:split|divide|share) (${number}) (?:\\w+ )?(?:between|among|by|into|across) (${number})`,
      'g',
    ),
    '($1 / $2)',
  ],
];

const operators: [RegExp, string][] = [
  [/\b(?:multiplied by|times)\b|×|(?<=\d)\s*x\s*(?=\d)/g, ' * '],
  [/\b(?:divided by|over)\b|÷/g, ' / '],
  [/\b(?:plus|added to)\b/g, ' + '],
  [/\b(?:minus|less|take away)\b|−/g, ' - '],
  [/\b(?:to the power of|raised to)\b|\*\*/g, ' ^ '],
  [/\bsquared\b/g, ' ^ 2 '],
  [/\bcubed\b/g, ' ^ 3 '],
];

const expressionPattern = new RegExp(
  `${term}(?:\\s*[-+*/^]\\s*\\(*${term}\\)*)+|\\(+${number}[-+*/^().\\d\\s]*\\)`,
  'g',
);

/** Arithmetic in a question, in signs or in words ("17.5% of 2400", "12 times 7"); null when there is none. */
export function findExpression(question: string): FoundExpression | null {
  const plain = digitsOfNumberWords(question.slice(0, longestQuestion).toLowerCase())
    .replace(/\b\d{4}-\d{1,2}-\d{1,2}\b|\bhttps?:\S+|\S+@\S+/g, ' ; ')
    .replace(/(?<=\d),(?=\d{3}\b)/g, '')
    .replace(/[$€£¥]\s*(?=\d)/g, '')
    .replace(/(?<=\d)\s*(?:dollars?|euros?|usd|eur|pounds?)\b/g, '');
  const list = listOperation(plain);
  let text = plain;
  for (const [pattern, replacement] of phrases) text = text.replace(pattern, replacement);
  for (const [pattern, replacement] of operators) text = text.replace(pattern, replacement);
  const expression = list ?? longest(text, question) ?? lonePercentage(plain);
  if (expression === null) return null;
  return { expression, phrase: phraseOf(question) };
}

function longest(text: string, question: string): string | null {
  const found = [...text.matchAll(expressionPattern)]
    .map(([match]) => match.replace(/\s+/g, ' ').trim())
    .map((match) => balance(match))
    .filter((match) => /\d[\s)]*[-+*/^]/.test(match) && !looksLikeRange(match, question))
    .sort((a, b) => b.length - a.length);
  const best = found[0];
  if (best === undefined) return null;
  return isWrapped(best) ? best.slice(1, -1) : best;
}

/** Whether one pair of parentheses holds the whole expression. */
function isWrapped(expression: string): boolean {
  let depth = 0;
  for (const [index, sign] of [...expression].entries()) {
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    if (depth === 0) return index === expression.length - 1 && index > 0;
  }
  return false;
}

/** "3-5 days" and "24/7" are no sums, unless the question asks for one. */
function looksLikeRange(match: string, question: string): boolean {
  if (!/^\d+[-/]\d+$/.test(match.replace(/ /g, ''))) return false;
  const asksForSum = /\b(?:what(?:'s| is)|calculate|compute|how much)\b|=/i.test(question);
  return !asksForSum && question.replace(/[\d\s\-/?.]/g, '').length > 0;
}

function balance(expression: string): string {
  let depth = 0;
  let kept = '';
  for (const sign of expression) {
    if (sign === ')' && depth === 0) continue;
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    kept += sign;
  }
  return kept + ')'.repeat(depth);
}

function listOperation(text: string): string | null {
  const match = /\b(sum|total|average|mean|product) of ((?:\d+(?:\.\d+)?[,\s]*(?:and\s*)?){2,})/.exec(text);
  const values = match?.[2]?.match(/\d+(?:\.\d+)?/g);
  if (!values || values.length < 2) return null;
  switch (match?.[1]) {
    case 'product':
      return values.join(' * ');
    case 'average':
    case 'mean':
      return `(${values.join(' + ')}) / ${values.length}`;
    default:
      return values.join(' + ');
  }
}

/** "It costs 1299, with 15% off": the one percentage and the one amount that it can be of. */
function lonePercentage(text: string): string | null {
  const rate = /(\d+(?:\.\d+)?)\s*(?:%|percent)\s*(off|discount|reduction|tip|tax|vat|more|extra)/.exec(text);
  const amounts = text.match(/(?<![\d.])\d+(?:\.\d+)?(?![\d.]|\s*(?:%|percent))/g) ?? [];
  if (rate === null || amounts.length !== 1) return null;
  const sign = /off|discount|reduction/.test(rate[2] ?? '') ? '-' : '+';
  return `${amounts[0]} * (1 ${sign} ${rate[1]} / 100)`;
}

/** The question without its asking, to say the result in the person's words. */
function phraseOf(question: string): string {
  if (
    !/\b(?:what|calculate|compute|work out|how much|evaluate)\b/i.test(question) &&
    !/^[\d\s()+\-*/^.,%x×÷=?]+$/.test(question)
  ) {
    return '';
  }
  if (/^\s*(?:if|when|suppose|given)\b/i.test(question)) return '';
  return question
    .replace(
      /^.*\b(?:what(?:'s| is| are)|calculate|compute|work out|how much is|evaluate)\s+(?:the\s+)?/is,
      '',
    )
    .replace(/[?.!=\s]+$/, '')
    .trim();
}

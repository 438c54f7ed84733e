import type { PiiKind } from '../invariant.ts';
import { compilePattern, replaceRanges } from './pattern.ts';

export interface PiiMatch {
  kind: PiiKind;
  start: number;
  end: number;
}

interface Detector {
  pattern: string;
  /** The stretches of a find that are what is looked for; the patterns are wide on purpose. */
  confirm(found: string): { start: number; end: number }[];
}

const whole = (found: string) => [{ start: 0, end: found.length }];
const only = (isOne: (found: string) => boolean) => (found: string) => (isOne(found) ? whole(found) : []);

/** The longest beginning of whole groups that is one: what stands behind must not hide it. */
function beginning(separator: RegExp, isOne: (found: string) => boolean) {
  return (found: string) => {
    for (let end = found.length; end > 0; end--) {
      const isBoundary = end === found.length || separator.test(found[end] ?? '');
      if (isBoundary && isOne(found.slice(0, end))) return [{ start: 0, end }];
    }
    return [];
  };
}

const detectors: Readonly<Record<PiiKind, Detector>> = {
  email: {
    pattern: '[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\\.){1,8}[A-Za-z]{2,24}\\b',
    confirm: whole,
  },
  iban: {
    pattern: '(?i)\\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b',
    confirm: beginning(/ /, isIban),
  },
  // Whole runs of digits: which groups of a run make a number is found out below.
  card: { pattern: '[0-9](?:[ .-]?[0-9]){12,}', confirm: cardsIn },
  ssn: { pattern: '\\b[0-9]{3}-[0-9]{2}-[0-9]{4}\\b', confirm: only(isSsn) },
  ip_address: {
    pattern: '\\b(?:[0-9]{1,3}\\.){3}[0-9]{1,3}\\b',
    confirm: only((found) => found.split('.').every((part) => Number(part) <= 255)),
  },
  phone: {
    pattern:
      '(?:\\+[0-9]{1,3}[ .-]?)(?:\\([0-9]{1,4}\\)[ .-]?)?[0-9]{1,4}(?:[ .-]?[0-9]{2,4}){1,4}\\b|(?:\\([0-9]{3}\\) ?|\\b[0-9]{3}[ .-])[0-9]{3}[ .-][0-9]{4}\\b',
    confirm: beginning(/[ .-]/, (found) => {
      const digits = found.replace(/\D/g, '').length;
      return digits >= 8 && digits <= 15;
    }),
  },
};
// Where two overlap the one named first gives its name: a card number also looks like a telephone number.
const order: readonly PiiKind[] = ['email', 'iban', 'card', 'ssn', 'ip_address', 'phone'];

/** Personal data in a text, left to right, not overlapping; offsets in UTF-16 units. */
export function findPii(text: string, kinds: readonly PiiKind[]): PiiMatch[] {
  const wanted = order.filter((kind) => kinds.includes(kind));
  const found: PiiMatch[] = [];
  let rest = text;
  // A wide pattern can swallow the beginning of a second match, which shows once the first is covered.
  for (let pass = 0; pass < 8; pass++) {
    const more = wanted.flatMap((kind) => findKind(rest, kind));
    if (more.length === 0) break;
    found.push(...more);
    rest = replaceRanges(rest, mergeOverlaps(more), ({ start, end }) => '|'.repeat(end - start));
  }
  return mergeOverlaps(found);
}

function findKind(text: string, kind: PiiKind): PiiMatch[] {
  const { pattern, confirm } = detectors[kind];
  return compilePattern(pattern)
    .ranges(text)
    .flatMap(({ start, end }) =>
      confirm(text.slice(start, end)).map((part) => ({
        kind,
        start: start + part.start,
        end: start + part.end,
      })),
    );
}

function mergeOverlaps(found: readonly PiiMatch[]): PiiMatch[] {
  const apart: PiiMatch[] = [];
  for (const match of found.toSorted((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last === undefined || match.start >= last.end) {
      apart.push(match);
      continue;
    }
    const kind = order.indexOf(match.kind) < order.indexOf(last.kind) ? match.kind : last.kind;
    apart[apart.length - 1] = { kind, start: last.start, end: Math.max(last.end, match.end) };
  }
  return apart;
}

/** The text with each match replaced by `[email]`, `[card]` … */
export function redactPii(text: string, kinds: readonly PiiKind[]): string {
  return replaceRanges(text, findPii(text, kinds), ({ kind }) => `[${kind}]`);
}

/**
 * Card numbers (ISO/IEC 7812-1) in a run of digits: neighbouring groups that begin with 2 to 6, have 13 to 19
 * digits together and a right check digit. Whole groups, so that digits beside a number do not hide it.
 */
function cardsIn(run: string): { start: number; end: number }[] {
  const groups = [...run.matchAll(/\d+/g)].map(({ 0: digits, index }) => ({ digits, start: index }));
  const cards: { start: number; end: number }[] = [];
  for (let first = 0; first < groups.length; first++) {
    let digits = '';
    for (let last = first; last < groups.length && digits.length < 19; last++) {
      const group = groups[last];
      if (group === undefined) break;
      digits += group.digits;
      if (digits.length < 13 || digits.length > 19 || !/^[2-6]/.test(digits) || !hasLuhnDigit(digits))
        continue;
      cards.push({ start: groups[first]?.start ?? 0, end: group.start + group.digits.length });
      first = last;
      break;
    }
  }
  return cards;
}

function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Remainder 1 modulo 97 (ISO 13616). */
function isIban(found: string): boolean {
  const plain = found.replaceAll(' ', '');
  if (plain.length < 15 || plain.length > 34) return false;
  let remainder = 0;
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** Areas, groups and serials that the US administration never issues are not counted. */
function isSsn(found: string): boolean {
  const [area = '', group = '', serial = ''] = found.split('-');
  return area !== '000' && area !== '666' && !area.startsWith('9') && group !== '00' && serial !== '0000';
}

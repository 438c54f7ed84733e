import { isList, isRecord } from '../assertions/json-equal.ts';
import type { Json } from '../observation.ts';

/** Finds personal data in a text (the spec language's `findPii`), as stretches that do not overlap. */
export type FindPersonalData = (text: string) => readonly { kind: string; start: number; end: number }[];

/** What was masked: what it is, and where (JSON Pointer). */
export interface Masked {
  kind: string;
  at: string;
}

/** Keys of the vendors whose shape is known, and what by its form can be nothing but a secret. */
const secrets: readonly { kind: string; pattern: RegExp }[] = [
  {
    kind: 'private_key',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  },
  { kind: 'token', pattern: /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g },
  {
    kind: 'api_key',
    pattern:
      /\b(?:sk|pk|rk|af|whsec|key|xai|gsk|pplx|hf|npm|glpat|shpat|dop_v1|sbp|re|SG)[-_.](?:[A-Za-z0-9]+[-_.])*[A-Za-z0-9_-]{16,}/g,
  },
  { kind: 'api_key', pattern: /\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}/g },
  { kind: 'api_key', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g },
  { kind: 'api_key', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[A-Za-z0-9_-]{30,}/g },
  { kind: 'token', pattern: /(?<=\b(?:bearer|basic|token)\s+)[A-Za-z0-9._~+/-]{16,}=*/gi },
  { kind: 'password', pattern: /(?<=[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,200}:)[^\s/@]{1,200}(?=@)/gi },
  {
    kind: 'password',
    pattern:
      /(?<=\b(?:password|passwd|pwd|secret|api[_ -]?key|access[_ -]?key|client[_ -]?secret|passphrase|pin|token)["']?\s{0,3}(?:[:=]|is)\s{0,3}["']?)[^\s"',;]{4,}/gi,
  },
];
const secretName =
  /^(?:.*[_-])?(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|authorization|cookie|set-cookie|credential|credentials|passphrase|pin|cvv|cvc|ssn)$/i;

/**
 * A value with everything masked that must not leave production: keys and tokens by their form, passwords by what stands
 * before them, whole values under keys that name a secret, personal data by the finder that is given. One secret has one
 * name throughout (`[email-1]`), so that an answer that repeats what a tool said still does.
 */
export class Masking {
  readonly masked: Masked[] = [];
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #findPersonalData: FindPersonalData;

  constructor(findPersonalData: FindPersonalData) {
    this.#findPersonalData = findPersonalData;
  }

  value<T extends Json>(value: T, at = ''): T {
    return this.#any(value, at) as T;
  }

  text(text: string, at = ''): string {
    let rest = text;
    for (const { kind, pattern } of secrets)
      rest = rest.replace(pattern, (found) => this.#nameOf(kind, found, at));
    const found = [...this.#findPersonalData(rest)].sort((a, b) => b.start - a.start);
    for (const { kind, start, end } of found) {
      rest = rest.slice(0, start) + this.#nameOf(kind, rest.slice(start, end), at) + rest.slice(end);
    }
    return rest;
  }

  #any(value: Json, at: string): Json {
    if (typeof value === 'string') return this.text(value, at);
    if (isList(value)) return value.map((item, place) => this.#any(item, `${at}/${place}`));
    if (!isRecord(value)) return this.#number(value, at);
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => {
        const inside = `${at}/${key}`;
        const isSecret = secretName.test(key) && part !== null && typeof part !== 'boolean' && part !== '';
        // A key may be one itself: a mapping by e-mail address.
        return [this.text(key, inside), isSecret ? this.#secret(part, inside) : this.#any(part, inside)];
      }),
    );
  }

  /** Under a name that says secret: a text or number as a whole, all that is in a list or a mapping. */
  #secret(value: Json, at: string): Json {
    if (typeof value === 'string' || typeof value === 'number')
      return this.#nameOf('secret', String(value), at);
    if (isList(value)) return value.map((item, place) => this.#secret(item, `${at}/${place}`));
    if (!isRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, this.#secret(part, `${at}/${key}`)]),
    );
  }

  /** A card number may well be a number. */
  #number(value: Json, at: string): Json {
    if (typeof value !== 'number') return value;
    const masked = this.text(String(value), at);
    return masked === String(value) ? value : masked;
  }

  #nameOf(kind: string, found: string, at: string): string {
    if (/^\[[a-z_]+-\d+\]$/.test(found)) return found;
    this.masked.push({ kind, at });
    const known = this.#names.get(found);
    if (known !== undefined) return known;
    const number = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, number);
    const name = `[${kind}-${number}]`;
    this.#names.set(found, name);
    return name;
  }
}

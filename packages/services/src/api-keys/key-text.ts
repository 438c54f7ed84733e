import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const prefix = 'agf_';
/** 30 × log₂ 62 = 178 bits. */
const randomLength = 30;
const checkLength = 6;
const form = new RegExp(`^${prefix}[0-9A-Za-z]{${randomLength + checkLength}}$`);

/** A new key: a prefix that secret scanners know it by, 178 random bits, and a CRC-32 against typing errors. */
export function makeKeyText(): string {
  let body = '';
  for (let i = 0; i < randomLength; i++) body += alphabet.charAt(randomInt(alphabet.length));
  return prefix + body + checkOf(body);
}

/** Whether it can be a key at all, told without asking anyone. */
export function isKeyText(text: string): boolean {
  if (!form.test(text)) return false;
  const body = text.slice(prefix.length, -checkLength);
  return checkOf(body) === text.slice(-checkLength);
}

/** Whether it was meant as one of our keys, right or wrong; access tokens of users never look like that. */
export function looksLikeKey(text: string): boolean {
  return text.startsWith(prefix);
}

/** What may be shown of a key later. */
export function hintOf(key: string): string {
  return key.slice(-4);
}

function checkOf(body: string): string {
  let rest = crc32(body);
  let text = '';
  for (let i = 0; i < checkLength; i++) {
    text = alphabet.charAt(rest % alphabet.length) + text;
    rest = Math.floor(rest / alphabet.length);
  }
  return text;
}

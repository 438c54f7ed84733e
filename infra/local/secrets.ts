import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory } from './paths.ts';

/** Keeps what `make` made under `.data/secrets/`, readable by its owner alone, from the first start on. */
export async function keptSecret(name: string, make: () => string | Promise<string>): Promise<string> {
  const directory = join(dataDirectory, 'secrets');
  const file = join(directory, name);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const secret = await make();
  writeFileSync(file, secret, { mode: 0o600, flag: 'wx' });
  return secret;
}

/** 192 random bits in URL-safe characters. */
export function randomSecret(): string {
  return randomBytes(24).toString('base64url');
}

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSuccessor, sealSuccessor } from './successor-seal.ts';

test('what was sealed for a token opens with it alone, unchanged', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (token, other, successor) => {
      const sealed = sealSuccessor(token, successor);
      expect(openSuccessor(token, sealed)).toBe(successor);
      if (other !== token) expect(() => openSuccessor(other, sealed)).toThrow();
    }),
  );
});

test('a changed seal opens nothing', () => {
  const sealed = sealSuccessor('token', randomBytes(32).toString('base64url'));
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed);
    changed[i] = (changed[i] ?? 0) ^ 1;
    expect(() => openSuccessor('token', changed)).toThrow();
  }
});

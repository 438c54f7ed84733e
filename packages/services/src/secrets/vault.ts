import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '@agent-factory/contracts';

/** What a secret is and whose: bound into its envelope, so that an envelope in another row does not open. */
export interface SecretPlace {
  teamId: string;
  rowId: string;
  purpose: 'provider_key' | 'connection' | 'trigger' | 'webhook' | 'live_ticket';
}

/** Envelope encryption: each secret under a key of its own, that key under a master key. */
export interface Vault {
  /** The master key that new envelopes use. */
  readonly currentKeyId: string;
  seal(secret: string, place: SecretPlace): Buffer;
  /** Throws an Error when the envelope was altered, is another place's, or its master key is gone. */
  open(envelope: Buffer, place: SecretPlace): string;
  /** The same secret with its key wrapped by the current master key; the secret itself is not decrypted. */
  rewrap(envelope: Buffer, place: SecretPlace): Buffer;
  keyIdOf(envelope: Buffer): string;
}

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;
const sealedKeyBytes = nonceBytes + keyBytes + tagBytes;

/**
 * `masterKeys` is `id:base64,id:base64`, 32 bytes each: the first encrypts, all decrypt, so that a new one is
 * put in front, `rewrapSecrets` is run, and the old one is taken away. AES-256-GCM throughout (NIST SP 800-38D);
 * a key of its own per secret keeps random nonces far from their bound. Layout: version, length of the id, id,
 * sealed data key, sealed secret; sealed is nonce, ciphertext, tag.
 */
export function createVault(masterKeys: string): Vault {
  const { keys, currentKeyId } = parseMasterKeys(masterKeys);

  function masterKey(id: string): Buffer {
    const key = keys.get(id);
    if (key === undefined) throw new Error(`there is no master key "${id}"`);
    return key;
  }

  function assemble(dataKey: Buffer, sealedSecret: Buffer, place: SecretPlace): Buffer {
    const id = Buffer.from(currentKeyId);
    const head = Buffer.concat([Buffer.from([version, id.length]), id]);
    const sealedKey = encrypt(masterKey(currentKeyId), dataKey, associated('data_key', place, head));
    return Buffer.concat([head, sealedKey, sealedSecret]);
  }

  function take(envelope: Buffer, place: SecretPlace): { dataKey: Buffer; sealedSecret: Buffer } {
    const { head, keyId, sealedKey, sealedSecret } = split(envelope);
    const dataKey = decrypt(masterKey(keyId), sealedKey, associated('data_key', place, head));
    return { dataKey, sealedSecret };
  }

  return {
    currentKeyId,
    seal(secret, place) {
      const dataKey = randomBytes(keyBytes);
      return assemble(dataKey, encrypt(dataKey, Buffer.from(secret), associated('secret', place)), place);
    },
    open(envelope, place) {
      const { dataKey, sealedSecret } = take(envelope, place);
      return decrypt(dataKey, sealedSecret, associated('secret', place)).toString();
    },
    rewrap(envelope, place) {
      const { dataKey, sealedSecret } = take(envelope, place);
      return assemble(dataKey, sealedSecret, place);
    },
    keyIdOf: (envelope) => split(envelope).keyId,
  };
}

function parseMasterKeys(text: string): { keys: Map<string, Buffer>; currentKeyId: string } {
  const keys = new Map<string, Buffer>();
  for (const entry of text.split(',')) {
    const [, id, encoded] = /^\s*([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]{43}=?)\s*$/.exec(entry) ?? [];
    const key = Buffer.from(encoded ?? '', 'base64');
    if (id === undefined || key.length !== keyBytes || keys.has(id)) throw malformed();
    keys.set(id, key);
  }
  const [currentKeyId] = keys.keys();
  if (currentKeyId === undefined) throw malformed();
  return { keys, currentKeyId };
}

function malformed(): AppError {
  return new AppError(
    'invalid_input',
    'SECRETS_MASTER_KEY must be "id:key" or several, parted by commas: each id once, each key 32 bytes in base64.',
  );
}

/** Every part with its length, so that no two places read the same. */
function associated(what: 'data_key' | 'secret', place: SecretPlace, head?: Buffer): Buffer {
  const parts = [what, place.purpose, place.teamId, place.rowId];
  return Buffer.concat([Buffer.from(JSON.stringify(parts)), ...(head === undefined ? [] : [head])]);
}

function split(envelope: Buffer) {
  const idLength = envelope[1] ?? 0;
  const headLength = 2 + idLength;
  const least = headLength + sealedKeyBytes + nonceBytes + tagBytes;
  if (envelope[0] !== version || envelope.length < least) throw new Error('this is no envelope of ours');
  return {
    head: envelope.subarray(0, headLength),
    keyId: envelope.subarray(2, headLength).toString(),
    sealedKey: envelope.subarray(headLength, headLength + sealedKeyBytes),
    sealedSecret: envelope.subarray(headLength + sealedKeyBytes),
  };
}

function encrypt(key: Buffer, plain: Buffer, associatedData: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associatedData);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Buffer, associatedData: Buffer): Buffer {
  const tagAt = sealed.length - tagBytes;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(associatedData);
  decipher.setAuthTag(sealed.subarray(tagAt));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, tagAt)), decipher.final()]);
}

/** From this length on, the beginning that all keys of a vendor share and four characters give nothing away. */
const longEnough = 20;

/** What is shown of a key from then on: `sk-…9f2c`. */
export function mask(secret: string): string {
  if (secret.length < longEnough) return '…';
  const [beginning = ''] = /^[A-Za-z]{1,5}[-_]/.exec(secret) ?? [];
  return `${beginning}…${secret.slice(-4)}`;
}

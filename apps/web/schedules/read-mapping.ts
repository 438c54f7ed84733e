/** Lines of `field = expression`; null for what is none. */
export function readFields(text: string): Record<string, string> | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const entries = lines.map((line): [string, string] | null => {
    const at = line.indexOf('=');
    const [field, expression] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    return at < 0 || field === '' || expression === '' ? null : [field, expression];
  });
  const good = entries.filter((entry) => entry !== null);
  return good.length === 0 || good.length < entries.length ? null : Object.fromEntries(good);
}

export function mappingText(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([field, expression]) => `${field} = ${expression}`)
    .join('\n');
}

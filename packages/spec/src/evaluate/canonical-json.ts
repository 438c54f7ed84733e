/**
 * JSON in the one form that RFC 8785 (JCS) gives a value: keys by UTF-16 code units, numbers and texts as
 * ECMAScript writes them. The value must be plain JSON; absent (`undefined`) keys are left out. However deep it
 * is nested: what models and tools write is hashed too, and must not exhaust the stack.
 */
export function canonicalJson(root: unknown): string {
  let text = '';
  // What is still to be written, last first: texts as they are, values to be opened.
  const rest: (string | { value: unknown })[] = [{ value: root }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next === 'string') {
      text += next;
      continue;
    }
    const { value } = next;
    if (typeof value !== 'object' || value === null) {
      text += JSON.stringify(value);
    } else if (Array.isArray(value)) {
      text += '[';
      rest.push(']');
      for (let place = value.length - 1; place >= 0; place--) {
        rest.push({ value: value[place] });
        if (place > 0) rest.push(',');
      }
    } else {
      text += '{';
      rest.push('}');
      const keys = Object.keys(value).filter((key) => Reflect.get(value, key) !== undefined);
      for (const [place, key] of [...keys.sort().entries()].reverse()) {
        rest.push({ value: Reflect.get(value, key) }, `${place > 0 ? ',' : ''}${JSON.stringify(key)}:`);
      }
    }
  }
  return text;
}

/** A template in which what is known was put in, and what was not. */
export interface Rendered {
  text: string;
  /** Parts that only a template engine understands (filters, blocks) or that no variable fills. */
  left: string[];
}

/** Puts variables into `{{name}}` and `{{name.field}}`; filters, conditions and loops are left as they stand. */
export function render(template: string, vars: Readonly<Record<string, unknown>>): Rendered {
  const left: string[] = [];
  const text = template.replace(/\{\{-?\s*([^{}]*?)\s*-?\}\}/g, (whole, expression: string) => {
    const value = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]+)*$/u.test(expression)
      ? find(vars, expression.split('.'))
      : undefined;
    if (value === undefined) {
      left.push(whole);
      return whole;
    }
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  left.push(...(text.match(/\{%[^%]*%\}/g) ?? []));
  return { text, left };
}

function find(vars: unknown, path: readonly string[]): unknown {
  let at: unknown = vars;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = Reflect.get(at, part);
  }
  return at;
}

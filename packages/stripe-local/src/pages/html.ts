/** A piece of HTML; whatever is put into it by `html` is escaped, unless it is a piece itself. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Html | string | number | null | readonly Piece[];

export function html(strings: TemplateStringsArray, ...values: Piece[]): Html {
  return new Html(strings.reduce((sum, part, index) => sum + escaped(values[index - 1] ?? null) + part));
}

function escaped(value: Piece): string {
  if (value === null) return '';
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(escaped).join('');
  return String(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

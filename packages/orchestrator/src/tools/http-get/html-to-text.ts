const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  euro: '€',
};
/** What a reader of the page does not see. */
const unseen = new Set(['script', 'style', 'noscript', 'template', 'svg', 'iframe', 'head']);
const block =
  /^(p|div|section|article|main|header|footer|nav|li|ul|ol|tr|table|h[1-6]|br|hr|pre|blockquote|dd|dt)$/;

/** The text of a page in one pass over its characters: no parser to feed, and linear whatever comes. */
export function htmlToText(html: string): string {
  const out: string[] = [];
  const title = /<title[^>]{0,100}>([^<]{1,300})/i.exec(html.slice(0, 20_000))?.[1];
  if (title !== undefined) out.push(title.trim(), '\n\n');
  const lower = html.toLowerCase();
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) {
      out.push(html.slice(at));
      break;
    }
    out.push(html.slice(at, open));
    if (html.startsWith('<!--', open)) {
      at = after(html, '-->', open + 4);
      continue;
    }
    const name = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(open, open + 40));
    if (name === null && !/^<[!?/]/.test(html.slice(open, open + 2))) {
      out.push('<');
      at = open + 1;
      continue;
    }
    const tag = name?.[2]?.toLowerCase() ?? '';
    at = after(html, '>', open + 1);
    if (name?.[1] === '' && unseen.has(tag)) at = after(html, '>', after(lower, `</${tag}`, at));
    else if (block.test(tag)) out.push('\n');
    else if (tag === 'td' || tag === 'th') out.push(' ');
  }
  return decodeEntities(out.join(''))
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function after(html: string, end: string, from: number): number {
  const found = html.indexOf(end, from);
  return found === -1 ? html.length : found + end.length;
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

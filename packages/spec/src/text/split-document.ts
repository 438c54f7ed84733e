/** Where the parts of a spec's text lie: YAML (or JSON) that declares, and the Markdown body if there is one. */
export interface DocumentParts {
  form: 'markdown' | 'yaml';
  yaml: { start: number; end: number };
  body: { start: number; end: number } | null;
}

/** Markdown with front matter begins with a `---` line and has a second one; everything else is YAML or JSON. */
export function splitDocument(text: string): DocumentParts {
  const whole: DocumentParts = { form: 'yaml', yaml: { start: 0, end: text.length }, body: null };
  let start = 0;
  while (start < text.length && text.slice(start, lineEnd(text, start)).trim() === '') {
    start = nextLine(text, start);
  }
  if (!isFence(text, start)) return whole;
  const yamlStart = nextLine(text, start);
  for (let at = yamlStart; at < text.length; at = nextLine(text, at)) {
    if (isFence(text, at)) {
      return {
        form: 'markdown',
        yaml: { start: yamlStart, end: at },
        body: { start: nextLine(text, at), end: text.length },
      };
    }
  }
  return whole;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function nextLine(text: string, at: number): number {
  return Math.min(text.length, lineEnd(text, at) + 1);
}

function isFence(text: string, at: number): boolean {
  return text.startsWith('---', at) && text.slice(at + 3, lineEnd(text, at)).trim() === '';
}

/** Line breaks as LF, no blank lines before or after: what the words mean, whichever form they came in. */
export function normaliseProse(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1) return '';
  return lines.slice(first).join('\n').trimEnd();
}

import { editSpec, parseSpec, type SpecOperation, specToText } from '@agent-factory/spec';

export interface SpecFile {
  fileName: string;
  text: string;
  /** Its own name and title; null where it cannot be read. */
  name: string | null;
  title: string | null;
  kind: 'Agent' | 'Team' | null;
  /** Errors in words with their lines; while there is one, nothing can be made of it. */
  problems: string[];
}

/** More than any spec may have (the language's own bound is below it). */
const mostBytes = 1_000_000;

/** Reads a file that is to become an agent; nothing is sent anywhere. What cannot be one is said in `problems`. */
export async function readSpecFile(file: Pick<File, 'name' | 'size' | 'text'>): Promise<SpecFile> {
  const nothing = { fileName: file.name, text: '', name: null, title: null, kind: null };
  if (file.size > mostBytes) {
    return {
      ...nothing,
      problems: [`The file has ${Math.ceil(file.size / 1_000)} kB; a spec has at most 1,000.`],
    };
  }
  const text = asText(await file.text());
  const { document, diagnostics } = parseSpec(text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return {
    fileName: file.name,
    text,
    name: document?.name ?? null,
    title: document?.title ?? null,
    kind: document?.kind ?? null,
    problems: errors.map(({ range, message }) => `Line ${range.start.line}: ${message}`),
  };
}

/** The text under the name and title that its author chose in the dialog. */
export function titled(text: string, { name, title }: { name: string; title: string }): string {
  const operations: SpecOperation[] = [
    { type: 'set', path: ['name'], value: name },
    { type: 'set', path: ['title'], value: title },
  ];
  const edited = editSpec(text, operations);
  return edited.ok ? edited.text : text;
}

/** JSON is written out as people write specs; Markdown and YAML stay as they are, byte for byte. */
function asText(text: string): string {
  if (!text.trimStart().startsWith('{')) return text;
  try {
    const value: unknown = JSON.parse(text);
    return isMapping(value) ? specToText(value) : text;
  } catch {
    // Braces are YAML too; the language says what is wrong with it.
    return text;
  }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

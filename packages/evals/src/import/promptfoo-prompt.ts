import { readYaml } from '../datasets/read-yaml.ts';
import type { ImportNote } from './note.ts';
import { isFields } from './promptfoo-assertion.ts';
import { render } from './render.ts';

/** A prompt of promptfoo: a template, or messages of which each is one. */
export interface Prompt {
  /** Only where there are several. */
  label: string | undefined;
  template: string;
  at: string;
}

/** The prompts that can be read here; of others the tests keep their variables as input. */
export function readPrompts(
  value: unknown,
  files: Readonly<Record<string, string>>,
  notes: ImportNote[],
): Prompt[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  const prompts = list.flatMap((item: unknown, place): Prompt[] => {
    const at = Array.isArray(value) ? `prompts.${place}` : 'prompts';
    const raw = isFields(item) ? (item.raw ?? item.id) : item;
    if (typeof raw !== 'string') {
      notes.push({ at, what: 'not_translated', why: 'A prompt is a text, or a mapping with one.' });
      return [];
    }
    const template = raw.startsWith('file://') ? fileOf(raw, files) : raw;
    if (template === undefined) {
      notes.push({ at, what: 'not_translated', why: `The prompt is in a file that was not given: ${raw}` });
      return [];
    }
    const label = isFields(item) && typeof item.label === 'string' ? item.label : `prompt ${place + 1}`;
    return [{ label, template, at }];
  });
  return prompts.length > 1 ? prompts : prompts.map((prompt) => ({ ...prompt, label: undefined }));
}

/**
 * What the agent is given for a prompt and variables: the filled-in prompt as its query; without a prompt the variables
 * themselves. Of messages the last of the user is the query; the agent's instructions stand in its spec.
 */
export function promptInput(
  prompt: Prompt | null,
  vars: Readonly<Record<string, unknown>>,
  at: string,
  notes: ImportNote[],
): Readonly<Record<string, unknown>> {
  if (prompt === null) return Object.keys(vars).length === 0 ? { query: '' } : vars;
  const messages = messagesOf(prompt.template);
  const template =
    messages === null ? prompt.template : (messages.findLast(({ role }) => role === 'user')?.content ?? '');
  if (messages !== null && messages.length > 1) {
    notes.push({
      at: prompt.at,
      what: 'changed',
      why: 'Of the messages the last of the user became the query: what the system says belongs in the agent’s spec.',
    });
  }
  const { text, left } = render(template, vars);
  if (left.length > 0)
    notes.push({ at, what: 'changed', why: `Not filled in: ${left.slice(0, 3).join(' ')}` });
  return { query: text };
}

function messagesOf(template: string): { role: string; content: string }[] | null {
  if (!/^\s*(?:\[|- role:)/.test(template)) return null;
  const { value, problems } = readYaml(template);
  if (problems.length > 0 || !Array.isArray(value)) return null;
  const messages = value.flatMap((item: unknown) =>
    isFields(item) && typeof item.role === 'string' && typeof item.content === 'string'
      ? [{ role: item.role, content: item.content }]
      : [],
  );
  return messages.length === value.length ? messages : null;
}

function fileOf(reference: string, files: Readonly<Record<string, string>>): string | undefined {
  const path = reference.replace(/^file:\/\//, '');
  return files[path] ?? files[path.replace(/^\.\//, '')];
}

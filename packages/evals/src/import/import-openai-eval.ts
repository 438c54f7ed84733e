import {
  type Assertion,
  assertionSchema,
  maxCases,
  type TestCase,
  testCaseSchema,
} from '@agent-factory/contracts';
import { type ReadProblem, readYaml } from '../datasets/read-yaml.ts';
import type { ImportNote } from './note.ts';
import { type Fields, isFields } from './promptfoo-assertion.ts';
import { render } from './render.ts';

export interface OpenaiEvalImport {
  cases: TestCase[];
  notes: ImportNote[];
  problems: ReadProblem[];
}

/**
 * Reads an eval as OpenAI's Evals API gave it out (`GET /evals/{id}`: `testing_criteria`), with its rows (JSONL, each
 * `{"item": {…}}`, as its runs took them) and the run's `input_messages` template where there was one. What the
 * dashboard exported is a promptfoo configuration: see `importPromptfoo`.
 */
export function importOpenaiEval({
  definition,
  rows,
  template = null,
}: {
  definition: string;
  rows: string;
  /** Of the user's message, with `{{item.field}}`; without one the item itself is the input. */
  template?: string | null;
}): OpenaiEvalImport {
  const { value, problems } = readYaml(definition);
  if (problems.length > 0) return { cases: [], notes: [], problems };
  if (!isFields(value) || !Array.isArray(value.testing_criteria)) {
    const message = 'An eval of OpenAI has `testing_criteria`.';
    return { cases: [], notes: [], problems: [{ line: 1, column: 1, message, text: null }] };
  }
  const criteria: readonly unknown[] = value.testing_criteria;
  const notes: ImportNote[] = [];
  const said = new Set<string>();
  const cases: TestCase[] = [];
  const name =
    typeof value.name === 'string' && value.name.trim() !== '' ? value.name.trim().slice(0, 150) : 'Row';
  for (const [place, line] of rows.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const item = itemOf(line);
    if (item === null || cases.length === maxCases) {
      const why =
        item === null ? 'The row is no JSON with an `item`.' : `A dataset has at most ${maxCases} cases.`;
      problems.push({ line: place + 1, column: 1, message: why, text: line });
      continue;
    }
    const own: ImportNote[] = [];
    const expect = criteria.flatMap((grader, index) =>
      assertionOf(grader, item, `testing_criteria.${index}`, own),
    );
    for (const note of own) {
      if (!said.has(`${note.at}${note.why}`)) notes.push(note);
      said.add(`${note.at}${note.why}`);
    }
    const parsed = testCaseSchema.safeParse({
      name: `${name} ${place + 1}`,
      input: template === null ? item : { query: render(template, { item }).text },
      expect,
      source: { kind: 'imported', from: 'OpenAI Evals' },
    });
    if (parsed.success) cases.push(parsed.data);
    else
      problems.push({
        line: place + 1,
        column: 1,
        message: parsed.error.issues[0]?.message ?? 'unknown',
        text: line,
      });
  }
  return { cases, notes, problems };
}

/** One grader (platform.openai.com/docs/guides/graders) as ours, for one row. */
function assertionOf(grader: unknown, item: Fields, at: string, notes: ImportNote[]): Assertion[] {
  const lost = (why: string): Assertion[] => {
    notes.push({ at, what: 'not_translated', why });
    return [];
  };
  const fill = (template: unknown) => render(typeof template === 'string' ? template : '', { item }).text;
  const made = (assertion: Fields): Assertion[] => {
    const parsed = assertionSchema.safeParse(assertion);
    return parsed.success ? [parsed.data] : lost(parsed.error.issues[0]?.message ?? 'unknown');
  };
  if (!isFields(grader)) return lost('A grader is a mapping.');
  switch (grader.type) {
    case 'string_check': {
      if (!looksAtOutput(grader.input)) return lost('It does not look at the whole answer alone.');
      const reference = fill(grader.reference);
      if (grader.operation === 'eq' || grader.operation === 'ne') {
        return made({ kind: 'equals', value: reference, not: grader.operation === 'ne' });
      }
      return made({ kind: 'contains', texts: [reference], ignore_case: grader.operation === 'ilike' });
    }
    case 'text_similarity': {
      const metric = String(grader.evaluation_metric);
      const by = metric === 'fuzzy_match' ? 'edit' : metric === 'cosine' ? 'embedding' : null;
      if (by === null) return lost(`${metric} is not measured here: \`similarity\` or a judge may serve.`);
      if (!looksAtOutput(grader.input)) return lost('It does not look at the whole answer alone.');
      notes.push({
        at,
        what: 'changed',
        why: `${metric} is measured otherwise here: look at its threshold.`,
      });
      const threshold = typeof grader.pass_threshold === 'number' ? grader.pass_threshold : 0.8;
      return made({ kind: 'similarity', by, to: fill(grader.reference), threshold });
    }
    case 'label_model': {
      const labels = Array.isArray(grader.passing_labels) ? grader.passing_labels.map(String) : [];
      notes.push({
        at,
        what: 'changed',
        why: 'A judge is asked whether a passing label is right, instead of for the label.',
      });
      const criterion = `By the guidance, the answer is to be labelled ${labels.map((label) => `“${label}”`).join(' or ')}.`;
      return made({ kind: 'judge', criteria: [criterion], guidance: guidanceOf(grader.input, item) });
    }
    case 'score_model':
      notes.push({ at, what: 'changed', why: 'A judge says whether it is good enough, instead of a score.' });
      return made({
        kind: 'judge',
        criteria: ['By the guidance, the answer is good enough to pass.'],
        guidance: guidanceOf(grader.input, item),
      });
    case 'python':
      return lost('It is code, which is not run here: write it as `cel`, or as a statement for a judge.');
    default:
      return lost(`There is nothing like “${String(grader.type)}” here.`);
  }
}

function looksAtOutput(input: unknown): boolean {
  return typeof input === 'string' && /^\s*\{\{\s*sample\.output_(?:text|json)\s*\}\}\s*$/.test(input);
}

/** What the grader's own messages say, but for the answer, which the judge is shown anyway. */
function guidanceOf(messages: unknown, item: Fields): string | null {
  const texts = (Array.isArray(messages) ? messages : []).flatMap((message: unknown) => {
    const content = isFields(message) ? message.content : undefined;
    const text = isFields(content) ? content.text : content;
    return typeof text === 'string'
      ? [render(text, { item, sample: { output_text: '(the answer)' } }).text]
      : [];
  });
  const guidance = texts.join('\n\n').trim().slice(0, 10_000);
  return guidance === '' ? null : guidance;
}

function itemOf(line: string): Fields | null {
  try {
    const row: unknown = JSON.parse(line);
    if (!isFields(row)) return null;
    return isFields(row.item) ? row.item : row;
  } catch {
    return null;
  }
}

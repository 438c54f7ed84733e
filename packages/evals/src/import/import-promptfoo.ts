import { maxCases, type TestCase, testCaseSchema } from '@agent-factory/contracts';
import { type ReadProblem, readYaml } from '../datasets/read-yaml.ts';
import type { ImportNote } from './note.ts';
import { isFields, translateAssertion } from './promptfoo-assertion.ts';
import { readPromptfooCsv } from './promptfoo-csv.ts';
import { type Prompt, promptInput, readPrompts } from './promptfoo-prompt.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface PromptfooImport {
  cases: TestCase[];
  /** A line for each thing that did not become what it was, in the order of the file. */
  notes: ImportNote[];
  /** Why the text cannot be read at all; nothing was imported then. */
  problems: ReadProblem[];
}

/** How many combinations of a test's variables and prompts are made into cases. */
const maxCombinations = 500;

/** Parts of a configuration that say how promptfoo runs, and nothing about the tests. */
const ignored: Readonly<Record<string, string>> = {
  providers: 'Here the agent is tested with the models of its spec.',
  targets: 'Here the agent is tested with the models of its spec.',
  outputPath: 'Reports are kept with the test run.',
  sharing: 'Reports are shared from their page.',
  env: 'Keys are kept with the team.',
  commandLineOptions: 'It concerns the command line.',
  redteam: 'Attacks are not generated from it; `variantsOf` makes some.',
  derivedMetrics: 'There are no derived metrics.',
  extensions: 'Hooks are code, which is not run here.',
  nunjucksFilters: 'Filters are code, which is not run here.',
  tracing: 'Runs are traced anyway.',
};
const known: ReadonlySet<string> = new Set([
  'description',
  'prompts',
  'tests',
  'defaultTest',
  'scenarios',
  'evaluateOptions',
  'tags',
  'metadata',
  '$schema',
  ...Object.keys(ignored),
]);

/**
 * Reads a promptfoo configuration (YAML or JSON; OpenAI's Evals, retired in 2026, exports this form too: “Download
 * runnable Promptfoo config”). A test becomes a case for each prompt and each combination of its variables; `files` are
 * the texts that it points to, by the path after `file://`.
 */
export function importPromptfoo(text: string, files: Readonly<Record<string, string>> = {}): PromptfooImport {
  const { value, problems } = readYaml(text.replace(/^\uFEFF/, ''));
  if (problems.length > 0) return { cases: [], notes: [], problems };
  if (!isFields(value)) {
    const message = 'A promptfoo configuration is a mapping with `prompts` and `tests`.';
    return { cases: [], notes: [], problems: [{ line: 1, column: 1, message, text: null }] };
  }
  const notes: ImportNote[] = [];
  for (const key of Object.keys(value)) {
    const why = ignored[key] ?? (known.has(key) ? undefined : `“${key}” is not known here.`);
    if (why !== undefined) notes.push({ at: key, what: 'ignored', why });
  }
  noteOptions(value.evaluateOptions, notes);
  const prompts = readPrompts(value.prompts, files, notes);
  const base = readDefault(value.defaultTest, files, notes);
  const tests = [
    ...listTests(value.tests, 'tests', files, notes),
    ...listScenarios(value.scenarios, files, notes),
  ];
  const cases: TestCase[] = [];
  const names = new Map<string, number>();
  const said = new Set<string>();
  for (const { test, at } of tests) {
    for (const { vars, prompt } of combinations(test, base, prompts, at, notes)) {
      if (cases.length >= maxCases) {
        notes.push({ at, what: 'not_translated', why: `A dataset has at most ${maxCases} cases.` });
        return { cases, notes, problems: [] };
      }
      const own: ImportNote[] = [];
      const made = caseOf(test, base, vars, prompt, at, own, cases.length + 1);
      // Each prompt and combination would say the same again.
      for (const note of own) {
        const key = `${note.at}\n${note.why}`;
        if (!said.has(key)) notes.push(note);
        said.add(key);
      }
      if (made === null) continue;
      const times = (names.get(made.name) ?? 0) + 1;
      names.set(made.name, times);
      cases.push(times === 1 ? made : { ...made, name: `${made.name.slice(0, 190)} (${times})` });
    }
  }
  if (tests.length === 0)
    notes.push({ at: 'tests', what: 'not_translated', why: 'There are no tests in this file.' });
  return { cases, notes, problems: [] };
}

function caseOf(
  test: Fields,
  base: Fields,
  vars: Fields,
  prompt: Prompt | null,
  at: string,
  notes: ImportNote[],
  number: number,
): TestCase | null {
  const input = promptInput(prompt, vars, at, notes);
  const lists = [
    { assertions: base.assert, from: 'defaultTest' },
    { assertions: test.assert, from: at },
  ];
  const expect = lists.flatMap(({ assertions, from }) =>
    (Array.isArray(assertions) ? assertions : []).flatMap((assertion: unknown, place) =>
      translateAssertion(assertion, vars, `${from}.assert.${place}`, notes),
    ),
  );
  for (const field of [
    'options',
    'threshold',
    'assertScoringFunction',
    'provider',
    'providers',
    'providerOutput',
  ] as const) {
    const there = test[field] ?? base[field];
    if (there === undefined || (isFields(there) && Object.keys(there).length === 0)) continue;
    notes.push({ at: `${at}.${field}`, what: 'ignored', why: `“${field}” has no counterpart.` });
  }
  const named =
    typeof test.description === 'string' && test.description.trim() !== ''
      ? test.description
      : `Test ${number}`;
  const parsed = testCaseSchema.safeParse({
    name: `${named.slice(0, 150)}${prompt?.label === undefined ? '' : ` · ${prompt.label.slice(0, 40)}`}`,
    input,
    expect: expect.slice(0, 50),
    tags: tagsOf({
      ...(isFields(base.metadata) ? base.metadata : {}),
      ...(isFields(test.metadata) ? test.metadata : {}),
    }),
    source: { kind: 'imported', from: 'promptfoo' },
  });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  notes.push({
    at,
    what: 'not_translated',
    why: `${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
  });
  return null;
}

/** Every combination of the values of variables that are lists, for each prompt. */
function combinations(
  test: Fields,
  base: Fields,
  prompts: readonly Prompt[],
  at: string,
  notes: ImportNote[],
): { vars: Fields; prompt: Prompt | null }[] {
  const own = isFields(test.vars) ? test.vars : {};
  const all: Fields = { ...(isFields(base.vars) ? base.vars : {}), ...own };
  if (typeof test.vars === 'string')
    notes.push({
      at: `${at}.vars`,
      what: 'not_translated',
      why: `Variables are in a file that is not here: ${test.vars}`,
    });
  const keepsLists = isFields(test.options) && test.options.disableVarExpansion === true;
  let sets: Fields[] = [{}];
  for (const [name, value] of Object.entries(all)) {
    if (typeof value === 'string' && value.startsWith('file://')) {
      notes.push({
        at: `${at}.vars.${name}`,
        what: 'changed',
        why: `The file is not here, its name stands for it: ${value}`,
      });
    }
    const values = Array.isArray(value) && !keepsLists ? value : [value];
    sets = sets
      .flatMap((set) => values.map((each: unknown) => ({ ...set, [name]: each })))
      .slice(0, maxCombinations + 1);
  }
  const each: readonly (Prompt | null)[] = prompts.length === 0 ? [null] : prompts;
  const made = sets.flatMap((vars) => each.map((prompt) => ({ vars, prompt })));
  if (made.length > maxCombinations) {
    notes.push({
      at,
      what: 'changed',
      why: `More than ${maxCombinations} combinations: the first ${maxCombinations} became cases.`,
    });
  }
  return made.slice(0, maxCombinations);
}

function listTests(
  tests: unknown,
  at: string,
  files: Readonly<Record<string, string>>,
  notes: ImportNote[],
): { test: Fields; at: string }[] {
  const list = Array.isArray(tests) ? tests : tests === undefined || tests === null ? [] : [tests];
  return list.flatMap((test: unknown, place) => {
    const here = Array.isArray(tests) ? `${at}.${place}` : at;
    if (typeof test === 'string') return testsOfFile(test, here, files, notes);
    if (isFields(test)) {
      if (test.path === undefined) return [{ test, at: here }];
      notes.push({ at: here, what: 'not_translated', why: 'Tests that code makes are not made here.' });
      return [];
    }
    notes.push({ at: here, what: 'not_translated', why: 'A test is a mapping.' });
    return [];
  });
}

function testsOfFile(
  reference: string,
  at: string,
  files: Readonly<Record<string, string>>,
  notes: ImportNote[],
): { test: Fields; at: string }[] {
  const path = reference.replace(/^file:\/\//, '');
  const text = files[path] ?? files[path.replace(/^\.\//, '')];
  if (text === undefined) {
    notes.push({
      at,
      what: 'not_translated',
      why: `Its tests are in a file that was not given: ${reference}`,
    });
    return [];
  }
  if (/\.csv$/i.test(path)) return readPromptfooCsv(text, at, notes);
  const isLines = /\.jsonl$/i.test(path);
  const { value, problems } = isLines
    ? readYaml(`[${text.trim().split(/\r?\n/).filter(Boolean).join(',')}]`)
    : readYaml(text);
  for (const { line, message } of problems) {
    notes.push({ at, what: 'not_translated', why: `${reference}, line ${line}: ${message}` });
  }
  return problems.length > 0 ? [] : listTests(value, at, {}, notes);
}

/** Each row of data of a scenario, with each of its tests. */
function listScenarios(
  scenarios: unknown,
  files: Readonly<Record<string, string>>,
  notes: ImportNote[],
): { test: Fields; at: string }[] {
  return (Array.isArray(scenarios) ? scenarios : []).flatMap((scenario: unknown, place) => {
    const at = `scenarios.${place}`;
    if (!isFields(scenario) || !Array.isArray(scenario.config)) {
      notes.push({ at, what: 'not_translated', why: 'A scenario has `config` and `tests`.' });
      return [];
    }
    const tests = listTests(scenario.tests ?? [{}], `${at}.tests`, files, notes);
    return scenario.config.flatMap((data: unknown) =>
      tests.map(({ test, at: where }) => ({
        test: {
          ...(isFields(data) ? data : {}),
          ...test,
          vars: {
            ...(isFields(data) && isFields(data.vars) ? data.vars : {}),
            ...(isFields(test.vars) ? test.vars : {}),
          },
          assert: [
            ...(isFields(data) && Array.isArray(data.assert) ? data.assert : []),
            ...(Array.isArray(test.assert) ? test.assert : []),
          ],
        },
        at: where,
      })),
    );
  });
}

function readDefault(value: unknown, files: Readonly<Record<string, string>>, notes: ImportNote[]): Fields {
  if (isFields(value)) return value;
  if (typeof value !== 'string') return {};
  const [found] = testsOfFile(value, 'defaultTest', files, notes);
  return found?.test ?? {};
}

function noteOptions(options: unknown, notes: ImportNote[]): void {
  if (!isFields(options)) return;
  for (const [name, value] of Object.entries(options)) {
    const why =
      name === 'repeat'
        ? `Ask for ${String(value)} trials when you run it.`
        : 'It concerns how promptfoo runs.';
    notes.push({ at: `evaluateOptions.${name}`, what: 'ignored', why });
  }
}

function tagsOf(metadata: Fields): string[] {
  const tags = Object.entries(metadata).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      (each: unknown) => `${key}:${typeof each === 'object' ? JSON.stringify(each) : String(each)}`,
    ),
  );
  return [...new Set(tags.map((tag) => tag.slice(0, 60)))].slice(0, 20);
}

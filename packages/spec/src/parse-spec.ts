import type { Diagnostic } from '@agent-factory/contracts';
import { checkOutputUses, checkReferences, checkTestInputs } from './check/check-references.ts';
import { agentShape } from './language/agent-shape.ts';
import { teamShape } from './language/team-shape.ts';
import { oneWordOf } from './shape/scalars.ts';
import { type ReadContext, type Shape, tokenOf } from './shape/shape.ts';
import type { Spec } from './team-spec.ts';
import { type MapNode, readTree, type TreeNode } from './text/read-tree.ts';
import { createReporter, type Reporter } from './text/reporter.ts';
import { scanCharacters } from './text/scan-characters.ts';
import { createSource } from './text/source.ts';
import { type DocumentParts, normaliseProse, splitDocument } from './text/split-document.ts';

export interface ParsedSpec {
  /** The normalised spec; null exactly when a diagnostic is an error. */
  document: Spec | null;
  /** In the order of the text. */
  diagnostics: Diagnostic[];
}

/**
 * Reads a spec in any of its forms (Markdown with front matter, YAML, JSON). Never throws, executes, fetches
 * or evaluates; reports all problems in one pass, in time bounded by the limits of the language.
 */
export function parseSpec(text: string): ParsedSpec {
  const source = createSource(text);
  const reporter = createReporter(source);
  const document = scanCharacters(text, reporter) ? read(text, reporter) : null;
  const diagnostics = reporter.diagnostics.sort((a, b) => a.range.start.offset - b.range.start.offset);
  return { document: reporter.hasErrors ? null : document, diagnostics };
}

function read(text: string, reporter: Reporter): Spec | null {
  const parts = splitDocument(text);
  if (text.trim() === '') {
    reporter.report('empty_document', {
      message: 'There is nothing here yet.',
      path: [],
      span: { start: 0, end: 0 },
      hint: 'Begin with a line "---", then apiVersion, kind and name, then "---" and the instructions.',
    });
    return null;
  }
  reportSecondDocument(text, parts, reporter);
  const tree = readTree(text.slice(parts.yaml.start, parts.yaml.end), parts.yaml.start, reporter);
  if (tree?.kind !== 'map') {
    if (!reporter.hasErrors) reportNoMapping(text, parts, reporter);
    return null;
  }
  const context: ReadContext = {
    text,
    reporter,
    facts: { tools: [], toolUses: [], ids: [], outputUses: [] },
  };
  return readMapping(tree, parts, context);
}

function reportNoMapping(text: string, parts: DocumentParts, reporter: Reporter): void {
  const start = text.length - text.trimStart().length;
  const line = text.slice(start).split(/\r|\n/, 1)[0] ?? '';
  reporter.report('not_a_mapping', {
    message: parts.form === 'markdown' ? 'The front matter declares nothing.' : 'This text declares nothing.',
    path: [],
    span: { start, end: start + line.length },
    hint: 'A spec begins with a line "---", then apiVersion, kind and name, then "---" and the instructions.',
  });
}

/** `---` parts YAML documents too: a "body" that declares again is a second spec, not instructions. */
function reportSecondDocument(text: string, parts: DocumentParts, reporter: Reporter): void {
  if (!parts.body) return;
  const body = text.slice(parts.body.start, parts.body.end);
  const start = parts.body.start + (body.length - body.trimStart().length);
  if (!text.startsWith('apiVersion:', start)) return;
  reporter.report('multiple_documents', {
    message: 'This text holds more than one document.',
    path: [],
    span: { start, end: start + 'apiVersion'.length },
    hint: 'Keep one spec per text.',
  });
}

const kindWord = oneWordOf(['Agent', 'Team'], { noun: 'kind' });

function readMapping(tree: MapNode, parts: DocumentParts, context: ReadContext): Spec | null {
  const place = { path: [], near: tree.entries[0]?.keySpan ?? { start: tree.start, end: tree.end } };
  const kind = tree.entries.find(({ key }) => key === 'kind');
  const isKnown =
    kind?.value.kind === 'scalar' && (kind.value.value === 'Agent' || kind.value.value === 'Team');
  if (kind && !isKnown) {
    kindWord.read(kind.value, { path: ['kind'], near: kind.keySpan }, context);
    return null;
  }
  const isTeam = kind?.value.kind === 'scalar' && kind.value.value === 'Team';
  const shape: Shape<Spec> = isTeam ? teamShape : agentShape;
  const spec = shape.read(tree, place, context);

  const { facts, reporter } = context;
  // A team has no tools of its own: its members bring them, so their names cannot be checked here.
  if (isTeam) facts.toolUses = [];
  checkReferences(facts, context);
  checkOutputUses(facts, valueAt(tree, 'output') !== undefined, context);
  if (spec?.kind === 'Agent') checkOwnName(spec.name, facts.tools, context);
  if (spec) {
    checkTestInputs(spec.tests, spec.input, (index) => testInputPlace(tree, index), context);
  }

  const body = parts.body ? normaliseProse(context.text.slice(parts.body.start, parts.body.end)) : '';
  const declared = tree.entries.find(({ key }) => key === 'instructions');
  if (declared && body !== '') {
    reporter.report('instructions_twice', {
      message: 'Instructions stand both here and below the front matter.',
      path: ['instructions'],
      span: declared.keySpan,
      hint: 'Keep one of the two.',
    });
  }
  const instructions = body !== '' ? body : normaliseProse(spec?.instructions ?? '');
  if (!isTeam && instructions === '' && (spec || !declared)) {
    const end = parts.form === 'markdown' ? parts.yaml.end : 0;
    reporter.report('missing_instructions', {
      message: 'The agent has no instructions.',
      path: ['instructions'],
      span: declared?.keySpan ?? (end > 0 ? { start: end, end: end + 3 } : place.near),
      hint:
        parts.form === 'markdown' ? 'Write them below the front matter.' : 'Add them under "instructions".',
    });
  }
  return spec ? { ...spec, instructions } : null;
}

function checkOwnName(name: string, tools: ReadContext['facts']['tools'], context: ReadContext): void {
  for (const tool of tools) {
    if (tool.name !== name || tool.path.at(-1) !== 'agent') continue;
    context.reporter.report('agent_calls_itself', {
      message: `"${name}" has itself as a tool.`,
      path: tool.path,
      span: tool.span,
    });
  }
}

function valueAt(node: TreeNode | undefined, key: string): TreeNode | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;
}

function testInputPlace(tree: MapNode, index: number) {
  const path = ['tests', index, 'input'];
  const tests = valueAt(tree, 'tests');
  const test = tests?.kind === 'seq' ? tests.items[index] : undefined;
  const near = { start: tree.start, end: tree.end };
  const input = valueAt(test, 'input');
  return { path, span: input ? tokenOf(input, { path, near }) : near };
}

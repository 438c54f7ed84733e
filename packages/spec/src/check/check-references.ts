import { builtinTools } from '../builtin-tools.ts';
import { compileJsonSchema } from '../evaluate/json-schema-validator.ts';
import type { Facts, ReadContext } from '../shape/shape.ts';
import { closest } from '../text/closest.ts';
import type { Path, Span } from '../text/reporter.ts';

/** What can only be said once the whole spec is read: names that refer to each other. */
export function checkReferences(facts: Facts, context: ReadContext): void {
  reportTwins(facts, context);
  const names = facts.tools.map(({ name }) => name);
  const available = new Set(names);
  for (const use of facts.toolUses) {
    if (available.has(use.name)) continue;
    const isStanding = use.role === 'approval' && builtinTools.some(({ name }) => name === use.name);
    const suggestion = closest(use.name, names);
    context.reporter.report(isStanding ? 'approval_without_tool' : 'tool_not_available', {
      message: `The agent has no tool "${use.name}"${suggestion ? `; did you mean "${suggestion}"?` : '.'}`,
      path: use.path,
      span: use.span,
      hint:
        names.length > 0
          ? `Its tools: ${names.slice(0, 12).join(', ')}.`
          : 'It has no tools: list them under "tools".',
      fix: suggestion ? { title: `Replace with ${suggestion}`, newText: use.fixTo(suggestion) } : undefined,
    });
  }
}

function reportTwins(facts: Facts, context: ReadContext): void {
  const tools = new Set<string>();
  for (const { name, path, span } of facts.tools) {
    if (tools.has(name)) {
      context.reporter.report('duplicate_tool', {
        message: `There are two tools named "${name}".`,
        path,
        span,
      });
    }
    tools.add(name);
  }
  const ids = new Set<string>();
  for (const { id, of, path, span } of facts.ids) {
    const key = `${of}:${id}`;
    if (ids.has(key)) {
      context.reporter.report('duplicate_id', {
        message: `There are two ${of}s named "${id}".`,
        path,
        span,
        hint: 'Receipts and reports refer to it, so each needs its own.',
      });
    }
    ids.add(key);
  }
}

export function checkOutputUses(facts: Facts, hasOutput: boolean, context: ReadContext): void {
  if (hasOutput) return;
  for (const { path, span } of facts.outputUses) {
    context.reporter.report('output_schema_missing', {
      message: 'The spec has no "output" schema that this could mean.',
      path,
      span,
      hint: 'Add one under "output", or write a schema here.',
    });
  }
}

/** Without an `input` schema a run takes any object that says something. */
const defaultInputSchema = { type: 'object', minProperties: 1 } as const;

export function checkTestInputs(
  tests: readonly { input: unknown }[],
  schema: Parameters<typeof compileJsonSchema>[0] | undefined,
  placeOf: (index: number) => { path: Path; span: Span },
  context: ReadContext,
): void {
  const validate = compileJsonSchema(schema ?? defaultInputSchema);
  for (const [index, test] of tests.entries()) {
    const [violation] = validate(test.input);
    if (!violation) continue;
    const { path, span } = placeOf(index);
    context.reporter.report('test_input_mismatch', {
      message: `This input does not fit the spec’s input: ${violation.pointer || 'it'} ${violation.message}.`,
      path,
      span,
    });
  }
}

import { CelError, compileCel, compileEdgeCel } from '../evaluate/cel.ts';
import { compilePattern, maxPatternLength, PatternError } from '../evaluate/pattern.ts';
import { text } from '../shape/scalars.ts';
import { andThen, type Facts, type Place, requote, type Shape, tokenOf } from '../shape/shape.ts';
import { type ScalarNode, shorten, type TreeNode } from '../text/read-tree.ts';
import type { Span } from '../text/reporter.ts';

function toolName(pattern: string, maxLength: number, signs: string): Shape<string> {
  const regex = new RegExp(pattern);
  return {
    schema: { type: 'string', pattern, maxLength },
    read(node, place, context) {
      const value = text({ maxLength }).read(node, place, context);
      if (value === undefined || regex.test(value)) return value;
      context.reporter.report('invalid_name', {
        message: `"${shorten(value)}" is not a tool name: letters, digits, ${signs}, a letter first.`,
        path: place.path,
        span: tokenOf(node, place),
      });
      return undefined;
    },
  };
}

/** Tool names as rules, approvals and models use them; see `toolNameOf`. */
const anyToolName = toolName('^[A-Za-z_][A-Za-z0-9_.-]*$', 64, '"_", "-" and "."');
/** Names as MCP servers and OpenAPI documents give them. */
export const sourceToolName = toolName('^[A-Za-z_][A-Za-z0-9_./-]*$', 128, '"_", "-", "." and "/"');

/** A tool that the agent must have; looked up once all of the spec is read. */
export function toolUse(role: Facts['toolUses'][number]['role']): Shape<string> {
  return andThen(anyToolName, (name, node, place, context) => {
    const span = tokenOf(node, place);
    context.facts.toolUses.push({
      name,
      role,
      path: place.path,
      span,
      fixTo: (other) => requote(context, span, other),
    });
    return name;
  });
}

/** The stretch of the source for offsets inside a scalar's value; the whole token where an escape shifts them. */
function spanInside(node: TreeNode, place: Place, start: number, end: number): Span {
  const token = tokenOf(node, place);
  const verbatim = node.kind === 'scalar' ? (node satisfies ScalarNode).verbatim : null;
  if (verbatim === null || end <= start) return token;
  const base = token.start + (verbatim === 'quoted' ? 1 : 0);
  return { start: base + start, end: Math.min(base + end, token.end) };
}

export const pattern: Shape<string> = andThen(
  text({ maxLength: maxPatternLength }),
  (source, node, place, context) => {
    try {
      compilePattern(source);
      return source;
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      context.reporter.report('invalid_pattern', {
        message: `This pattern does not compile: ${error.message}.`,
        path: place.path,
        span: tokenOf(node, place),
        hint: 'Patterns use RE2 syntax: no lookaround, no back-references.',
      });
      return undefined;
    }
  },
);

function expression(compile: (source: string) => unknown): Shape<string> {
  return andThen(text({ maxLength: 4_000 }), (source, node, place, context) => {
    try {
      compile(source);
      return source;
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      context.reporter.report('invalid_cel', {
        message: `This expression is not valid: ${error.message}`,
        path: place.path,
        span: spanInside(node, place, error.start, error.end),
      });
      return undefined;
    }
  });
}

export const celExpression = expression(compileCel);
export const edgeExpression = expression(compileEdgeCel);

import type { ASTNode } from '@marcbachmann/cel-js';
import { parseCel } from '../evaluate/cel.ts';
import {
  type Comparison,
  type Condition,
  type Conditions,
  comparisons,
  type Field,
  textTests,
  usageFigures,
} from './condition.ts';

/** What an expression says in conditions; null for what is broken, and for what only CEL can say. */
export function readConditions(source: string): Conditions | null {
  const root = parseCel(source);
  if (root === null) return null;
  const guarded = readGuard(root);
  return readJoined(guarded?.body ?? root, guarded?.tool ?? null) ?? readJoined(root, null);
}

/** `tool.name != "x" || body`: said of the calls of one tool. */
function readGuard(node: ASTNode): { tool: string; body: ASTNode } | null {
  if (node.op !== '||') return null;
  const [left, body] = node.args;
  if (left.op !== '!=' || !isToolName(left.args[0])) return null;
  const tool = textOf(left.args[1]);
  return tool === null ? null : { tool, body };
}

function readJoined(node: ASTNode, tool: string | null): Conditions | null {
  const join = node.op === '||' ? 'any' : 'all';
  const conditions = parts(node, join === 'any' ? '||' : '&&').map(readCondition);
  const said = conditions.filter((each) => each !== null);
  return said.length === conditions.length ? { tool, join, conditions: said } : null;
}

function parts(node: ASTNode, op: '||' | '&&'): ASTNode[] {
  if (node.op !== op) return [node];
  const [left, right] = node.args;
  return [...parts(left, op), ...parts(right, op)];
}

function readCondition(node: ASTNode): Condition | null {
  switch (node.op) {
    case '!_': {
      const inner = readCondition(node.args);
      return inner !== null && 'not' in inner ? { ...inner, not: !inner.not } : null;
    }
    case 'in':
      return readIn(node.args[0], node.args[1]);
    case 'call': {
      const [name, args] = node.args;
      const field = args.length === 1 && args[0] !== undefined ? readField(args[0]) : null;
      return name === 'has' && field !== null && field.path.length > 0
        ? { kind: 'present', field, not: false }
        : null;
    }
    case 'rcall':
      return readMethod(node.args[0], node.args[1], node.args[2]);
    default: {
      const is = comparisons.find((each) => each === node.op);
      if (is === undefined || !isPair(node.args)) return null;
      return readComparison(node.args[0], is, node.args[1]);
    }
  }
}

function readIn(left: ASTNode, right: ASTNode): Condition | null {
  if (right.op === 'list') {
    const field = readField(left);
    const texts = right.args.map(textOf).filter((each) => each !== null);
    return field !== null && texts.length === right.args.length
      ? { kind: 'oneOf', field, texts, not: false }
      : null;
  }
  const key = textOf(left);
  const field = readField(right);
  if (key === null || field === null) return null;
  return { kind: 'present', field: { ...field, path: [...field.path, key] }, not: false };
}

function readMethod(name: string, of: ASTNode, args: readonly ASTNode[]): Condition | null {
  if (name === 'all' && isId(of, 'calls') && args[0]?.op === 'id' && args[1] !== undefined) {
    return isOk(args[1], args[0].args) ? { kind: 'noFailure' } : null;
  }
  const test = textTests.find((each) => each === name);
  const field = readField(of);
  const text = args.length === 1 && args[0] !== undefined ? textOf(args[0]) : null;
  if (test === undefined || field === null || text === null) return null;
  return { kind: 'text', field, test, text, not: false };
}

function readComparison(left: ASTNode, is: Comparison, right: ASTNode): Condition | null {
  const value = numberOf(right);
  if (value === null) return readEquality(left, is, right);
  if (left.op === 'call' && left.args[0] === 'size' && left.args[1].length === 1) {
    return readSize(left.args[1][0], is, value);
  }
  const figure = usageFigures.find(
    (each) => left.op === '.' && isId(left.args[0], 'usage') && left.args[1] === each,
  );
  if (figure !== undefined) return { kind: 'usage', figure, is, value };
  const field = readField(left);
  return field === null ? null : { kind: 'number', field, is, value };
}

function readEquality(left: ASTNode, is: Comparison, right: ASTNode): Condition | null {
  const field = readField(left);
  if (field === null || (is !== '==' && is !== '!=') || right.op !== 'value') return null;
  const not = is === '!=';
  const { args: value } = right;
  if (typeof value === 'string') return { kind: 'oneOf', field, texts: [value], not };
  return typeof value === 'boolean' && !not ? { kind: 'flag', field, value } : null;
}

function readSize(of: ASTNode | undefined, is: Comparison, value: number): Condition | null {
  if (of === undefined) return null;
  const field = readField(of);
  if (field !== null) return { kind: 'size', field, is, value };
  if (of.op !== 'rcall' || of.args[0] !== 'filter' || !isId(of.args[1], 'calls')) return null;
  const [variable, which] = of.args[2];
  if (variable?.op !== 'id' || which === undefined) return null;
  const [first, second, ...more] = parts(which, '&&');
  const tool = first === undefined ? null : nameOf(first, variable.args);
  const ok = second !== undefined;
  if (tool === null || more.length > 0 || (ok && !isOk(second, variable.args))) return null;
  return { kind: 'calls', tool, ok, is, value };
}

/** The text that `c.name == "text"` asks for. */
function nameOf(node: ASTNode, variable: string): string | null {
  if (node.op !== '==') return null;
  const [left, right] = node.args;
  return left.op === '.' && isId(left.args[0], variable) && left.args[1] === 'name' ? textOf(right) : null;
}

function isOk(node: ASTNode, variable: string): boolean {
  return node.op === '.' && isId(node.args[0], variable) && node.args[1] === 'ok';
}

function readField(node: ASTNode): Field | null {
  if (node.op === 'id') {
    return node.args === 'input' || node.args === 'output' ? { root: node.args, path: [] } : null;
  }
  if (node.op === '.' && isId(node.args[0], 'tool')) {
    const [, key] = node.args;
    return key === 'arguments' || key === 'result' ? { root: key, path: [] } : null;
  }
  if (node.op !== '.' && node.op !== '[]') return null;
  const outer = readField(node.args[0]);
  const key = node.op === '.' ? node.args[1] : textOf(node.args[1]);
  return outer === null || key === null ? null : { root: outer.root, path: [...outer.path, key] };
}

function isToolName(node: ASTNode): boolean {
  return node.op === '.' && isId(node.args[0], 'tool') && node.args[1] === 'name';
}

function isId(node: ASTNode, name: string): boolean {
  return node.op === 'id' && node.args === name;
}

function isPair(args: unknown): args is [ASTNode, ASTNode] {
  return Array.isArray(args) && args.length === 2;
}

function textOf(node: ASTNode): string | null {
  return node.op === 'value' && typeof node.args === 'string' ? node.args : null;
}

function numberOf(node: ASTNode): number | null {
  if (node.op === '-_') {
    const positive = numberOf(node.args);
    return positive === null ? null : -positive;
  }
  if (node.op !== 'value') return null;
  const { args: value } = node;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : null;
  return typeof value === 'number' ? value : null;
}

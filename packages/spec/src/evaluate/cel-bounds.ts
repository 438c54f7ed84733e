import type { ASTNode } from '@marcbachmann/cel-js';

/** Functions and macros that an expression may call. Left out: those that build large values (join, bind, bytes). */
export const celFunctions: readonly string[] = [
  'all',
  'contains',
  'double',
  'endsWith',
  'exists',
  'exists_one',
  'filter',
  'has',
  'indexOf',
  'int',
  'lowerAscii',
  'map',
  'matches',
  'size',
  'startsWith',
  'string',
  'substring',
  'trim',
  'upperAscii',
];
const allowed = new Set(celFunctions);

/** Each `+` may double a text or a list, so their number bounds what an expression can grow. */
const maxAdditions = 16;
const maxNestedLoops = 3;

interface Hooks {
  rename(name: string): string;
  onIteration(): void;
  refuse(message: string, node: ASTNode): never;
  /** Called with the argument of `matches`. */
  checkPattern(node: ASTNode): void;
}

interface Loop {
  iterable: ASTNode;
  step: ASTNode;
  condition?: ((accumulated: unknown) => boolean) | undefined;
}

/**
 * Walks a freshly parsed expression once: allows known functions only, leads calls to others by name, and
 * makes every loop report its steps, so that evaluation can be cut off. CEL always ends, but three nested
 * loops over 1,000 items are 10⁹ steps.
 */
export function boundWork(root: ASTNode, hooks: Hooks): void {
  let additions = 0;

  function walk(node: ASTNode, loops: number): void {
    const loop = loopOf(node);
    if (loop) {
      // The macro's own arguments are part of the loop that it was expanded to.
      if (node.op === 'rcall' && !allowed.has(node.args[0])) refuseCall(node.args[0], node);
      if (loops >= maxNestedLoops) hooks.refuse(`Loops may be nested ${maxNestedLoops} deep.`, node);
      const original = loop.condition;
      loop.condition = (accumulated) => {
        hooks.onIteration();
        return original ? original(accumulated) : true;
      };
      walk(loop.iterable, loops);
      walkAny(loop.step, loops + 1);
      return;
    }
    switch (node.op) {
      case 'call':
        if (!allowed.has(node.args[0])) refuseCall(node.args[0], node);
        break;
      case 'rcall': {
        const [name, , args] = node.args;
        if (!allowed.has(name)) refuseCall(name, node);
        if (name === 'matches' && args[0]) hooks.checkPattern(args[0]);
        renameCall(node.args, hooks.rename(name));
        break;
      }
      case '+':
        additions++;
        if (additions > maxAdditions) hooks.refuse(`An expression may have ${maxAdditions} additions.`, node);
        break;
      case 'id':
        if (node.args === 'cel') hooks.refuse('Unknown variable: cel', node);
        break;
      default:
    }
    walkAny(node.args, loops);
  }

  function walkAny(value: unknown, loops: number): void {
    if (Array.isArray(value)) for (const item of value) walkAny(item, loops);
    else if (isNode(value)) walk(value, loops);
  }

  function refuseCall(name: string, node: ASTNode): never {
    return hooks.refuse(`Unknown function: ${name}. Known functions: ${celFunctions.join(', ')}.`, node);
  }

  walk(root, 0);
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

/** Guarantee: the parser made this tuple for us alone; the checker reads the name from it later. */
function renameCall(args: readonly unknown[], name: string): void {
  (args as unknown[])[0] = name;
}

/** The loop that a macro (`all`, `map` …) was expanded to. The library keeps it beside the node (8.0.0, exact pin). */
function loopOf(node: ASTNode): Loop | null {
  if (!('meta' in node)) return null;
  const { meta } = node;
  if (typeof meta !== 'object' || meta === null || !('alternate' in meta)) return null;
  const { alternate } = meta;
  if (!isNode(alternate)) return null;
  const loop: unknown = alternate.args;
  return isLoop(loop) ? loop : null;
}

function isLoop(value: unknown): value is Loop {
  return typeof value === 'object' && value !== null && 'iterable' in value && 'step' in value;
}

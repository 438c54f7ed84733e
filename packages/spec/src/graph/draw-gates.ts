import { boundaries } from '@agent-factory/contracts';
import { isList, isMapping, valueAt } from '../edit/value.ts';
import type { JsonValue } from '../json-schema.ts';
import type { Drawing } from './drawing.ts';
import type { GraphRule } from './graph.ts';

/** Checks that look at calls of tools stand there where nothing else is said. */
const checksOfCalls = ['forbidTool', 'maxCalls'];

/** A gate at each boundary that has rules, in the order in which a run comes by. What passes through it is the canvas' affair. */
export function drawGates(drawing: Drawing): void {
  const invariants = valueAt(drawing.value, ['invariants']);
  const rules = (isList(invariants) ? invariants : []).flatMap((rule, index) => ruleOf(rule, index));
  for (const boundary of boundaries) {
    const here = rules.filter(({ at }) => at.includes(boundary)).map(({ rule }) => rule);
    const [first] = here;
    if (first === undefined) continue;
    drawing.node(`gate:${boundary}`, { kind: 'gate', label: boundary, rules: here, path: first.path });
  }
}

function ruleOf(rule: JsonValue, index: number): { at: readonly string[]; rule: GraphRule }[] {
  if (!isMapping(rule) || typeof rule.id !== 'string') return [];
  const { id, says, otherwise } = rule;
  return [
    {
      at: boundariesOf(rule),
      rule: {
        id,
        says: typeof says === 'string' ? says : '',
        otherwise: typeof otherwise === 'string' ? otherwise : 'block',
        path: ['invariants', index],
      },
    },
  ];
}

function boundariesOf(rule: JsonValue): readonly string[] {
  const at = valueAt(rule, ['at']);
  if (typeof at === 'string') return [at];
  if (isList(at)) return at.filter((each) => typeof each === 'string');
  const check = valueAt(rule, ['check']);
  const isOfCalls = isMapping(check) && checksOfCalls.some((kind) => Object.hasOwn(check, kind));
  return [isOfCalls ? 'tool_call' : 'output'];
}

import { specContent } from '@agent-factory/spec';
import type { CursorPlace } from '../cursor-path.ts';
import type { Completion } from './completion.ts';

/** What is typed of an expression, and which one it is. */
export interface CelPlace {
  typed: string;
  /** Of a team's edge, which sees the input and what each node made; else of an invariant or a test. */
  ofEdge: boolean;
}

interface CelFunction {
  name: string;
  /** As it is called, parameters by name. */
  signature: string;
  says: string;
  /** Called on something: `text.contains(…)`. */
  isMethod: boolean;
}

const method = (name: string, signature: string, says: string): CelFunction => ({
  name,
  signature,
  says,
  isMethod: true,
});
const plain = (name: string, signature: string, says: string): CelFunction => ({
  name,
  signature,
  says,
  isMethod: false,
});

/** Every function of the language's CEL; a test holds it against the list that the checker goes by. */
export const celFunctionHelp: readonly CelFunction[] = [
  method('all', 'list.all(item, condition)', 'True when the condition holds for every item.'),
  method('exists', 'list.exists(item, condition)', 'True when it holds for at least one item.'),
  method('exists_one', 'list.exists_one(item, condition)', 'True when it holds for exactly one item.'),
  method('filter', 'list.filter(item, condition)', 'The items for which it holds.'),
  method('map', 'list.map(item, expression)', 'What the expression makes of each item.'),
  method('contains', 'text.contains(part)', 'True when the text has this part.'),
  method('startsWith', 'text.startsWith(part)', 'True when the text begins so.'),
  method('endsWith', 'text.endsWith(part)', 'True when the text ends so.'),
  method(
    'matches',
    'text.matches(pattern)',
    'True when the RE2 pattern is found in the text; (?i) ignores case.',
  ),
  method('indexOf', 'text.indexOf(part)', 'Where the part begins, from 0; -1 where it is not.'),
  method(
    'substring',
    'text.substring(start, end)',
    'The characters from start up to end; without end, the rest.',
  ),
  method('lowerAscii', 'text.lowerAscii()', 'The text with A to Z in lower case.'),
  method('upperAscii', 'text.upperAscii()', 'The text with a to z in upper case.'),
  method('trim', 'text.trim()', 'The text without white space around it.'),
  method('size', 'value.size()', 'How many characters, items or keys.'),
  plain('size', 'size(value)', 'How many characters, items or keys.'),
  plain('has', 'has(value.key)', 'True when the key is there; asking for one that is not is an error.'),
  plain('double', 'double(value)', 'The value as a number with decimals.'),
  plain('int', 'int(value)', 'The value as a whole number.'),
  plain('string', 'string(value)', 'The value as a text.'),
];

type Member = readonly [name: string, says: string];

const variables: readonly Member[] = [
  ['input', 'What the run was given.'],
  ['output', 'What the agent answered; null before it did.'],
  ['tool', 'The call at hand, at tool_call and tool_result: name, arguments, result; else null.'],
  ['calls', 'Finished tool calls of this run, in order, each with name and ok.'],
  ['usage', 'What the run has used so far: costUsd, steps, seconds, tokens.'],
];
const edgeVariables: readonly Member[] = [
  ['input', 'What the run was given.'],
  ['state', 'What each node made so far, by the name of the node.'],
];
const membersOf: Readonly<Record<string, readonly Member[]>> = {
  tool: [
    ['name', 'Which tool.'],
    ['arguments', 'What it is called with.'],
    ['result', 'What it answered; null before it did.'],
  ],
  usage: [
    ['costUsd', 'In US dollars.'],
    ['steps', 'Model calls.'],
    ['seconds', 'Since the run began.'],
    ['tokens', 'Read and written.'],
  ],
};

/** Null where the cursor is in no expression. */
export function celPlace({ path, expects, typed }: CursorPlace): CelPlace | null {
  const key = path.at(-1);
  if (expects !== 'value' && key !== 'cel' && key !== 'when') return null;
  const ofEdge = key === 'when' && path.includes('edges');
  return key === 'cel' || ofEdge ? { typed, ofEdge } : null;
}

/** What may follow in an expression. */
export function celOffers(text: string, { typed, ofEdge }: CelPlace): Completion[] {
  const [, word = ''] = /([A-Za-z_]\w*)?$/.exec(typed) ?? [];
  const replaces = word.length;
  const [, owner] = /([\w.]+)\.$/.exec(typed.slice(0, typed.length - replaces)) ?? [];
  const field = ([label, detail]: Member): Completion => ({
    label,
    kind: 'value',
    detail,
    insert: label,
    replaces,
  });
  const call = ({ name, signature, says, isMethod }: CelFunction): Completion => ({
    label: name,
    kind: 'function',
    detail: `${signature}\n\n${says}`,
    insert: isMethod || name !== '' ? `${name}($0)` : name,
    replaces,
  });
  const isAfterDot = typed.charAt(typed.length - replaces - 1) === '.';
  if (isAfterDot) {
    const members = owner === undefined ? [] : (membersOf[owner] ?? fieldsOf(text, owner));
    return [...members.map(field), ...celFunctionHelp.filter(({ isMethod }) => isMethod).map(call)];
  }
  return [
    ...(ofEdge ? edgeVariables : variables).map(field),
    ...celFunctionHelp.filter(({ isMethod }) => !isMethod).map(call),
  ];
}

/** Fields of the spec's own schemas, and a team's nodes. */
function fieldsOf(text: string, owner: string): Member[] {
  const spec = specContent(text)?.value;
  if (owner === 'state')
    return Object.keys(asMapping(spec?.nodes)).map((name) => [name, 'What this node made.']);
  if (owner !== 'input' && owner !== 'output') return [];
  const fields = Object.entries(asMapping(asMapping(spec?.[owner]).properties));
  if (fields.length === 0 && owner === 'input') return [['query', 'The question, as text.']];
  return fields.map(([name, schema]) => {
    const { description, type } = asMapping(schema);
    return [name, typeof description === 'string' ? description : typeof type === 'string' ? type : ''];
  });
}

function asMapping(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** The call that is open at the end of what is typed, and which of its parameters is being written. */
export function openCall({ typed }: CelPlace): { help: CelFunction; parameter: number } | null {
  let depth = 0;
  let parameter = 0;
  for (let at = typed.length - 1; at >= 0; at--) {
    const sign = typed.charAt(at);
    if (sign === ')' || sign === ']' || sign === '}') depth += 1;
    else if (sign === '[' || sign === '{') depth -= 1;
    else if (sign === ',' && depth === 0) parameter += 1;
    else if (sign === '(') {
      if (depth > 0) {
        depth -= 1;
        continue;
      }
      const [, dot, name] = /(\.?)([A-Za-z_]\w*)$/.exec(typed.slice(0, at)) ?? [];
      const help = celFunctionHelp.find((each) => each.name === name && each.isMethod === (dot === '.'));
      return help === undefined ? null : { help, parameter };
    }
    if (depth < 0) return null;
  }
  return null;
}

/** What stands between the brackets of a signature. */
export function parametersOf({ signature }: Pick<CelFunction, 'signature'>): string[] {
  const inside = /\((.*)\)$/.exec(signature)?.[1] ?? '';
  return inside === '' ? [] : inside.split(', ');
}

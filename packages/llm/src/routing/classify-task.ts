import type { ModelRequest, ModelTask } from '../model-port.ts';
import { estimateTokens } from '../tokens/estimate-tokens.ts';

/** What a request is probably for, and how that was found. */
export interface Classified {
  task: ModelTask;
  by: 'rule' | 'length';
}

/** Rules look at the beginning of what was asked; a long text below it says little about the task. */
const readAtMost = 2_000;

/** The first that matches decides; words that a person who wants that task uses, and others seldom do. */
const rules: readonly (readonly [RegExp, ModelTask])[] = [
  [
    /```|\b(?:stack ?trace|refactor|unit tests?|regex|typescript|javascript|python|sql query)\b/i,
    'code_generation',
  ],
  [
    /\b(?:write|implement|fix|debug)\b.{0,40}\b(?:code|function|class|method|script|program|bug|test|query)\b/i,
    'code_generation',
  ],
  [/\b(?:classify|categori[sz]e|label (?:this|these|the)|sentiment|spam or|yes or no)\b/i, 'classification'],
  [
    /\b(?:fact.?check|verify|is it true|true or false|debunk|confirm (?:whether|that|if))\b/i,
    'fact_checking',
  ],
  [/\b(?:research|look up|search for|find out|latest|news|sources?|citations?|literature)\b/i, 'research'],
  [
    /\b(?:step by step|prove|proof|derive|trade-?offs?|analy[sz]e|evaluate|strategy|optimi[sz]e|root cause)\b/i,
    'complex_reasoning',
  ],
];

/** Up to so many tokens of question, by length alone: short ones are simple, middling ones are read, long ones thought about. */
const byLength: readonly (readonly [number, ModelTask])[] = [
  [120, 'simple_query'],
  [1_500, 'research'],
];

/** Finds the task of an `auto` request by rules, else by the length of what was asked. */
export function classifyTask(request: ModelRequest): Classified {
  if (request.outputSchema !== undefined && isChoice(request.outputSchema)) {
    return { task: 'classification', by: 'rule' };
  }
  const asked = lastQuestion(request);
  const beginning = asked.length > readAtMost ? asked.slice(0, readAtMost) : asked;
  for (const [pattern, task] of rules) if (pattern.test(beginning)) return { task, by: 'rule' };
  const tokens = estimateTokens(asked);
  for (const [upTo, task] of byLength) if (tokens <= upTo) return { task, by: 'length' };
  return { task: 'complex_reasoning', by: 'length' };
}

function lastQuestion(request: ModelRequest): string {
  for (let i = request.messages.length - 1; i >= 0; i--) {
    const message = request.messages[i];
    if (message?.role !== 'user') continue;
    if (typeof message.content === 'string') return message.content;
    return message.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  }
  return '';
}

/** Whether every field of the answer is picked from given values: then the model sorts and does not write. */
function isChoice(schema: Readonly<Record<string, unknown>>): boolean {
  if (Array.isArray(schema.enum)) return true;
  const { properties } = schema;
  if (typeof properties !== 'object' || properties === null) return false;
  const fields: unknown[] = Object.values(properties);
  return fields.length > 0 && fields.every(isPicked);
}

function isPicked(field: unknown): boolean {
  if (typeof field !== 'object' || field === null) return false;
  return 'enum' in field || 'const' in field || ('type' in field && field.type === 'boolean');
}

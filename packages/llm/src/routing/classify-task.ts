import type { ModelRequest, ModelTask } from '../model-port.ts';
import { estimateTokens } from '../tokens/estimate-tokens.ts';
import { unpackModel } from './classifier/pack-weights.ts';
import { guessTask, type TaskModel } from './classifier/task-model.ts';
import { judgement, trainedModel } from './classifier/trained-model.ts';

/** What a request is probably for, and how that was found. */
export interface Classified {
  task: ModelTask;
  by: 'rule' | 'length' | 'classifier';
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

/** Above so many tokens there is material to think about, whatever is asked of it. */
const longFrom = 1_500;
/** Up to so many a question is simple, when neither rule nor classifier knows better. */
const shortUpTo = 120;

/** The classifier speaks only where it was measured to be right more often than length alone. */
const classifierIsOn = judgement.classifier > judgement.length;
/** Below this its guess is hardly better than any of the six. */
const leastProbability = 0.25;
let model: TaskModel | undefined;

/** Finds the task of an `auto` request: by rules, then by great length, then by the trained classifier. */
export function classifyTask(request: ModelRequest): Classified {
  if (request.outputSchema !== undefined && isChoice(request.outputSchema)) {
    return { task: 'classification', by: 'rule' };
  }
  const asked = lastQuestion(request);
  const beginning = asked.length > readAtMost ? asked.slice(0, readAtMost) : asked;
  for (const [pattern, task] of rules) if (pattern.test(beginning)) return { task, by: 'rule' };
  const tokens = estimateTokens(asked);
  if (tokens > longFrom) return { task: 'complex_reasoning', by: 'length' };
  // Where models are pinned the task chooses none of them; what it still says is not worth a tenth of the call's CPU.
  if (classifierIsOn && request.use.length === 0) {
    model ??= unpackModel(trainedModel);
    const { task, probability } = guessTask(model, beginning);
    if (probability >= leastProbability) return { task, by: 'classifier' };
  }
  return { task: tokens <= shortUpTo ? 'simple_query' : 'research', by: 'length' };
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

import type { Boundary, InvariantAction } from '@agent-factory/contracts';
import { type PiiKind, piiKinds, writeConditions } from '@agent-factory/spec';
import type { Draft } from './draft.ts';
import { patternOf } from './word-pattern.ts';

/** What has to be known before the rule can be made. `tool` and `tools` are names of the agent's own. */
export interface Parameter {
  key: string;
  label: string;
  kind: 'text' | 'number' | 'words' | 'tool' | 'tools';
  start: string;
}

/** In the order in which they are shown. */
export const libraryGroups = ['Personal data', 'Content', 'Tools', 'Spending', 'Shape'] as const;

export type Values = Readonly<Record<string, string>>;

/**
 * A common rule: one sentence of what it does, and how it is made. The file is long because it is their table.
 */
export interface LibraryRule {
  id: string;
  title: string;
  does: string;
  group: (typeof libraryGroups)[number];
  /** Further words that it is found by. */
  words: string;
  parameters: readonly Parameter[];
  make: (values: Values) => Draft;
}

const list = (text = '') =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
const outputOnly: readonly Boundary[] = ['output'];

function rule(
  id: string,
  says: string,
  check: Draft['check'],
  otherwise: InvariantAction = 'block',
  at: readonly Boundary[] = outputOnly,
): Draft {
  return { id, says, at, check, otherwise };
}

const output = { root: 'output', path: [] } as const;
const piiNames: Readonly<Record<PiiKind, string>> = {
  email: 'email addresses',
  phone: 'telephone numbers',
  card: 'card numbers',
  iban: 'bank accounts (IBAN)',
  ssn: 'US social security numbers',
  ip_address: 'IP addresses',
};

const personalData: readonly LibraryRule[] = [
  {
    id: 'no-personal-data',
    title: 'No personal data in answers',
    does: 'Takes email addresses, telephone, card and bank numbers out of every answer.',
    group: 'Personal data',
    words: 'pii gdpr privacy redact',
    parameters: [],
    make: () => rule('no-personal-data', 'No personal data in answers.', { noPii: true }, 'redact'),
  },
  {
    id: 'no-personal-data-to-tools',
    title: 'No personal data to tools',
    does: 'Stops a call whose arguments hold personal data, before it is made.',
    group: 'Personal data',
    words: 'pii leak exfiltration',
    parameters: [],
    make: () =>
      rule('no-personal-data-to-tools', 'No personal data goes to tools.', { noPii: true }, 'block', [
        'tool_call',
      ]),
  },
  ...piiKinds.map(
    (kind): LibraryRule => ({
      id: `no-${kind.replace('_', '-')}`,
      title: `No ${piiNames[kind]}`,
      does: `Takes ${piiNames[kind]} out of answers and of what tools are given.`,
      group: 'Personal data',
      words: `pii ${kind}`,
      parameters: [],
      make: () =>
        rule(
          `no-${kind.replace('_', '-')}`,
          `No ${piiNames[kind]} leave the agent.`,
          { noPii: kind },
          'redact',
          ['tool_call', 'output'],
        ),
    }),
  ),
];

const content: readonly LibraryRule[] = [
  {
    id: 'cites-a-source',
    title: 'Names a source',
    does: 'Lets the model try again until its answer has a link in it.',
    group: 'Content',
    words: 'citation reference link url',
    parameters: [],
    make: () =>
      rule('cites-a-source', 'Every answer names a source.', { matches: 'https?://[^\\s]+' }, 'retry'),
  },
  {
    id: 'cites-sources',
    title: 'Lists sources',
    does: 'Asks for so many items in a list of the output.',
    group: 'Content',
    words: 'citation reference structured',
    parameters: [
      { key: 'field', label: 'Field with the list', kind: 'text', start: 'sources' },
      { key: 'count', label: 'At least', kind: 'number', start: '1' },
    ],
    make: ({ field = '', count }) =>
      rule(
        'cites-sources',
        `Every answer lists at least ${count} in ${field}.`,
        {
          cel: writeConditions({
            tool: null,
            join: 'all',
            conditions: [
              {
                kind: 'size',
                field: { root: 'output', path: field.split('.') },
                is: '>=',
                value: Number(count),
              },
            ],
          }),
        },
        'retry',
      ),
  },
  {
    id: 'no-forbidden-words',
    title: 'Never says certain words',
    does: 'Stops an answer that has one of these words in it.',
    group: 'Content',
    words: 'language swearing competitor blocklist refusal',
    parameters: [
      { key: 'words', label: 'Words, with commas between', kind: 'words', start: 'guarantee, promise' },
    ],
    make: ({ words }) =>
      rule('no-forbidden-words', 'Certain words are never said.', { forbidPattern: patternOf(list(words)) }),
  },
  {
    id: 'refuses-topics',
    title: 'Refuses topics',
    does: 'Refuses a request that has one of these words in it, before a model is asked.',
    group: 'Content',
    words: 'refusal topic off limits input',
    parameters: [
      {
        key: 'words',
        label: 'Words, with commas between',
        kind: 'words',
        start: 'medical advice, legal advice',
      },
    ],
    make: ({ words }) =>
      rule('refuses-topics', 'Some topics are refused.', { forbidPattern: patternOf(list(words)) }, 'block', [
        'input',
      ]),
  },
  {
    id: 'no-prompt-injection',
    title: 'No orders from tools',
    does: 'Stops a result of a tool that talks to the model ("ignore all previous instructions").',
    group: 'Content',
    words: 'prompt injection jailbreak security',
    parameters: [],
    make: () =>
      rule(
        'no-orders-from-tools',
        'What tools answer gives no orders.',
        {
          forbidPattern:
            '(?i)\\b(?:ignore|disregard|forget) (?:all |any |the )?(?:previous|prior|above|earlier)\\b',
        },
        'block',
        ['tool_result'],
      ),
  },
  {
    id: 'no-secrets',
    title: 'No keys and passwords',
    does: 'Takes API keys, tokens and private keys out of what leaves the agent.',
    group: 'Content',
    words: 'secret token credential password leak',
    parameters: [],
    make: () =>
      rule(
        'no-secrets',
        'No keys or passwords leave the agent.',
        {
          forbidPattern:
            '(?:sk|pk|ghp|gho|xox[abp])[-_][A-Za-z0-9_-]{16,}|AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY-----',
        },
        'redact',
        ['tool_call', 'output'],
      ),
  },
  {
    id: 'latin-script',
    title: 'Written in Latin letters',
    does: 'Lets the model try again when its answer has letters of another script in it.',
    group: 'Content',
    words: 'language english german spanish alphabet',
    parameters: [],
    make: () =>
      rule(
        'latin-script',
        'Answers are written in Latin letters.',
        { forbidPattern: '[^\\P{L}\\p{Latin}\\p{Common}]' },
        'retry',
      ),
  },
  {
    id: 'language',
    title: 'Answers in a language',
    does: 'A model judges whether the answer is in the language; that costs a call each time.',
    group: 'Content',
    words: 'judge english german french',
    parameters: [{ key: 'language', label: 'Language', kind: 'text', start: 'English' }],
    make: ({ language }) =>
      rule(
        'language',
        `Answers are in ${language}.`,
        { judge: `The text is written in ${language}.` },
        'retry',
      ),
  },
];

const tools: readonly LibraryRule[] = [
  {
    id: 'tool-before-answer',
    title: 'Calls a tool before it answers',
    does: 'Lets the model try again until the tool has answered without an error.',
    group: 'Tools',
    words: 'require search grounding order',
    parameters: [{ key: 'tool', label: 'Tool', kind: 'tool', start: '' }],
    make: ({ tool = '' }) =>
      rule(
        'tool-before-answer',
        `${tool} is called before an answer is given.`,
        { requireTool: tool },
        'retry',
      ),
  },
  {
    id: 'tool-order',
    title: 'Tools in an order',
    does: 'Stops a call of a tool before those ahead of it have been called.',
    group: 'Tools',
    words: 'sequence before after',
    parameters: [
      { key: 'tools', label: 'Tools in their order, with commas between', kind: 'tools', start: '' },
    ],
    make: (values) =>
      rule(
        'tool-order',
        `Tools are called in this order: ${list(values.tools).join(', ')}.`,
        { toolOrder: list(values.tools) },
        'block',
        ['tool_call'],
      ),
  },
  {
    id: 'never-calls',
    title: 'Never calls a tool',
    does: 'Stops every call of the tool.',
    group: 'Tools',
    words: 'forbid deny',
    parameters: [{ key: 'tool', label: 'Tool', kind: 'tool', start: '' }],
    make: ({ tool = '' }) =>
      rule('never-calls', `${tool} is never called.`, { forbidTool: tool }, 'block', ['tool_call']),
  },
  {
    id: 'few-calls',
    title: 'Few tool calls',
    does: 'Stops the call that is one too many in a run.',
    group: 'Tools',
    words: 'limit loop maximum',
    parameters: [{ key: 'count', label: 'At most', kind: 'number', start: '10' }],
    make: ({ count }) =>
      rule('few-calls', `A run makes at most ${count} tool calls.`, { maxCalls: Number(count) }, 'block', [
        'tool_call',
      ]),
  },
  {
    id: 'argument-at-most',
    title: 'An amount has a ceiling',
    does: 'Asks a person before a tool is called with more than that.',
    group: 'Tools',
    words: 'argument refund payment money approval escalate spending',
    parameters: [
      { key: 'tool', label: 'Tool', kind: 'tool', start: '' },
      { key: 'argument', label: 'Argument', kind: 'text', start: 'amount' },
      { key: 'most', label: 'At most', kind: 'number', start: '100' },
    ],
    make: ({ tool = '', argument = '', most }) =>
      rule(
        'argument-at-most',
        `${tool} is called with ${argument} of at most ${most}.`,
        {
          cel: writeConditions({
            tool,
            join: 'all',
            conditions: [
              {
                kind: 'number',
                field: { root: 'arguments', path: argument.split('.') },
                is: '<=',
                value: Number(most),
              },
            ],
          }),
        },
        'escalate',
        ['tool_call'],
      ),
  },
  {
    id: 'no-failed-tools',
    title: 'No answer after a failed tool',
    does: 'Stops an answer where a tool call went wrong on the way.',
    group: 'Tools',
    words: 'error reliability',
    parameters: [],
    make: () =>
      rule('no-failed-tools', 'No tool call has failed.', {
        cel: writeConditions({ tool: null, join: 'all', conditions: [{ kind: 'noFailure' }] }),
      }),
  },
];

const spending: readonly LibraryRule[] = (
  [
    ['costUsd', 'spends-little', 'Spends little', 'US dollars', '0.01', 'cost money budget'],
    ['steps', 'few-steps', 'Few model calls', 'model calls', '5', 'steps loop'],
    ['seconds', 'answers-soon', 'Is quick', 'seconds', '30', 'latency time'],
    ['tokens', 'few-tokens', 'Uses few tokens', 'tokens', '10000', 'cost'],
  ] as const
).map(([figure, id, title, unit, start, words]) => ({
  id,
  title,
  does: `Stops before the next tool call, and at the answer, once a run has used more ${unit} than that.`,
  group: 'Spending',
  words,
  parameters: [{ key: 'most', label: `At most, in ${unit}`, kind: 'number', start }],
  make: ({ most }) =>
    rule(
      id,
      `A run uses at most ${most} ${unit}.`,
      {
        cel: writeConditions({
          tool: null,
          join: 'all',
          conditions: [{ kind: 'usage', figure, is: '<=', value: Number(most) }],
        }),
      },
      'block',
      ['tool_call', 'output'],
    ),
}));

const form: readonly LibraryRule[] = [
  {
    id: 'not-too-long',
    title: 'Not too long',
    does: 'Lets the model try again when its answer has more characters than that.',
    group: 'Shape',
    words: 'length maximum short',
    parameters: [{ key: 'most', label: 'At most, in characters', kind: 'number', start: '4000' }],
    make: ({ most }) =>
      rule('not-too-long', `Answers have at most ${most} characters.`, { maxLength: Number(most) }, 'retry'),
  },
  {
    id: 'not-too-short',
    title: 'Not too short',
    does: 'Lets the model try again when its answer, a text, has fewer characters than that.',
    group: 'Shape',
    words: 'length minimum empty',
    parameters: [{ key: 'least', label: 'At least, in characters', kind: 'number', start: '20' }],
    make: ({ least }) =>
      rule(
        'not-too-short',
        `Answers have at least ${least} characters.`,
        {
          cel: writeConditions({
            tool: null,
            join: 'all',
            conditions: [{ kind: 'size', field: output, is: '>=', value: Number(least) }],
          }),
        },
        'retry',
      ),
  },
  {
    id: 'has-fields',
    title: 'JSON with certain fields',
    does: 'Lets the model try again until its answer is an object with these fields.',
    group: 'Shape',
    words: 'json schema shape structure',
    parameters: [{ key: 'fields', label: 'Fields, with commas between', kind: 'words', start: 'answer' }],
    make: ({ fields }) =>
      rule(
        'has-fields',
        `Answers have the fields ${list(fields).join(', ')}.`,
        { outputSchema: { type: 'object', required: list(fields) } },
        'retry',
      ),
  },
];

export const library: readonly LibraryRule[] = [...personalData, ...content, ...tools, ...spending, ...form];

/** Every word that is searched for stands somewhere in the rule. */
export function searchLibrary(search: string): readonly LibraryRule[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return library.filter(({ title, does, group, words }) => {
    const text = `${title} ${does} ${group} ${words}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

import type { Authored } from '@agent-factory/spec';

type Task = 'simple_query' | 'classification' | 'research' | 'fact_checking' | 'code_generation';

/** Which words of a description ask for which built-in tool. */
const toolWords: readonly (readonly [string, RegExp])[] = [
  [
    'calculator',
    /\b(calculat\w*|comput\w*|sums?|percent\w*|arithmetic|averages?|totals?|multipl\w*|maths?)\b|%/i,
  ],
  [
    'current_time',
    /\b(today|dates?|deadlines?|time zones?|timezones?|clock|weekdays?|calendar|what time|current time)\b/i,
  ],
  [
    'web_search',
    /\b(web search|search(es|ing)? the (web|internet)|google|news|on the internet|online research)\b/i,
  ],
  ['wikipedia', /\b(wikipedia|encyclop\w+)\b/i],
  [
    'http_get',
    /\b(web ?pages?|websites?|web ?sites?|urls?|https?|web address\w*|fetch\w*|rest api|public api)\b/i,
  ],
  ['json_query', /\bjson\b/i],
  [
    'knowledge_search',
    /\b(knowledge|our documents|our docs|documentation|handbook|manuals?|policies|faq|company documents)\b/i,
  ],
  ['memory', /\b(remember\w*|memori[sz]e\w*|preferences)\b/i],
  [
    'send_email',
    /\b(send\w*|write|writes|reply|replies|answers?) (an? |the )?(e-?mails?|mails?)\b|\be-?mails? (it|them|him|her|us|me|the)\b/i,
  ],
  ['slack_post', /\b(post\w*|send\w*|tell\w*|notif\w*|announc\w*)\b[^.\n]{0,60}\bslack\b/i],
  ['slack_search', /\b(search\w*|find\w*|look\w*|read\w*)\b[^.\n]{0,60}\bslack\b/i],
  [
    'github_search_issues',
    /\b(search\w*|find\w*|read\w*|list\w*|triage\w*)\b[^.\n]{0,60}\b(github )?issues?\b[^.\n]{0,60}\bgithub\b|\bgithub issues?\b/i,
  ],
  [
    'github_create_issue',
    /\b(open\w*|creat\w*|fil(e|es|ing))\b[^.\n]{0,40}\b(github issues?|issues? (on|in|at) github)\b/i,
  ],
  ['github_list_pulls', /\bpull requests?\b/i],
  ['github_read_file', /\b(read\w*|look\w*)\b[^.\n]{0,40}\b(repositor\w+|source code|code base|codebase)\b/i],
  ['jira_search', /\b(search\w*|find\w*|read\w*|list\w*)\b[^.\n]{0,60}\bjira\b/i],
  ['jira_create', /\b(open\w*|creat\w*|fil(e|es|ing))\b[^.\n]{0,60}\bjira\b/i],
];

const taskWords: readonly (readonly [Task, RegExp])[] = [
  ['code_generation', /\b(writes? code|programs?|refactor\w*|code review\w*|sql quer\w+|scripts?)\b/i],
  ['fact_checking', /\b(fact.?check\w*|verif\w+|check\w* (the )?(facts|claims|sources))\b/i],
  ['classification', /\b(classif\w+|categor\w+|triage\w*|labels?|sorts?|routes?)\b/i],
  ['research', /\b(research\w*|compare\w*|summar\w+|reports?|analy\w+)\b/i],
];

/** Names of built-in tools that the words of a description ask for, in a fixed order. */
export function toolsByWords(description: string): string[] {
  return toolWords.flatMap(([tool, words]) => (words.test(description) ? [tool] : []));
}

export function taskByWords(description: string): Task {
  return taskWords.find(([, words]) => words.test(description))?.[0] ?? 'simple_query';
}

const ruleWords: readonly { words: RegExp; rule: Authored }[] = [
  {
    words: /\b(personal data|pii|privacy|gdpr|private data|confidential\w*|anonym\w+)\b/i,
    rule: {
      id: 'no-personal-data',
      says: 'Email addresses, telephone, card and account numbers never leave the agent.',
      at: 'output',
      check: { noPii: ['email', 'phone', 'card', 'iban'] },
      otherwise: 'redact',
    },
  },
  {
    words: /\b(credit cards?|card numbers?|payments?|bank accounts?|iban)\b/i,
    rule: {
      id: 'no-payment-data',
      says: 'Card and bank account numbers are never passed on.',
      at: 'output',
      check: { noPii: ['card', 'iban'] },
      otherwise: 'redact',
    },
  },
  {
    words: /\b(cit(e|es|ing|ations?)|with sources?|name\w* (its|the|their) sources?|references)\b/i,
    rule: {
      id: 'names-a-source',
      says: 'An answer names a source.',
      at: 'output',
      check: { matches: '(?i)https?://|\\bsources?\\b' },
      otherwise: 'retry',
    },
  },
  {
    words: /\b(no promises|never promises?|not promise|no guarantees?)\b/i,
    rule: {
      id: 'no-promises',
      says: 'Nothing is promised or guaranteed.',
      at: 'output',
      check: { forbidPattern: '(?i)\\b(?:we|I) (?:promise|guarantee)\\b' },
      otherwise: 'retry',
    },
  },
  {
    words: /\b(short|brief|concise|in one sentence|few words)\b/i,
    rule: {
      id: 'short-answers',
      says: 'Answers stay under 1,200 characters.',
      at: 'output',
      check: { maxLength: 1_200 },
      otherwise: 'retry',
    },
  },
];

/** Invariants that the words of a description ask for. */
export function rulesByWords(description: string): Authored[] {
  return ruleWords.flatMap(({ words, rule }) => (words.test(description) ? [rule] : []));
}

/** Agents and teams that a new workspace starts with. */
export const starterCount = 6;

interface AgentText {
  name: string;
  title?: string;
  description?: string;
  tools?: string;
  /** More lines of front matter. */
  more?: string;
  instructions?: string;
}

/** The text of a small valid spec. A JSON string is a YAML string, whatever is in it. */
export function agentSpec({ name, title = name, description, tools, more, instructions }: AgentText): string {
  return `---
apiVersion: agentfactory/v1
kind: Agent
name: ${name}
title: ${JSON.stringify(title)}
description: ${JSON.stringify(description ?? 'Made by a browser test.')}
model: { task: simple_query }
tools: ${tools ?? '[calculator]'}
limits: { maxCostUsd: 0.01, maxSteps: 6, maxSeconds: 60, maxOutputTokens: 4000 }
${more === undefined ? '' : `${more}\n`}---
${instructions ?? '# Purpose\nAnswer short questions.\n\n# Instructions\nUse the calculator for every sum.\n'}`;
}

/** An agent whose answer takes about `words` × 12 ms to write. */
export function slowSpec(name: string, words: number): string {
  const sentence = Array.from({ length: words }, (_, index) => `word${index}`).join(' ');
  return agentSpec({
    name,
    tools: '[]',
    instructions: `# Story\nThe long story of the lighthouse is ${sentence}.\n`,
  });
}

export const slowQuestion = 'What is the long story of the lighthouse?';

/** The text of a small valid team; `pattern` is the lines that say who works when. */
function teamSpec(name: string, title: string, pattern: string): string {
  return `---
apiVersion: agentfactory/v1
kind: Team
name: ${name}
title: ${JSON.stringify(title)}
description: Made by a browser test.
${pattern}
limits: { maxCostUsd: 0.05, maxSteps: 20, maxSeconds: 120, maxOutputTokens: 4000 }
invariants:
  - id: no-card-numbers
    says: Card numbers never leave the team.
    at: [input, output]
    check: { noPii: card }
    otherwise: block
---
# Purpose
Work on the request together.
`;
}

/** Two look at the request at once, one checks what they found; the till may calculate only when somebody says so. */
export const crew = {
  members: [
    agentSpec({ name: 'reader', title: 'Reader' }),
    agentSpec({ name: 'finder', title: 'Finder' }),
    agentSpec({ name: 'checker', title: 'Checker', tools: '[]' }),
    agentSpec({ name: 'till', title: 'Till', more: 'approvals: [calculator]' }),
  ],
  newsroom: teamSpec(
    'newsroom',
    'Newsroom',
    `pattern: graph
nodes:
  read: { agent: reader }
  find: { agent: finder }
  check: { agent: checker }
edges:
  - { from: START, to: read }
  - { from: START, to: find }
  - { from: read, to: check }
  - { from: find, to: check }
  - { from: check, to: find, when: "string(state.check).contains('wrong')", atMost: 2 }
  - { from: check, to: END, when: "!string(state.check).contains('wrong')" }`,
  ),
  counter: teamSpec(
    'counter',
    'Counter',
    'pattern: sequence\nmembers: [{ agent: reader }, { agent: till }, { agent: checker }]',
  ),
} as const;

export interface Naming {
  /** Slug, unique in the team. */
  name: string;
  title: string;
}

export interface AgentTemplate {
  id: string;
  label: string;
  description: string;
  /** What its spec says, for the preview: reading it there would load the whole spec language. A test compares the two. */
  facts: {
    tools: readonly { name: string; effect: 'read' | 'write' | 'money' }[];
    rules: readonly string[];
    maxCostUsd: number;
    maxSeconds: number;
  };
  spec: (naming: Naming) => string;
}

/** A string as a YAML scalar; JSON's quoting is YAML's. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

export const agentTemplates: readonly AgentTemplate[] = [
  {
    id: 'blank',
    label: 'Blank',
    description: 'The smallest spec that runs. Write the rest yourself.',
    facts: { tools: [], rules: [], maxCostUsd: 0.01, maxSeconds: 30 },
    spec: ({ name, title }) => `---
apiVersion: agentfactory/v1
kind: Agent
name: ${name}
title: ${quoted(title)}
description: Says what it is for in one sentence.
model: { task: simple_query }
limits: { maxCostUsd: 0.01, maxSteps: 4, maxSeconds: 30 }
---
# Purpose
Say here what the agent is for and who it answers to.

# Instructions
Answer in plain words. If you do not know, say so.
`,
  },
  {
    id: 'assistant',
    label: 'Assistant with tools',
    description: 'Calculates and knows the date instead of guessing either.',
    facts: {
      tools: [
        { name: 'calculator', effect: 'read' },
        { name: 'current_time', effect: 'read' },
      ],
      rules: ['Card numbers never leave the agent.'],
      maxCostUsd: 0.01,
      maxSeconds: 30,
    },
    spec: ({ name, title }) => `---
apiVersion: agentfactory/v1
kind: Agent
name: ${name}
title: ${quoted(title)}
description: Answers everyday questions; calculates and reads the clock with tools.
model: { task: simple_query }
tools: [calculator, current_time]
limits: { maxCostUsd: 0.01, maxSteps: 6, maxSeconds: 30 }
invariants:
  - id: no-card-numbers
    says: Card numbers never leave the agent.
    at: output
    check: { forbidPattern: "\\\\b(?:\\\\d[ -]?){13,16}\\\\b" }
    otherwise: redact
tests:
  - name: multiplies with the calculator
    input: { query: "What is 17 * 23?" }
    expect: [{ contains: "391" }, { toolUsed: calculator }]
---
# Purpose
Answer short questions of everyday work.

# Instructions
Use the calculator for every sum, product or percentage, and current_time for today's date.
Give the result first, then one sentence on how you got it.
`,
  },
  {
    id: 'reader',
    label: 'Web page reader',
    description: 'Fetches a public page and answers from what it says.',
    facts: {
      tools: [
        { name: 'http_get', effect: 'read' },
        { name: 'json_query', effect: 'read' },
      ],
      rules: ['The agent reads the page before it answers.'],
      maxCostUsd: 0.02,
      maxSeconds: 60,
    },
    spec: ({ name, title }) => `---
apiVersion: agentfactory/v1
kind: Agent
name: ${name}
title: ${quoted(title)}
description: Reads a public web address and answers from its text alone.
model: { task: research }
tools: [http_get, json_query]
limits: { maxCostUsd: 0.02, maxSteps: 8, maxSeconds: 60 }
invariants:
  - id: reads-before-answering
    says: The agent reads the page before it answers.
    at: output
    check: { requireTool: http_get }
    otherwise: block
tests:
  - name: reads the address it is given
    input: { query: "What does https://example.com say?" }
    expect: [{ toolUsed: http_get }]
---
# Purpose
Answer questions about one public web page.

# Instructions
Fetch the address in the question with http_get. If the answer is JSON, pick values with json_query.
Quote the sentence that carries the answer. If the page does not answer, say so.
`,
  },
  {
    id: 'extractor',
    label: 'Structured answers',
    description: 'Turns free text into an object of a fixed shape.',
    facts: { tools: [], rules: [], maxCostUsd: 0.01, maxSeconds: 30 },
    spec: ({ name, title }) => `---
apiVersion: agentfactory/v1
kind: Agent
name: ${name}
title: ${quoted(title)}
description: Turns a message into a summary, a sentiment and a list of tasks.
model: { task: classification, temperature: 0 }
limits: { maxCostUsd: 0.01, maxSteps: 4, maxSeconds: 30 }
input: { type: object, properties: { query: { type: string } }, required: [query] }
output:
  type: object
  properties:
    summary: { type: string }
    sentiment: { type: string, enum: [positive, neutral, negative] }
    tasks: { type: array, items: { type: string } }
  required: [summary, sentiment, tasks]
tests:
  - name: gives a summary
    input: { query: "The delivery was late again. Please call me on Monday." }
    expect: [{ contains: "summary" }]
---
# Purpose
Read a message and fill the output object.

# Instructions
Keep the summary under 20 words. Each task starts with a verb. Leave tasks empty if nothing is asked for.
`,
  },
];

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

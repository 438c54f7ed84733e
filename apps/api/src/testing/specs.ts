/** An agent that needs nothing but a model. */
export function plainSpec(name: string): string {
  return `---
apiVersion: agentfactory/v1
kind: Agent
name: ${name}
title: ${name}
description: Answers in a few words.
model: { task: simple_query }
tools: [calculator]
---
# Instructions
Answer in a few words.
`;
}

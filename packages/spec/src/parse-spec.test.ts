import { describe, expect, test } from 'vitest';
import { specHash } from './canonical.ts';
import { parseSpec } from './parse-spec.ts';
import { runnability } from './runnability.ts';
import { createLocator } from './text/locate.ts';

/** The examples by which the language is described. */
const research = `---
apiVersion: agentfactory/v1
kind: Agent                      # Agent | Team
name: market-research            # slug, unique in the team
title: Market research
description: Answers market questions with cited sources.
model:
  task: research                 # simple_query | classification | research | fact_checking | complex_reasoning | code_generation
  use: []                        # optional pins, e.g. [anthropic/claude-sonnet-4-5]; empty = the router decides
  temperature: 0.2
tools:
  - web_search
  - calculator
  - mcp: { url: "https://mcp.example.com/mcp", allow: [search, fetch] }
  - openapi: { url: "https://api.example.com/openapi.json", allow: [getQuote] }
  - agent: fact-checker          # another agent of the team, as a tool
limits: { maxCostUsd: 0.02, maxSteps: 12, maxSeconds: 60, maxOutputTokens: 2000 }
input:  { type: object, properties: { query: { type: string } }, required: [query] }
output: { type: object, properties: { answer: { type: string }, sources: { type: array } } }
approvals: [send_email]          # tools that wait for a person
invariants:
  - id: cites-sources
    says: Every answer names at least one source.
    at: output
    check: { cel: "size(output.sources) >= 1" }
    otherwise: retry             # block | retry | redact | escalate | warn
  - id: no-card-numbers
    says: Card numbers never leave the agent.
    at: [tool_call, output]
    check: { forbidPattern: "\\\\b(?:\\\\d[ -]?){13,16}\\\\b" }
    otherwise: redact
  - id: search-before-answer
    says: The agent searches before it answers.
    at: output
    check: { requireTool: web_search }
    otherwise: block
tests:
  - name: names a source
    input: { query: "Top AI trends?" }
    expect: [{ matches: "https?://" }, { toolUsed: web_search }, { judge: "States at least three trends" }]
gates: { minPassRate: 0.9, trials: 3 }
---
# Purpose
…
# Instructions
…
`;
const router = `apiVersion: agentfactory/v1
kind: Team
name: support-desk
pattern: router
members:
  - { agent: billing-helper, keywords: [invoice, refund, charge] }
  - { agent: tech-helper, keywords: [error, crash, login] }
default: tech-helper
limits: { maxCostUsd: 0.05 }
`;
const graph = `apiVersion: agentfactory/v1
kind: Team
name: report-writer
pattern: graph
nodes: { research: { agent: researcher }, check: { agent: fact-checker }, write: { agent: writer } }
edges:
  - { from: START, to: research }
  - { from: research, to: check }
  - { from: check, to: research, when: "!state.check.ok", atMost: 3 }
  - { from: check, to: write, when: "state.check.ok" }
  - { from: write, to: END }
`;

describe('the examples of the language', () => {
  test('an agent, read whole', () => {
    const { document, diagnostics } = parseSpec(research);
    // The approval stands for a tool that the agent may get later.
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['approval_without_tool', 'warning'],
    ]);
    expect(document).toMatchObject({
      kind: 'Agent',
      name: 'market-research',
      model: { task: 'research', use: [], temperature: 0.2 },
      tools: [
        { type: 'builtin', name: 'web_search' },
        { type: 'builtin', name: 'calculator' },
        { type: 'mcp', url: 'https://mcp.example.com/mcp', allow: ['fetch', 'search'] },
        { type: 'openapi', url: 'https://api.example.com/openapi.json', allow: ['getQuote'] },
        { type: 'agent', name: 'fact-checker' },
      ],
      limits: { maxCostUsd: 0.02, maxSteps: 12, maxSeconds: 60, maxOutputTokens: 2000 },
      invariants: [
        {
          id: 'cites-sources',
          at: ['output'],
          check: { kind: 'cel', expression: 'size(output.sources) >= 1' },
          otherwise: 'retry',
        },
        {
          id: 'no-card-numbers',
          at: ['tool_call', 'output'],
          check: { kind: 'forbidPattern', pattern: '\\b(?:\\d[ -]?){13,16}\\b' },
          otherwise: 'redact',
        },
        {
          id: 'search-before-answer',
          at: ['output'],
          check: { kind: 'requireTool', tool: 'web_search' },
          otherwise: 'block',
        },
      ],
      tests: [
        {
          name: 'names a source',
          input: { query: 'Top AI trends?' },
          expect: [
            { kind: 'matches', pattern: 'https?://' },
            { kind: 'toolUsed', tool: 'web_search' },
            { kind: 'judge', question: 'States at least three trends' },
          ],
          critical: false,
        },
      ],
      gates: { minPassRate: 0.9, trials: 3 },
      instructions: '# Purpose\n…\n# Instructions\n…',
    });
  });

  test('teams: a router and a graph', () => {
    for (const [text, pattern] of [
      [router, 'router'],
      [graph, 'graph'],
    ] as const) {
      const { document, diagnostics } = parseSpec(text);
      expect(diagnostics).toEqual([]);
      expect(document).toMatchObject({ kind: 'Team', pattern, instructions: '' });
      expect(document && runnability(document)).toEqual([]);
    }
  });

  test('two in one text are told apart, not mixed up', () => {
    const { document, diagnostics } = parseSpec(`${router}---\n${graph}`);
    expect(document).toBeNull();
    expect(diagnostics.map(({ code, range }) => [code, range.start.line])).toEqual([
      ['multiple_documents', router.split('\n').length],
    ]);
  });
});

describe('forms', () => {
  const value = { apiVersion: 'agentfactory/v1', kind: 'Agent', name: 'a', instructions: 'Hello\n\nyou' };
  const yaml = 'apiVersion: agentfactory/v1\nkind: Agent\nname: a\ninstructions: |\n  Hello\n\n  you\n';
  const markdown = '---\napiVersion: agentfactory/v1\nkind: Agent\nname: a\n---\nHello\n\nyou\n';

  test.each([
    ['JSON', JSON.stringify(value)],
    ['JSON over lines', JSON.stringify(value, null, 2)],
    ['JSON with tabs', JSON.stringify(value, null, '\t')],
    ['YAML', yaml],
    ['YAML with its marker', `---\n${yaml}`],
    ['Markdown', markdown],
    ['Markdown with CRLF', markdown.replaceAll('\n', '\r\n')],
    ['Markdown after blank lines', `\n\n${markdown}`],
    ['Markdown with spaces behind the fences', markdown.replaceAll('---\n', '---  \n')],
    ['front matter with instructions and nothing below', `---\n${yaml}---\n\n`],
  ])('%s says the same', (_, text) => {
    const { document, diagnostics } = parseSpec(text);
    expect(diagnostics).toEqual([]);
    expect(document && specHash(document)).toBe(specHash(mustRead(markdown)));
  });

  test('a rule in the body is part of the instructions', () => {
    expect(mustRead(`${markdown}\n---\nmore\n`).instructions).toBe('Hello\n\nyou\n\n---\nmore');
  });

  test('names that objects have of themselves are names like others', () => {
    const text =
      '---\napiVersion: agentfactory/v1\nkind: Agent\nname: a\noutput: { type: object, properties: { constructor: { type: string }, toString: { type: number } } }\n---\nHi\n';
    expect(mustRead(text).output).toEqual({
      type: 'object',
      properties: { constructor: { type: 'string' }, toString: { type: 'number' } },
    });
  });
});

test('a locator finds keys and items by path, and the nearest parent of what is not there', () => {
  const locator = createLocator(research);
  const at = (path: (string | number)[]) => {
    const { start, end } = locator.find(path);
    return research.slice(start.offset, end.offset);
  };
  expect([
    at(['limits', 'maxSteps']),
    at(['tools', 1]),
    at(['invariants', 2, 'check']),
    at(['invariants', 9]),
    at(['nope']),
  ]).toEqual(['maxSteps', 'calculator', 'check', 'invariants', '']);
});

function mustRead(text: string) {
  const { document, diagnostics } = parseSpec(text);
  if (!document) throw new Error(JSON.stringify(diagnostics));
  return document;
}

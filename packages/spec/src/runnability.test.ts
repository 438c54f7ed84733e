import { boundaries } from '@agent-factory/contracts';
import { describe, expect, test } from 'vitest';
import { possibleBoundaries } from './language/invariant-shape.ts';
import { parseSpec } from './parse-spec.ts';
import { enforcedBoundaries, runnability } from './runnability.ts';
import { agentText, graphText, invariantText } from './testing/marked.ts';

function blockers(text: string) {
  const { document, diagnostics } = parseSpec(text);
  if (!document) throw new Error(JSON.stringify(diagnostics));
  return runnability(document, text).map(({ message, path }) => [message, path.join('.')]);
}

describe('runnability', () => {
  test('a spec of what this version has can run', () => {
    expect(
      blockers(
        agentText('tools: [calculator, current_time, json_query, http_get]\ngates: { minPassRate: 0.5 }'),
      ),
    ).toEqual([]);
    expect(
      blockers(
        invariantText(
          '{ noPii: true }',
          '    at: [input, model_call, tool_call, tool_result, output]\n    otherwise: redact',
        ),
      ),
    ).toEqual([]);
  });

  test('tools of MCP servers and OpenAPI documents can run; what they lack is said when a run starts', () => {
    expect(
      blockers(
        agentText(
          'tools: [{ mcp: { url: "https://x.example/mcp", allow: [a] } }, { openapi: { url: "https://x.example/openapi.json", allow: [repos/get] } }]',
        ),
      ),
    ).toEqual([]);
  });

  test.each([
    [agentText('tools: [{ agent: other }]'), 'Agents as tools (other) cannot run yet.', 'tools.0'],
    [
      agentText('tools: [calculator]\napprovals: [calculator]'),
      'Approvals (calculator) cannot be waited for yet.',
      'approvals',
    ],
    [
      invariantText('{ judge: "It is kind." }'),
      'The invariant rule cannot be enforced yet: judge at output.',
      'invariants.0.check',
    ],
    [
      invariantText('{ maxLength: 3 }', '    otherwise: escalate'),
      'The invariant rule cannot be enforced yet: "otherwise: escalate".',
      'invariants.0.otherwise',
    ],
  ])('%j is named', (text, message, path) => {
    expect(blockers(text)).toEqual([[message, path]]);
  });

  test('a team can run; its members say for themselves whether they can', () => {
    expect(
      blockers(graphText('  - { from: START, to: a }\n  - { from: a, to: b }\n  - { from: b, to: END }')),
    ).toEqual([]);
  });

  test('an approval for a tool that the agent lacks stops nothing', () => {
    expect(blockers(agentText('approvals: [send_email]'))).toEqual([]);
  });

  test('nothing is enforced where the language says that it cannot be', () => {
    for (const [kind, enforced] of Object.entries(enforcedBoundaries)) {
      const possible = Object.entries(possibleBoundaries).find(([each]) => each === kind)?.[1] ?? [];
      expect(enforced.every((boundary) => possible.includes(boundary) && boundaries.includes(boundary))).toBe(
        true,
      );
    }
  });
});

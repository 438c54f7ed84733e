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

  test('a tool that has left the language is named', () => {
    const { document } = parseSpec(agentText('tools: [calculator]'));
    if (document?.kind !== 'Agent') throw new Error('no agent');
    const old = { ...document, tools: [{ type: 'builtin' as const, name: 'abacus' }] };
    expect(runnability(old).map(({ message, path }) => [message, path])).toEqual([
      ['There is no built-in tool abacus in this version.', ['tools', 0]],
    ]);
  });

  test('a team can run; its members say for themselves whether they can', () => {
    expect(
      blockers(graphText('  - { from: START, to: a }\n  - { from: a, to: b }\n  - { from: b, to: END }')),
    ).toEqual([]);
  });

  test.each([
    ['agents as tools', agentText('tools: [{ agent: other }]')],
    ['approvals', agentText('tools: [calculator]\napprovals: [calculator]')],
    [
      'what silence means',
      agentText('tools: [calculator]\napprovals: { tools: [calculator], onTimeout: approve }'),
    ],
    ['an approval for a tool that the agent lacks', agentText('approvals: [send_email]')],
    ['judges', invariantText('{ judge: "It is kind." }')],
    ['escalation', invariantText('{ maxLength: 3 }', '    otherwise: escalate')],
  ])('%s can run', (_, text) => {
    expect(blockers(text)).toEqual([]);
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

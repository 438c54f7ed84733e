import { builtinTool, parseSpec, runnability } from '@agent-factory/spec';
import { describe, expect, test } from 'vitest';
import { agentTemplates } from './templates.ts';

describe('agent templates', () => {
  test.each(agentTemplates.map((template) => [template.id, template] as const))(
    '%s is a spec without a single remark that this version can run',
    (_id, template) => {
      const text = template.spec({ name: 'first-try', title: 'A "first": try # 1' });
      const { document, diagnostics } = parseSpec(text);
      expect(diagnostics).toEqual([]);
      expect(document).toMatchObject({ kind: 'Agent', name: 'first-try', title: 'A "first": try # 1' });
      if (document?.kind !== 'Agent') throw new Error('a starting point is an agent');
      expect(runnability(document)).toEqual([]);
      // What its preview says is what the spec says.
      expect(template.facts).toEqual({
        tools: document.tools.map((tool) => {
          const name = tool.type === 'builtin' ? tool.name : '';
          return { name, effect: builtinTool(name)?.effect };
        }),
        rules: document.invariants.map(({ says }) => says),
        maxCostUsd: document.limits.maxCostUsd,
        maxSeconds: document.limits.maxSeconds,
      });
    },
  );
});

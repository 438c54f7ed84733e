import { parseSpec, runnability } from '@agent-factory/spec';
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
      if (document !== null) expect(runnability(document)).toEqual([]);
    },
  );
});

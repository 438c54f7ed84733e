import { describe, expect, test } from 'vitest';
import { builtinTools, toolGroups, toolsBehind } from './builtin-tools.ts';
import { specHash } from './canonical.ts';
import { diffSpecs } from './change/diff-specs.ts';
import { isTightening } from './change/is-tightening.ts';
import { formatSpec } from './format-spec.ts';
import { parseSpec } from './parse-spec.ts';
import { runnability } from './runnability.ts';
import { agentText } from './testing/marked.ts';

function read(text: string) {
  const { document, diagnostics } = parseSpec(text);
  return { document, codes: diagnostics.map(({ code }) => code) };
}

function specOf(text: string) {
  const { document, diagnostics } = parseSpec(text);
  if (!document) throw new Error(JSON.stringify(diagnostics));
  return document;
}

describe('groups of tools', () => {
  test('a group is kept as written and stands for its tools that only read', () => {
    const text = agentText('tools: [github, slack, jira, github_create_issue]');
    expect(read(text)).toMatchObject({
      codes: [],
      document: {
        tools: ['github', 'slack', 'jira', 'github_create_issue'].map((name) => ({ type: 'builtin', name })),
      },
    });
    expect(runnability(specOf(text))).toEqual([]);
    expect(formatSpec(text)).toContain('github_create_issue');
    for (const [group, members] of toolGroups) {
      expect(members, group).not.toEqual([]);
      for (const name of members) {
        expect(builtinTools.find((tool) => tool.name === name)).toMatchObject({ effect: 'read', group });
      }
    }
  });

  test('rules and approvals name the tools of a group, never the group', () => {
    const about = (name: string) => read(agentText(`tools: [github]\napprovals: [${name}]`)).codes;
    expect(about('github_read_file')).toEqual([]);
    expect(about('github')).toEqual(['tool_not_available']);
    // It writes, so the group does not bring it; a warning, as for any tool that the agent may get later.
    expect(about('github_create_issue')).toEqual(['approval_without_tool']);
  });

  test('a tool that the group brings is not listed again', () => {
    expect(read(agentText('tools: [github, github_read_file]')).codes).toEqual(['duplicate_tool']);
    expect(read(agentText('tools: [jira_search, jira]')).codes).toEqual(['duplicate_tool']);
  });

  test('a group in place of one of its tools is a gain, the other way round is none', () => {
    const one = specOf(agentText('tools: [github_read_file]'));
    const group = specOf(agentText('tools: [github]'));
    const risks = diffSpecs(one, group).map(({ risk }) => risk);
    expect(risks).toContain('tool_gained');
    expect(risks).not.toContain('write_access_gained');
    expect(isTightening(one, group).ok).toBe(false);
    expect(isTightening(group, one).ok).toBe(true);
    expect(specHash(one)).not.toBe(specHash(group));
  });

  test('a tool of a group that writes is said to write', () => {
    const before = specOf(agentText('tools: [slack]'));
    const after = specOf(agentText('tools: [slack, slack_post]'));
    expect(diffSpecs(before, after)).toMatchObject([{ risk: 'write_access_gained' }]);
  });

  test('no group bears the name of a tool', () => {
    for (const group of toolGroups.keys()) expect(builtinTools.map(({ name }) => name)).not.toContain(group);
    expect(toolsBehind('calculator')).toEqual(['calculator']);
  });
});

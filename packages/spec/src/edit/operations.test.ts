import { describe, expect, test } from 'vitest';
import { diagnosticsFree } from '../testing/diagnostics-free.ts';
import { agentText, graphText, teamText } from '../testing/marked.ts';
import { describeOperation } from './describe-operation.ts';
import { editSpec } from './edit-spec.ts';
import type { SpecOperation } from './operation.ts';

function edited(text: string, ...operations: SpecOperation[]): string {
  const result = editSpec(text, operations);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.text;
}

function refusal(text: string, ...operations: SpecOperation[]) {
  const result = editSpec(text, operations);
  if (result.ok) throw new Error(`not refused: ${result.text}`);
  const [problem] = result.problems;
  if (!problem) throw new Error('no problem');
  return problem;
}

describe('operations in the words of the language', () => {
  const graph = graphText(
    '  - { from: START, to: a }\n  - { from: a, to: b, when: \'state.a.ok && "state.a.ok" != ""\' }\n  - { from: a, to: END }\n  - { from: b, to: END } # done',
  );

  test('a node is renamed with its edges and conditions, not with what only looks like it', () => {
    const text = edited(graph, { type: 'renameNode', name: 'a', to: 'ask' });
    expect(text).toContain('nodes: { ask: { agent: one }');
    expect(text).toContain('from: ask, to: b, when: \'state.ask.ok && "state.a.ok" != ""\'');
    expect(diagnosticsFree(text)).toBe(true);
  });

  test('a node goes with its edges', () => {
    const text = edited(graph, { type: 'removeNode', name: 'b' });
    expect(text).toBe(
      graphText('  - { from: START, to: a }\n  - { from: a, to: END }', '{ a: { agent: one } }'),
    );
  });

  test('connect and disconnect', () => {
    const text = edited(graph, { type: 'connect', from: 'b', to: 'a', when: 'state.b.again', atMost: 2 });
    expect(text).toContain('# done\n  - { from: b, to: a, when: state.b.again, atMost: 2 }\n');
    expect(edited(text, { type: 'disconnect', from: 'b', to: 'a' })).toBe(graph);
    expect(refusal(text, { type: 'connect', from: 'b', to: 'a', when: 'state.b.again' }).code).toBe(
      'already_there',
    );
    expect(refusal(graph, { type: 'disconnect', from: 'b', to: 'a' }).code).toBe('no_such_place');
  });

  test('an input field is renamed wherever it is read', () => {
    const text = edited(
      agentText(
        'input: { type: object, properties: { query: { type: string } }, required: [query] }\ninvariants:\n  - { id: a, says: b, check: { cel: "size(input.query) > 0" } }\ntests:\n  - name: t\n    input: { query: hi }\n    expect: [{ cel: input.query == output }]',
      ),
      { type: 'renameField', of: 'input', name: 'query', to: 'question' },
    );
    expect(text.match(/quer/g)).toBeNull();
    expect(text.match(/question/g)).toHaveLength(5);
    expect(diagnosticsFree(text)).toBe(true);
  });

  test('a tool goes with its approval; one of several of a server alone', () => {
    const text = agentText(
      'tools:\n  - calculator\n  - mcp: { url: "https://a.example/mcp", allow: [search, fetch] }\napprovals: [calculator, fetch]',
    );
    expect(edited(text, { type: 'removeTool', tool: 'calculator' })).toBe(
      text.replace('  - calculator\n', '').replace('calculator, ', ''),
    );
    expect(edited(text, { type: 'removeTool', tool: 'fetch' })).toBe(text.replaceAll(', fetch', ''));
    expect(refusal(text, { type: 'addTool', tool: 'calculator' }).code).toBe('already_there');
    expect(refusal(text, { type: 'removeTool', tool: 'nope' })).toMatchObject({
      code: 'no_such_place',
      path: ['tools'],
      operation: 0,
    });
  });

  test('approvals, with and without what silence means', () => {
    const plain = agentText('tools: [calculator, http_get]\napprovals: [calculator]');
    expect(edited(plain, { type: 'addApproval', tool: 'http_get' })).toContain(
      'approvals: [calculator, http_get]',
    );
    const long = agentText(
      'tools: [calculator, http_get]\napprovals:\n  tools: [calculator]\n  timeoutSeconds: 60\n  onTimeout: deny',
    );
    expect(edited(long, { type: 'addApproval', tool: 'http_get' })).toContain(
      '  tools: [calculator, http_get]\n  time',
    );
    expect(edited(long, { type: 'removeApproval', tool: 'calculator' })).toContain('  tools: []\n');
  });

  test('an agent is renamed in every role', () => {
    const text = edited(
      teamText('pattern: router\nmembers:\n  - agent: old # the old one\n  - other\ndefault: old'),
      { type: 'renameAgent', agent: 'old', to: 'new' },
    );
    expect(text).toBe(
      teamText('pattern: router\nmembers:\n  - agent: new # the old one\n  - other\ndefault: new'),
    );
  });

  test('limits and model policy are begun, changed and taken back', () => {
    const text = agentText('# mine\ntools: [calculator]');
    const more = edited(
      text,
      { type: 'setLimit', limit: 'maxSteps', value: 3 },
      { type: 'setModelPolicy', model: { task: 'research', temperature: 0.2 } },
    );
    expect(more).toBe(
      agentText(
        'model: { task: research, temperature: 0.2 }\n# mine\ntools: [calculator]\nlimits: { maxSteps: 3 }',
      ),
    );
    expect(edited(more, { type: 'setModelPolicy', model: { temperature: null, use: ['a/b'] } })).toContain(
      'model: { task: research, use: [a/b] }',
    );
    expect(edited(more, { type: 'setLimit', limit: 'maxSteps', value: null })).toContain('limits: {}');
  });

  test.each<[SpecOperation, string]>([
    [{ type: 'set', path: ['limits', 'maxSteps'], value: 3 }, 'Set "limits.maxSteps"'],
    [{ type: 'addTool', tool: { mcp: { url: 'https://x.example', allow: ['a'] } } }, 'Add the tool mcp'],
    [{ type: 'addTool', tool: { agent: 'helper' } }, 'Add the tool helper'],
    [{ type: 'removeApproval', tool: 'http_get' }, 'Let http_get run without asking'],
  ])('are told in words: %j', (operation, words) => {
    expect(describeOperation(operation)).toBe(words);
  });

  test('several operations are one edit, or none', () => {
    const text = agentText('tools: [calculator]');
    const problem = refusal(
      text,
      { type: 'addTool', tool: 'http_get' },
      { type: 'removeTool', tool: 'nope' },
    );
    expect(problem).toMatchObject({ code: 'no_such_place', operation: 1 });
  });
});

describe('what cannot be edited is refused with its place', () => {
  test.each<[string, string, SpecOperation, string, string]>([
    [
      'an unclosed bracket',
      '---\nname: x\ntools: [a,\n---\nHi',
      { type: 'addTool', tool: 'b' },
      'broken_place',
      '',
    ],
    [
      'a key that an unclosed quote swallowed',
      'name: "x\ntitle: b\n',
      { type: 'set', path: ['title'], value: 'c' },
      'broken_place',
      '',
    ],
    ['an alias', 'a: &x [1]\ntools: *x\n', { type: 'addTool', tool: 'b' }, 'unsupported_place', 'tools'],
    [
      'an anchor',
      'tools: &x [calculator]\n',
      { type: 'set', path: ['tools'], value: [] },
      'unsupported_place',
      '[calculator]',
    ],
    [
      'no spec at all',
      'just words',
      { type: 'set', path: ['name'], value: 'x' },
      'unreadable_text',
      'just words',
    ],
    [
      'two documents',
      'name: a\n---\nname: b\n',
      { type: 'set', path: ['name'], value: 'x' },
      'unreadable_text',
      '---',
    ],
    ['a text for a list', 'tools: calculator\n', { type: 'addTool', tool: 'b' }, 'wrong_place', 'tools'],
    ['members of an agent', 'kind: Agent\n', { type: 'addMember', member: 'b' }, 'wrong_kind', 'kind'],
    ['tools of a team', 'kind: Team\n', { type: 'addTool', tool: 'b' }, 'wrong_kind', 'kind'],
    [
      'a key that is there',
      'a: 1\nb: 2\n',
      { type: 'renameKey', path: ['a'], to: 'b' },
      'already_there',
      'a',
    ],
    ['__proto__', 'a: 1\n', { type: 'set', path: ['a', '__proto__'], value: 1 }, 'wrong_place', 'a'],
    [
      '__proto__ inside',
      'a: {}\n',
      { type: 'set', path: ['a'], value: JSON.parse('{"__proto__":1}') },
      'invalid_value',
      'a',
    ],
    ['no number', 'a: 1\n', { type: 'set', path: ['a'], value: Number.NaN }, 'invalid_value', 'a'],
    ['nothing there', 'a: 1\n', { type: 'remove', path: ['b', 0] }, 'no_such_place', ''],
  ])('%s', (_, text, operation, code, place) => {
    const { code: found, range, message } = refusal(text, operation);
    expect(found).toBe(code);
    expect(message.endsWith('.')).toBe(true);
    if (place !== '') expect(text.slice(range.start.offset, range.end.offset)).toBe(place);
  });

  test('mistakes elsewhere do not stand in the way', () => {
    const text = '---\nname: Not A Slug\nunknown: key\ntools: &x [nope] # anchored\ntitle: a\n---\nHi\u202e';
    expect(edited(text, { type: 'set', path: ['title'], value: 'b' })).toBe(
      text.replace('title: a', 'title: b'),
    );
    const broken = '---\ntitle: a\nlimits: { maxSteps: 1\n---\nHi';
    expect(edited(broken, { type: 'set', path: ['title'], value: 'b' })).toBe(
      broken.replace('title: a', 'title: b'),
    );
    expect(edited(broken, { type: 'setInstructions', text: 'Ho' })).toBe(broken.replace('Hi', 'Ho'));
  });
});

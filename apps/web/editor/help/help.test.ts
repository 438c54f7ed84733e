import { celFunctions, compileCel, parseSpec } from '@agent-factory/spec';
import { describe, expect, test } from 'vitest';
import { completionsAt } from '../completions.ts';
import { cursorPlace } from '../cursor-path.ts';
import { agentLinks } from './agent-links.ts';
import { celFunctionHelp, celPlace, openCall, parametersOf } from './cel-help.ts';
import { hoverAt } from './hover-at.ts';
import type { KnownNames } from './known-names.ts';
import { definitionAt, namedAt, renameEdits } from './rename-at.ts';
import { symbolsOf } from './symbols-of.ts';

const known: KnownNames = {
  models: [{ id: 'openai/gpt-5-mini', says: 'GPT-5 mini: $0.25 read and $2.00 written per million tokens.' }],
  agents: [{ id: 'agt_1', name: 'writer', title: 'Writer', description: 'Writes.' }],
};
/** The text without its mark `|`, and where that was. */
function marked(text: string): [string, number] {
  return [text.replace('|', ''), text.indexOf('|')];
}
const labels = (text: string) => completionsAt(...marked(text), known).map(({ label }) => label);
const hover = (text: string) => hoverAt(...marked(text), known)?.says.join('\n') ?? '';

describe('hover', () => {
  test('says what a key means, between which bounds, in which unit, and what leaving it out means', () => {
    const said = hover('---\nkind: Agent\nlimits: { maxCostUsd|: 0.01 }\n---\n');
    expect(said).toContain('What one run may cost at most');
    expect(said).toContain('from 0 to 1000, in US dollars');
    expect(said).toContain('Left out: `0.05`');
    expect(hover('---\nkind: Agent\nmodel:\n  task: rese|arch\n---\n')).toContain('`fact_checking`');
  });

  test('says what a tool does, what a model costs, who an agent is', () => {
    expect(hover('---\ntools:\n  - calc|ulator\n---\n')).toContain('only reads');
    expect(hover('---\nmodel: { use: [openai/gpt-5|-mini] }\n---\n')).toContain('$0.25 read');
    expect(hover('---\nkind: Team\nmembers: [wri|ter]\n---\n')).toContain('an agent of this team');
    expect(hover('---\nkind: Agent\n---\nProse is |prose.\n')).toBe('');
  });

  test('knows every key of the first level', () => {
    for (const { label, kind } of completionsAt('---\nkind: Agent\n', 16).filter(
      (offer) => offer.kind === 'key' && offer.label !== 'instructions',
    )) {
      expect(hoverAt(`---\n${label}: x\n---\n`, 5)?.says[0], `${kind} ${label}`).toContain(`**${label}**`);
    }
  });
});

describe('expressions', () => {
  test('every function of the language is explained, and no other', () => {
    expect([...new Set(celFunctionHelp.map(({ name }) => name))].sort()).toEqual([...celFunctions].sort());
  });

  test.each(
    celFunctionHelp.filter(
      ({ isMethod, name }) => isMethod && parametersOf({ signature: name }).length === 0,
    ),
  )('$signature is called as it says', ({ name, signature }) => {
    const values: Readonly<Record<string, string>> = {
      item: 'c',
      condition: 'c.ok',
      expression: 'c.name',
      part: '"a"',
      pattern: '"a"',
      start: '0',
      end: '1',
    };
    const on = signature.startsWith('list.') ? 'calls' : 'string(input.query)';
    const call = `${on}.${name}(${parametersOf({ signature })
      .map((each) => values[each] ?? '1')
      .join(', ')})`;
    expect(() => compileCel(`${call} == ${call}`)).not.toThrow();
  });

  test('offers variables, their fields and functions, and an edge what it sees', () => {
    const at = (typed: string) => labels(`---\ninvariants:\n  - check: { cel: '${typed}| }`);
    expect(at('')).toEqual(expect.arrayContaining(['input', 'usage', 'size', 'has']));
    expect(at('usage.')).toEqual(expect.arrayContaining(['costUsd', 'tokens']));
    expect(at('tool.na')).toContain('name');
    expect(at('input.')).toContain('query');
    const edge = labels(
      "kind: Team\nnodes:\n  a: { agent: writer }\nedges:\n  - { from: a, when: 'state.|' }\n",
    );
    expect(edge).toContain('a');
  });

  test('says which parameter of a call is being written', () => {
    const text = "---\ninvariants:\n  - check:\n      cel: 'calls.exists(c, ";
    const place = cursorPlace(text, text.length);
    const expression = place && celPlace(place);
    expect(expression && openCall(expression)).toMatchObject({ help: { name: 'exists' }, parameter: 1 });
  });
});

test('offers models with prices and the agents of the team where they are named', () => {
  expect(labels('---\nmodel:\n  use: [|')).toContain('openai/gpt-5-mini');
  expect(labels('---\nkind: Team\nmembers:\n  - |')).toContain('writer');
  expect(labels('---\nkind: Team\nmembers:\n  - agent: w|')).toContain('writer');
});

describe('snippets', () => {
  /** With each place filled by what it proposes. */
  const filled = (insert: string) =>
    insert
      .replaceAll(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
      .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1')
      .replaceAll('$0', '')
      .replaceAll('\\\\', '\\');
  const snippets = (text: string) => completionsAt(...marked(text)).filter(({ kind }) => kind === 'snippet');
  const wrong = (text: string) =>
    parseSpec(text).diagnostics.filter(
      ({ severity, code }) => severity === 'error' && code !== 'unknown_reference',
    );

  test.each(['invariants', 'tests', 'tools'])('of %s are valid where they are put', (list) => {
    const head = `---\napiVersion: agentfactory/v1\nkind: Agent\nname: a\n${list === 'tools' ? '' : 'tools: [calculator, http_get, send_email]\n'}${list}:\n  - `;
    const offered = snippets(`${head}|`);
    expect(offered.length).toBeGreaterThan(2);
    for (const { label, insert } of offered) {
      const text = `${head}${filled(insert).replaceAll('\n', '\n  ')}\n---\nHelp.\n`;
      expect(wrong(text), label).toEqual([]);
    }
  });

  test('of teams are valid', () => {
    const head = '---\napiVersion: agentfactory/v1\nkind: Team\nname: a\n';
    const offered = snippets(`${head}|`);
    expect(offered).toHaveLength(6);
    for (const { label, insert } of offered)
      expect(wrong(`${head}${filled(insert)}\n---\n`), label).toEqual([]);
  });
});

describe('names', () => {
  const team =
    'kind: Team\npattern: graph\nnodes:\n  draft: { agent: writer }\nedges:\n  - { from: START, to: draft }\n  - { from: draft, to: END, when: state.draft.ok }\n';
  const rename = (text: string, offset: number, to: string) => {
    const named = namedAt(text, offset);
    const edits = named === null ? 'nothing' : renameEdits(text, named, to);
    if (typeof edits === 'string') return edits;
    return edits.reduceRight(
      (done, { offset: at, length, insert }) => done.slice(0, at) + insert + done.slice(at + length),
      text,
    );
  };

  test('of a node, an agent and a field are changed with all that refers to them', () => {
    expect(rename(team, team.indexOf('draft:') + 2, 'text')).toBe(
      team
        .replace('draft:', 'text:')
        .replace('to: draft', 'to: text')
        .replace('from: draft', 'from: text')
        .replace('state.draft', 'state.text'),
    );
    expect(rename(team, team.indexOf('writer') + 1, 'author')).toBe(team.replace('writer', 'author'));
    expect(rename(team, team.indexOf('START'), 'x')).toBe('nothing');
  });

  test('lead to where they are defined, and to the agent’s own page', () => {
    expect(definitionAt(team, team.indexOf('to: draft') + 5)?.start.line).toBe(4);
    expect(definitionAt('---\ntools: [calculator]\napprovals: [calculator]\n---\n', 38)?.start.line).toBe(2);
    expect(agentLinks(team, known)).toMatchObject([
      { agentId: 'agt_1', range: { start: { line: 4, column: 19 } } },
    ]);
  });

  test('are listed as symbols', () => {
    expect(symbolsOf(team).map(({ name, inner }) => [name, inner.map((each) => each.name)])).toEqual([
      ['kind', []],
      ['pattern', []],
      ['nodes', []],
      ['edges', ['START → draft', 'draft → END']],
    ]);
  });
});

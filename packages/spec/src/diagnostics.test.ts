import { describe, expect, test } from 'vitest';
import { type DiagnosticCode, diagnosticCatalogue, diagnosticDetails } from './catalogue.ts';
import { parseSpec } from './parse-spec.ts';
import { runnability } from './runnability.ts';
import { agentText, graphText, invariantText, marked, teamText, testText } from './testing/marked.ts';

/** For each code, texts in which the token that it must cover is marked `«…»`. */
const cases: { [C in DiagnosticCode]?: readonly string[] } = {
  byte_order_mark: ['«\ufeff»name: x'],
  nul_character: [agentText('title: a«\0»b'), agentText('title: «"a\\0b"»')],
  control_character: [agentText('title: a«\u0007»b'), agentText('title: «"\\u001b[31m"»')],
  bidi_control: [
    agentText('title: a«\u202e»b'),
    agentText('title: x', 'ab«\u2066»c'),
    agentText('title: «"\\u202e"»'),
  ],
  lone_surrogate: [
    agentText('title: a«\ud800»b'),
    agentText('title: «"\\ud800"»'),
    agentText('title: a«\udc00»b'),
  ],
  hidden_character: [agentText('title: a«\u{e0041}»b')],
  empty_document: ['«»', '«»  \n\n'],
  alias: [agentText('title: «*a»')],
  anchor: [agentText('title: «&a» b')],
  merge_key: [agentText('limits: { «<<»: { maxSteps: 1 } }')],
  custom_tag: [agentText('title: «!!js/function» x'), agentText('title: «!x» y')],
  yaml_directive: ['«%YAML 1.1»\n---\nname: x\n'],
  yaml_syntax: [agentText('title: [«a»'), agentText('title: «a»: b'), agentText('title: "«a»')],
  multiple_documents: [
    `${teamText('pattern: sequence\nmembers: [a]')}«---»\nkind: Team\n`,
    `${agentText('title: x', '«apiVersion»: agentfactory/v1\nkind: Team')}`,
  ],
  duplicate_key: [agentText('title: a\n«title»: b'), agentText('limits: { maxSteps: 1, «maxSteps»: 2 }')],
  forbidden_key: [
    agentText('input: { type: object, properties: { «__proto__»: {} } }'),
    agentText('«"__proto__"»: { a: 1 }'),
  ],
  number_not_finite: [
    agentText('limits: { maxCostUsd: «.nan» }'),
    agentText('limits: { maxSteps: «.inf» }'),
    testText('{ equals: { a: [«-.inf»] } }'),
    agentText('limits: { maxSteps: «1e400» }'),
  ],
  number_not_exact: [testText('{ equals: «9007199254740993» }')],
  not_a_mapping: [
    '«Just some words.»',
    '«# A heading»\n\nand text',
    '«[1, 2]»',
    '«---»\n---\nhello\n',
    '  «3»',
  ],
  instructions_twice: [agentText('«instructions»: Do it.')],
  unknown_key: [
    agentText('«temprature»: 1'),
    agentText('model: { «tasks»: research }'),
    agentText('«constructor»: 1'),
    agentText('limits: { «max_cost_usd»: 1 }'),
    invariantText('{ «forbidPatern»: x }'),
    invariantText('{ «toString»: x }'),
    testText('{ «contain»: x }'),
    agentText('tools: [{ «mpc»: { url: "https://x.example", allow: [a] } }]'),
    teamText('pattern: sequence\nmembers: [a]\n«default»: a'),
  ],
  missing_key: [
    '---\n«apiVersion»: agentfactory/v1\nkind: Agent\n---\nHi\n',
    '---\n«name»: x\napiVersion: agentfactory/v1\n---\nHi\n',
    agentText('tools: [{ «mcp»: { url: "https://x.example" } }]'),
    agentText('invariants:\n  - «id»: a\n    says: b'),
    'apiVersion: agentfactory/v1\n«kind»: Team\nname: x\n',
    'apiVersion: agentfactory/v1\nkind: Team\nname: x\npattern: router\nmembers: [a]\n'.replace(
      'apiVersion',
      '«apiVersion»',
    ),
    '{"«apiVersion": "agentfactory/v1", "kind": "Agent", "instructions": "x"}'.replace(
      '"«apiVersion"',
      '«"apiVersion"»',
    ),
  ],
  wrong_type: [
    agentText('tools: «calculator»'),
    agentText('title: «3»'),
    agentText('title: «true»'),
    agentText('limits: «none»'),
    agentText('limits: { maxSteps: «"3"» }'),
    agentText('limits: { maxSteps: «1.5» }'),
    agentText('tools: [«[]»]'),
    agentText('tools:\n  - «3»'),
    agentText('input: «text»'),
    '{ "apiVersion": "agentfactory/v1", "kind": "Agent", "name": "x", "instructions": "y", "title": «[1]» }',
  ],
  empty_value: [agentText('«title»:'), agentText('«tools»:\ntitle: x'), agentText('model: { task: «null» }')],
  unknown_value: [
    agentText('model: { task: «reserch» }'),
    '---\napiVersion: agentfactory/v1\nkind: «Agnet»\nname: x\n---\nHi',
    invariantText('{ maxLength: 3 }', '    at: «ouput»'),
    invariantText('{ noPii: «iris» }'),
    invariantText('{ noPii: «false» }'),
  ],
  unsupported_version: ['---\napiVersion: «agentfactory/v2»\nkind: Agent\nname: x\n---\nHi'],
  invalid_name: [
    '---\napiVersion: agentfactory/v1\nkind: Agent\nname: «My Agent»\n---\nHi',
    invariantText('{ requireTool: «"no spaces"» }'),
    graphText('  - { from: START, to: END }', '{ «a-b»: { agent: x } }'),
  ],
  text_length: [
    agentText('title: «""»'),
    invariantText('{ cel: «" "» }'),
    agentText(`title: «${'x'.repeat(121)}»`),
  ],
  out_of_range: [
    agentText('memory: { window: «201» }'),
    agentText('limits: { maxSteps: «0» }'),
    agentText('limits: { maxCostUsd: «-1» }'),
    agentText('gates: { minPassRate: «1.5» }'),
    agentText('model: { temperature: «9» }'),
  ],
  item_count: [
    invariantText('{ toolOrder: «[calculator]» }'),
    testText('').replace('[]', '«[]»'),
    graphText('  - { from: START, to: END }', '{}').replace('nodes', '«nodes»'),
  ],
  repeated_item: [
    agentText('model: { use: [a/b, «a/b»] }'),
    invariantText('{ maxLength: 3 }', '    at: [output, «output»]'),
  ],
  exactly_one_key: [invariantText('{ maxLength: 3, «noPii»: true }'), invariantText('«{}»')],
  missing_instructions: [
    '---\napiVersion: agentfactory/v1\nkind: Agent\nname: x\n«---»\n\n',
    '«apiVersion»: agentfactory/v1\nkind: Agent\nname: x\n',
    '---\napiVersion: agentfactory/v1\nkind: Agent\nname: x\n«instructions»: ""\n---\n',
  ],
  unknown_tool: [agentText('tools: [«calculater»]'), agentText('tools:\n  - «"http_gett"»')],
  duplicate_tool: [
    agentText('tools: [calculator, «calculator»]'),
    agentText('tools: [calculator, { mcp: { url: "https://x.example", allow: [«calculator»] } }]'),
  ],
  agent_calls_itself: [agentText('tools: [{ agent: «probe» }]')],
  tool_not_available: [
    invariantText('{ requireTool: «calculater» }'),
    testText('{ toolUsed: «http_get» }'),
    agentText('tools: [calculator]\napprovals: [«calculater»]'),
    invariantText('{ maxCalls: { tool: «x», atMost: 1 } }'),
  ],
  approval_without_tool: [agentText('approvals: [«send_email»]')],
  invalid_url: [
    agentText('tools: [{ mcp: { url: «"http://x.example"», allow: [a] } }]'),
    agentText('tools: [{ mcp: { url: «"https://u:p@x.example"», allow: [a] } }]'),
    agentText('tools: [{ mcp: { url: «nowhere», allow: [a] } }]'),
  ],
  invalid_model: [agentText('model: { use: [«gpt-4»] }')],
  invalid_pattern: [
    invariantText('{ forbidPattern: «"(a"» }'),
    invariantText("{ matches: «'(?=a)'» }"),
    agentText('input: { type: object, properties: { a: { pattern: «"(?<!b)c"» } } }'),
  ],
  invalid_cel: [
    invariantText('{ cel: "size(«outputs») > 1" }'),
    invariantText("{ cel: '«frobnicate(output)»' }"),
    invariantText('{ cel: «"output == "» }'),
    graphText(
      '  - { from: START, to: a, when: «output».x }\n  - { from: a, to: b }\n  - { from: b, to: END }',
    ),
  ],
  invalid_schema: [
    agentText('output: { type: «strng» }'),
    agentText('output: { type: object, required: «answer» }'),
    agentText('output: { $ref: «"#/$defs/x"» }'),
    agentText('output: { type: [string, «null»] }'),
    agentText('output: { minLength: «-1» }'),
    agentText('output: { format: «emial» }'),
  ],
  unknown_schema_keyword: [
    agentText('output: { type: object, «propertis»: {} }'),
    agentText('output: { type: string, «nullable»: true }'),
  ],
  duplicate_id: [
    invariantText('{ maxLength: 3 }', '  - id: «rule»\n    says: Again.\n    check: { maxLength: 4 }'),
    testText('{ contains: a }', '  - name: «one»\n    input: x\n    expect: [{ contains: a }]'),
  ],
  check_not_at_boundary: [
    invariantText('{ requireTool: calculator }', '    at: «input»'),
    invariantText('{ forbidTool: calculator }', '    at: «[tool_call, model_call]»'),
  ],
  action_does_not_fit: [
    invariantText('{ maxLength: 3 }', '    otherwise: «redact»'),
    invariantText('{ maxLength: 3 }', '    at: input\n    otherwise: «retry»'),
  ],
  output_schema_missing: [invariantText('{ outputSchema: «true» }'), testText('{ jsonSchema: «true» }')],
  test_input_mismatch: [
    `${agentText('input: { type: object, required: [city] }\ntests:\n  - name: one\n    input: «hi»\n    expect: [{ contains: a }]')}`,
    agentText('tests:\n  - name: one\n    input: «{}»\n    expect: [{ contains: a }]'),
  ],
  input_not_an_object: [agentText('input: { type: «string» }'), agentText('«input»: { properties: {} }')],
  unknown_member: [teamText('pattern: router\nmembers: [a, b]\ndefault: «c»')],
  duplicate_member: [
    teamText('pattern: parallel\nmembers: [a, «a»]'),
    teamText('pattern: supervisor\nsupervisor: s\nmembers: [{ agent: a }, { agent: «a» }]'),
  ],
  unknown_node: [graphText('  - { from: START, to: «aa» }\n  - { from: a, to: END }')],
  edge_direction: [graphText('  - { from: «END», to: a }'), graphText('  - { from: a, to: «START» }')],
  duplicate_edge: [
    graphText(
      '  - { from: START, to: a }\n  - { from: START, to: «a» }\n  - { from: a, to: b }\n  - { from: b, to: END }',
    ),
  ],
  unreachable_node: [
    graphText(
      '  - { from: START, to: a }\n  - { from: a, to: END }',
      '{ a: { agent: one }, «b»: { agent: two } }',
    ),
  ],
  dead_end_node: [
    graphText(
      '  - { from: START, to: a }\n  - { from: START, to: b }\n  - { from: a, to: END }',
      '{ a: { agent: one }, «b»: { agent: two } }',
    ),
  ],
  unbounded_cycle: [
    graphText(
      '  - { from: START, to: a }\n  - { from: a, to: b }\n  - { from: b, to: «a» }\n  - { from: b, to: END }',
    ),
    graphText(
      '  - { from: START, to: a }\n  - { from: a, to: «a», when: "state.x" }\n  - { from: a, to: b }\n  - { from: b, to: END }',
    ),
  ],
  team_is_not_asked_again: [
    teamText(
      'pattern: sequence\nmembers: [a]\ninvariants:\n  - { id: r, says: Short., at: output, check: { maxLength: 9 }, otherwise: «retry» }',
    ),
  ],
};

/** Codes whose token is not a stretch that can be marked: the whole text is what is wrong. */
const wholeText: { [C in DiagnosticCode]?: string } = {
  too_large: `---\nname: x\n---\n${'é'.repeat(140_000)}`,
  encoding_utf16: 'n\0a\0m\0e\0',
  nested_too_deep: agentText(`input: ${'{ a: '.repeat(40)}1${' }'.repeat(40)}`),
  too_many_nodes: agentText(`tools: [${'a, '.repeat(5_001)}a]`),
  more_problems: agentText(Array.from({ length: 300 }, (_, index) => `k${index}: 1`).join('\n')),
};

function placed(text: string) {
  const { text: plain, start, end } = marked(text);
  return { plain, start, end, diagnostics: parseSpec(plain).diagnostics };
}

const all = Object.entries(cases).flatMap(([code, texts]) => texts.map((text) => [code, text] as const));

describe('every problem is found at its very token (Q12)', () => {
  test.each(all)('%s in %j', (code, text) => {
    const { plain, start, end, diagnostics } = placed(text);
    const found = diagnostics.filter((diagnostic) => diagnostic.code === code);
    expect(
      found.map(({ range }) => [range.start.offset, range.end.offset]),
      JSON.stringify(
        diagnostics.map((each) => [
          each.code,
          each.message,
          plain.slice(each.range.start.offset, each.range.end.offset),
        ]),
      ),
    ).toContainEqual([start, end]);
  });

  test.each(all)('lines and columns agree with offsets: %s in %j', (_, text) => {
    for (const variant of [text, text.replaceAll('\n', '\r\n')]) {
      const { plain, diagnostics } = placed(variant);
      for (const { range } of diagnostics) {
        for (const { line, column, offset } of [range.start, range.end]) {
          const before = plain.slice(0, offset).split(/\r\n|\n|\r/);
          expect([line, column]).toEqual([before.length, (before.at(-1) ?? '').length + 1]);
        }
      }
    }
  });

  test.each(all.filter(([, text]) => !text.includes('"\\')))('the same with CRLF: %s in %j', (code, text) => {
    const { start, end, diagnostics } = placed(text.replaceAll('\n', '\r\n'));
    const ranges = diagnostics
      .filter((each) => each.code === code)
      .map(({ range }) => [range.start.offset, range.end.offset]);
    expect(ranges).toContainEqual([start, end]);
  });

  test('emoji before a token count as two units, as editors count', () => {
    const { start, diagnostics } = placed(agentText('description: 😀😀 # 🏴󠁧󠁢󠁥󠁮󠁧󠁿\ntitle: x\n«tittle»: y'));
    expect(diagnostics.map(({ range }) => range.start.offset)).toEqual([start]);
  });

  test('all problems come in one pass, in the order of the text', () => {
    const text = agentText(
      'tools: [calculater]\nlimits: { maxSteps: 0, maxx: 1 }\ninvariants:\n  - id: a\n    says: b\n    check: { cel: "nope" }\ngates: 3',
    );
    const { diagnostics } = parseSpec(text);
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'unknown_tool',
      'out_of_range',
      'unknown_key',
      'invalid_cel',
      'wrong_type',
    ]);
  });
});

describe('quick fixes', () => {
  test.each([
    [agentText('«temprature»: 1'), null],
    [agentText('tools: [«calculater»]'), 'calculator'],
    [agentText('tools: ["http_gett"]').replace('"http_gett"', '«"http_gett"»'), '"http_get"'],
    [agentText('limits: { «max_cost_usd»: 1 }'), 'maxCostUsd'],
    [agentText('limits: { maxSteps: «0» }'), '1'],
    ['---\napiVersion: agentfactory/v1\nkind: Agent\nname: «My Agent»\n---\nHi', 'my-agent'],
    [agentText('«prompt»: Hello', ''), 'instructions'],
    [agentText('output: { type: [string, «null»] }'), '"null"'],
  ])('%j', (text, newText) => {
    const { plain, start, end, diagnostics } = placed(text);
    const fix = diagnostics.find(({ range }) => range.start.offset === start)?.fix;
    if (newText === null) {
      expect(fix).toBeUndefined();
      return;
    }
    expect([fix?.newText, fix?.range.start.offset, fix?.range.end.offset]).toEqual([newText, start, end]);
    expect(parseSpec(plain.slice(0, start) + newText + plain.slice(end)).diagnostics).toEqual([]);
  });
});

describe('the catalogue', () => {
  test('holds every code that is given, and nothing else is given', () => {
    const given = new Set<string>(['not_runnable_yet']);
    for (const [, text] of all) for (const { code } of placed(text).diagnostics) given.add(code);
    for (const [code, text] of Object.entries(wholeText)) {
      const codes = parseSpec(text).diagnostics.map((diagnostic) => diagnostic.code);
      expect(codes).toContain(code);
      for (const each of codes) given.add(each);
    }
    expect([...given].sort()).toEqual(Object.keys(diagnosticDetails).sort());
  });

  test('gives each its severity', () => {
    for (const [, text] of all) {
      for (const { code, severity } of placed(text).diagnostics) {
        expect(diagnosticCatalogue.find((entry) => entry.code === code)?.severity).toBe(severity);
      }
    }
  });

  test('a spec is null exactly when something is an error', () => {
    for (const [, text] of all) {
      const { document, diagnostics } = parseSpec(marked(text).text);
      expect(document === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
    }
  });

  test('not_runnable_yet is found at its token too', () => {
    const { text, start, end } = marked(agentText('tools: [calculator, «http_get»]'));
    const { document } = parseSpec(text);
    if (document?.kind !== 'Agent') throw new Error('it is an agent');
    // As a later version, which knows one tool more, has stored it.
    const tools = document.tools.map((tool) => ({
      ...tool,
      name: tool === document.tools[1] ? 'later' : 'calculator',
    }));
    const [diagnostic] = runnability({ ...document, tools } as typeof document, text);
    expect([diagnostic?.code, diagnostic?.range.start.offset, diagnostic?.range.end.offset]).toEqual([
      'not_runnable_yet',
      start,
      end,
    ]);
  });
});

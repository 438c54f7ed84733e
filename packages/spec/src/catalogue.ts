interface Details {
  severity: 'error' | 'warning' | 'info';
  title: string;
  /** Why it is refused and what to do (Markdown). */
  explanation: string;
}

/**
 * Every diagnostic that the language can give, in one list (and one long file), because it is read as a page.
 * Codes are stable: programs and links rely on them.
 */
export const diagnosticDetails = {
  // The text itself
  too_large: {
    severity: 'error',
    title: 'The text is too large',
    explanation:
      'A spec may have 256 KB of UTF-8. Keep long documents where a tool can fetch them, and let the instructions say when to.',
  },
  encoding_utf16: {
    severity: 'error',
    title: 'The text is not UTF-8',
    explanation: 'The text looks like UTF-16. Save the file as UTF-8 and try again.',
  },
  nul_character: {
    severity: 'error',
    title: 'NUL character',
    explanation: 'U+0000 is not allowed, neither in the text nor by an escape such as `"\\0"`.',
  },
  control_character: {
    severity: 'error',
    title: 'Control character',
    explanation:
      'Control characters other than tab and line break are not allowed: editors do not show them, terminals obey them.',
  },
  bidi_control: {
    severity: 'error',
    title: 'Bidirectional control character',
    explanation:
      'U+202A–U+202E and U+2066–U+2069 reorder what is shown, so that a reviewer reads something else than a machine does (CVE-2021-42574). Right-to-left text itself needs none of them and is fine.',
  },
  byte_order_mark: {
    severity: 'error',
    title: 'Byte order mark',
    explanation: 'Remove U+FEFF. Most editors can save as “UTF-8 without BOM”.',
  },
  lone_surrogate: {
    severity: 'error',
    title: 'Half a character',
    explanation:
      'A lone surrogate is not a character and cannot be stored or hashed. Remove it or write the whole pair.',
  },
  hidden_character: {
    severity: 'error',
    title: 'Invisible tag character',
    explanation:
      'U+E0000–U+E007F are invisible to people and legible to models, so they can hide instructions. They are allowed in flag emoji alone.',
  },
  empty_document: {
    severity: 'error',
    title: 'Nothing here yet',
    explanation:
      'A spec is a Markdown text: YAML between two `---` lines says what the agent is, the text after it says what it does. The smallest has `apiVersion`, `kind`, `name` and instructions.',
  },
  nested_too_deep: {
    severity: 'error',
    title: 'Nested too deeply',
    explanation: 'Mappings and lists may be nested 32 deep.',
  },
  too_many_nodes: {
    severity: 'error',
    title: 'Too many values',
    explanation: 'A spec may have 5,000 keys, values, mappings and lists in all.',
  },
  alias: {
    severity: 'error',
    title: 'YAML alias',
    explanation:
      '`*name` is not part of the language: repeated aliases can blow a small text up to gigabytes. Write the value out.',
  },
  anchor: {
    severity: 'error',
    title: 'YAML anchor',
    explanation:
      '`&name` is not part of the language, as aliases are not. A text that begins with `&` needs quotes.',
  },
  merge_key: {
    severity: 'error',
    title: 'YAML merge key',
    explanation: '`<<` is not part of the language. Write the keys out.',
  },
  custom_tag: {
    severity: 'error',
    title: 'YAML tag',
    explanation: '`!tag` is not part of the language. A text that begins with `!` needs quotes.',
  },
  yaml_directive: {
    severity: 'error',
    title: 'YAML directive',
    explanation: 'Lines such as `%YAML 1.1` are not part of the language: all specs are read as YAML 1.2.',
  },
  yaml_syntax: {
    severity: 'error',
    title: 'Not valid YAML',
    explanation:
      'The declaration cannot be read. Often the indentation is off, a quote or bracket is not closed, a tab indents, or a text with `: ` or ` #` in it needs quotes.',
  },
  multiple_documents: {
    severity: 'error',
    title: 'More than one document',
    explanation: 'One text holds one spec. Save each in its own file.',
  },
  duplicate_key: {
    severity: 'error',
    title: 'The same key twice',
    explanation: 'A key may be in a mapping once; otherwise one of the two values would silently win.',
  },
  forbidden_key: {
    severity: 'error',
    title: 'Forbidden key',
    explanation: '`__proto__` is not allowed as a key anywhere.',
  },
  number_not_finite: {
    severity: 'error',
    title: 'Not a finite number',
    explanation:
      '`.nan`, `.inf` and numbers too large for a double are not allowed: JSON has no such values.',
  },
  number_not_exact: {
    severity: 'error',
    title: 'Whole number beyond exactness',
    explanation:
      'Whole numbers must lie within ±9,007,199,254,740,991, where they are exact. Write longer ids in quotes.',
  },
  more_problems: {
    severity: 'info',
    title: 'More problems',
    explanation: 'Only the first 200 problems are listed.',
  },
  // Its form
  not_a_mapping: {
    severity: 'error',
    title: 'Not a spec',
    explanation:
      'The text must declare a spec: Markdown with YAML front matter between two `---` lines, or YAML or JSON with an `instructions` key.',
  },
  instructions_twice: {
    severity: 'error',
    title: 'Instructions in two places',
    explanation:
      'Instructions stand either below the front matter or in its `instructions` key, not in both.',
  },
  unknown_key: {
    severity: 'error',
    title: 'Unknown key',
    explanation:
      'The language does not know this key here. Unknown keys are errors, so that a typing mistake never goes unnoticed.',
  },
  missing_key: {
    severity: 'error',
    title: 'Missing key',
    explanation: 'A required key is not there.',
  },
  wrong_type: {
    severity: 'error',
    title: 'Wrong type',
    explanation: 'The value has another type than this key takes.',
  },
  empty_value: {
    severity: 'error',
    title: 'Key without a value',
    explanation: 'The key is there but has no value. Give it one, or remove the key to get the default.',
  },
  unknown_value: {
    severity: 'error',
    title: 'Unknown value',
    explanation: 'This key takes one word of a fixed list.',
  },
  unsupported_version: {
    severity: 'error',
    title: 'Unsupported language version',
    explanation: '`apiVersion` must be `agentfactory/v1`.',
  },
  invalid_name: {
    severity: 'error',
    title: 'Not a valid name',
    explanation:
      'Names are lower-case letters, digits and single dashes, begin with a letter and have at most 63 characters: `market-research`.',
  },
  text_length: {
    severity: 'error',
    title: 'Text too short or too long',
    explanation: 'The text is empty where it must not be, or longer than allowed.',
  },
  out_of_range: {
    severity: 'error',
    title: 'Number out of range',
    explanation: 'The number is smaller or larger than this key takes.',
  },
  item_count: {
    severity: 'error',
    title: 'Too few or too many items',
    explanation: 'The list or mapping has fewer or more items than this key takes.',
  },
  repeated_item: {
    severity: 'error',
    title: 'The same item twice',
    explanation: 'Items of this list must differ from each other.',
  },
  exactly_one_key: {
    severity: 'error',
    title: 'Exactly one key',
    explanation:
      'A check, an assertion or a tool source is a mapping with exactly one key, which says what kind it is. Write two items for two checks.',
  },
  // What it means
  missing_instructions: {
    severity: 'error',
    title: 'No instructions',
    explanation: 'An agent needs instructions: the text below the front matter, or the `instructions` key.',
  },
  unknown_tool: {
    severity: 'error',
    title: 'Unknown tool',
    explanation:
      'No built-in tool has this name. Tools from elsewhere are declared with `mcp`, `openapi` or `agent`.',
  },
  duplicate_tool: {
    severity: 'error',
    title: 'Two tools of one name',
    explanation: 'Tool names must be unique in an agent, or a call could mean either.',
  },
  agent_calls_itself: {
    severity: 'error',
    title: 'The agent is its own tool',
    explanation: 'An agent must not have itself as a tool: it would call itself until its limits stop it.',
  },
  tool_not_available: {
    severity: 'error',
    title: 'The agent lacks this tool',
    explanation: 'A check, a test or an approval names a tool that is not among the agent’s `tools`.',
  },
  approval_without_tool: {
    severity: 'warning',
    title: 'Approval for a tool that the agent lacks',
    explanation:
      'The approval names a built-in tool that the agent does not have. It has no effect now, and will hold if the tool is added.',
  },
  invalid_url: {
    severity: 'error',
    title: 'Not a usable address',
    explanation:
      'Addresses of tool sources are `https://` URLs without user name or password. (`http://` is accepted for localhost.)',
  },
  invalid_model: {
    severity: 'error',
    title: 'Not a model id',
    explanation: 'Models are named `vendor/model`, for example `anthropic/claude-sonnet-4-5`.',
  },
  invalid_pattern: {
    severity: 'error',
    title: 'Pattern does not compile',
    explanation:
      'Patterns use RE2 syntax, which matches in linear time: no lookahead, lookbehind or back-references. In double quotes a backslash is written twice.',
  },
  invalid_cel: {
    severity: 'error',
    title: 'CEL expression is not valid',
    explanation:
      'The expression does not parse, names an unknown variable or function, mixes types, or is larger than allowed (2,000 characters, 3 nested loops). Known variables: `input`, `output`, `tool`, `calls`, `usage`; in edges of a team: `state`, `input`.',
  },
  invalid_schema: {
    severity: 'error',
    title: 'Not a valid JSON Schema',
    explanation:
      'A keyword of the JSON Schema (draft 2020-12) has a value that it cannot have, or a `$ref` leads nowhere.',
  },
  unknown_schema_keyword: {
    severity: 'error',
    title: 'Unknown JSON Schema keyword',
    explanation:
      'The keyword is unknown or not supported. A validator would ignore it silently, and with it the rule that you meant.',
  },
  duplicate_id: {
    severity: 'error',
    title: 'The same id twice',
    explanation:
      'Ids of invariants and names of tests must be unique in a spec: receipts and reports refer to them.',
  },
  check_not_at_boundary: {
    severity: 'error',
    title: 'Check does not fit the boundary',
    explanation:
      'Not every check can be made everywhere: `outputSchema`, `requireTool` only at `output`; `forbidTool`, `maxCalls`, `toolOrder` at `tool_call` or `output`.',
  },
  action_does_not_fit: {
    severity: 'error',
    title: 'Action does not fit the check',
    explanation:
      '`redact` needs a check that finds text (`forbidPattern`, `noPii`). `retry` needs something that the model can make anew (at `tool_call`, `tool_result`, `output`).',
  },
  output_schema_missing: {
    severity: 'error',
    title: 'No output schema to check against',
    explanation: '`true` here means the spec’s own `output` schema, and the spec has none.',
  },
  test_input_mismatch: {
    severity: 'error',
    title: 'Test input does not fit',
    explanation:
      'The input of a test must fit the spec’s `input` schema (without one: have at least one key), or every run of the test would be refused.',
  },
  input_not_an_object: {
    severity: 'error',
    title: 'Input schema must describe an object',
    explanation: 'Runs take an object as input, so the `input` schema has `type: object`.',
  },
  // Teams
  unknown_member: {
    severity: 'error',
    title: 'Not a member of the team',
    explanation: '`default` must name one of the team’s members.',
  },
  duplicate_member: {
    severity: 'error',
    title: 'The same member twice',
    explanation: 'In a router, parallel or supervisor team each agent is a member once.',
  },
  unknown_node: {
    severity: 'error',
    title: 'Unknown node',
    explanation: 'Edges lead from `START` or a node to a node or `END`; this names none of them.',
  },
  edge_direction: {
    severity: 'error',
    title: 'Edge in a wrong direction',
    explanation: 'No edge leads to `START`, and none from `END`.',
  },
  duplicate_edge: {
    severity: 'error',
    title: 'The same edge twice',
    explanation: 'Two edges have the same `from`, `to` and `when`.',
  },
  unreachable_node: {
    severity: 'error',
    title: 'Node is never reached',
    explanation: 'No path leads from `START` to this node.',
  },
  dead_end_node: {
    severity: 'error',
    title: 'Node leads nowhere',
    explanation: 'No path leads from this node to `END`, so a run that comes here never finishes.',
  },
  unbounded_cycle: {
    severity: 'error',
    title: 'Cycle without a bound',
    explanation: 'A run could go round this cycle for ever. Give one of its edges `atMost`.',
  },
  team_is_not_asked_again: {
    severity: 'warning',
    title: 'A team is not asked again',
    explanation:
      'At a team’s own output `retry` blocks: there is no one model that could answer anew. A rule that only forbids (`forbidPattern`, `noPii`, `forbidTool`, `maxCalls`, `toolOrder`) also binds each member at its output, where it is tried again; any other rule belongs to the member that writes the answer.',
  },
  // Running
  not_runnable_yet: {
    severity: 'warning',
    title: 'Valid, but cannot run yet',
    explanation:
      'The language has this part and this version of the platform cannot run it. Nothing is skipped silently: the run is refused instead.',
  },
} as const satisfies Record<string, Details>;
export type DiagnosticCode = keyof typeof diagnosticDetails;

export interface CatalogueEntry extends Details {
  code: string;
}

/** The catalogue as a list, in the order in which a reader would meet the problems. */
export const diagnosticCatalogue: readonly CatalogueEntry[] = Object.entries(diagnosticDetails).map(
  ([code, details]) => ({ code, ...details }),
);

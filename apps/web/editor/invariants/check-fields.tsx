import { type InvariantCheckKind, type JsonValue, piiKinds, writeConditions } from '@agent-factory/spec';
import { Button, Select } from '@agent-factory/ui';
import { useState } from 'react';
import { asTyped, isList, isMapping, type Mapping } from '../form/value-at.ts';
import { firstCondition } from './condition-row.tsx';
import { ConditionsFields } from './conditions-fields.tsx';
import { NamedInput } from './named-input.tsx';
import { checkWords, piiWords } from './rule-words.ts';
import { patternOf, wordsOf } from './word-pattern.ts';

const kinds = Object.entries(checkWords).map(([value, label]) => ({ value, label }));

export interface CheckFieldsProps {
  check: Mapping;
  tools: readonly string[];
  error: string | undefined;
  onCheck: (check: Mapping) => void;
}

/** What must hold: in words where the builder has them, and always as the pattern or CEL that they make. */
export function CheckFields({ check, tools, error, onCheck }: CheckFieldsProps) {
  const [kind = '', value = null] = Object.entries(check)[0] ?? [];
  const put = (next: JsonValue) => onCheck({ [kind]: next });
  return (
    <div className="flex flex-col gap-3">
      <Select
        aria-label="What must hold"
        value={kind}
        options={kinds}
        onValueChange={(next) => {
          const found = kinds.find((each) => each.value === next)?.value as InvariantCheckKind | undefined;
          if (found !== undefined && found !== kind) onCheck({ [found]: startOf(found, tools) });
        }}
      />
      <CheckValue kind={kind} value={value} tools={tools} error={error} onValue={put} />
    </div>
  );
}

function startOf(kind: InvariantCheckKind, tools: readonly string[]): JsonValue {
  switch (kind) {
    case 'cel':
      return writeConditions({ tool: null, join: 'all', conditions: [firstCondition] });
    case 'forbidPattern':
      return patternOf(['secret']);
    case 'matches':
      return 'https?://';
    case 'maxLength':
      return 4000;
    case 'noPii':
      return true;
    case 'maxCalls':
      return 10;
    case 'toolOrder':
      return [...tools];
    case 'outputSchema':
      return true;
    case 'judge':
      return 'The text is polite.';
    default:
      return tools[0] ?? '';
  }
}

interface CheckValueProps {
  kind: string;
  value: JsonValue;
  tools: readonly string[];
  error: string | undefined;
  onValue: (value: JsonValue) => void;
}

function CheckValue({ kind, value, tools, error, onValue }: CheckValueProps) {
  const text = asTyped(value);
  switch (kind) {
    case 'cel':
      return <ConditionsFields cel={text} tools={tools} error={error} onCel={onValue} />;
    case 'forbidPattern':
    case 'matches':
      return <PatternFields pattern={text} error={error} onPattern={onValue} />;
    case 'noPii':
      return <PiiFields value={value} onValue={onValue} />;
    case 'maxLength':
      return <NumberInput label="Characters" value={value} error={error} onValue={onValue} />;
    case 'maxCalls':
      return <CallsFields value={value} tools={tools} error={error} onValue={onValue} />;
    case 'toolOrder':
      return (
        <ListInput
          label="Tools in their order, with commas between"
          value={isList(value) ? value.map(asTyped) : []}
          error={error}
          onValue={onValue}
        />
      );
    case 'outputSchema':
      return <SchemaInput value={value} error={error} onValue={onValue} />;
    case 'judge':
      return (
        <NamedInput
          label="What must be true"
          rows={2}
          value={text}
          error={error}
          description="A model is asked each time, which costs a call; a pattern or CEL is free and never wavers."
          onText={onValue}
        />
      );
    default:
      return <NamedInput label="Tool" value={text} options={tools} error={error} onText={onValue} />;
  }
}

interface PatternFieldsProps {
  pattern: string;
  error: string | undefined;
  onPattern: (pattern: string) => void;
}

function PatternFields({ pattern, error, onPattern }: PatternFieldsProps) {
  const words = wordsOf(pattern);
  return (
    <div className="flex flex-col gap-3">
      {words === null ? (
        <Button size="sm" className="self-start" onClick={() => onPattern(patternOf(['secret']))}>
          Use a list of words instead
        </Button>
      ) : (
        <ListInput
          label="Words, with commas between"
          value={words}
          error={undefined}
          onValue={(next) => onPattern(patternOf(next))}
        />
      )}
      <NamedInput
        label="The pattern it makes"
        rows={2}
        mono
        value={pattern}
        error={error}
        description="RE2 syntax: no lookaround, no back-references. (?i) ignores case."
        onText={onPattern}
      />
    </div>
  );
}

interface ListInputProps {
  label: string;
  value: readonly string[];
  error: string | undefined;
  onValue: (value: string[]) => void;
}

/** Commas part the items; what is being typed stays as it is as long as it says the same. */
function ListInput({ label, value, error, onValue }: ListInputProps) {
  const [typed, setTyped] = useState(value.join(', '));
  const items = itemsOf(typed);
  const shown = items.join('\0') === value.join('\0') || items.length === 0 ? typed : value.join(', ');
  return (
    <NamedInput
      label={label}
      value={shown}
      error={items.length === 0 ? 'Name at least one.' : error}
      onText={(text) => {
        setTyped(text);
        if (itemsOf(text).length > 0) onValue(itemsOf(text));
      }}
    />
  );
}

function itemsOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}

interface ValueProps {
  value: JsonValue;
  onValue: (value: JsonValue) => void;
}

function NumberInput({
  label,
  value,
  error,
  onValue,
}: ValueProps & { label: string; error: string | undefined }) {
  return (
    <NamedInput
      label={label}
      type="number"
      value={asTyped(value)}
      error={error}
      onText={(text) => onValue(text === '' ? null : Number(text))}
    />
  );
}

function CallsFields({
  value,
  tools,
  error,
  onValue,
}: ValueProps & { tools: readonly string[]; error: string | undefined }) {
  const tool = isMapping(value) ? asTyped(value.tool) : '';
  const atMost = isMapping(value) ? (value.atMost ?? null) : value;
  const put = (nextTool: string, next: JsonValue) =>
    onValue(nextTool === '' ? next : { tool: nextTool, atMost: next });
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      <NumberInput label="At most" value={atMost} error={error} onValue={(next) => put(tool, next)} />
      <NamedInput
        label="Calls of"
        description="Left empty: of all tools together."
        value={tool}
        options={tools}
        onText={(text) => put(text, atMost)}
      />
    </div>
  );
}

function PiiFields({ value, onValue }: ValueProps) {
  const chosen = value === true ? [...piiKinds] : isList(value) ? value.map(asTyped) : [asTyped(value)];
  return (
    <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
      <legend className="mb-1 font-medium text-sm">Kinds</legend>
      {piiKinds.map((kind) => (
        <label key={kind} className="inline-flex min-h-6 items-center gap-1.5 text-sm">
          <input
            type="checkbox"
            checked={chosen.includes(kind)}
            className="size-4 accent-accent-solid"
            onChange={({ target }) => {
              const next = piiKinds.filter((each) =>
                each === kind ? target.checked : chosen.includes(each),
              );
              onValue(next.length === piiKinds.length ? true : next);
            }}
          />
          {piiWords[kind]}
        </label>
      ))}
    </fieldset>
  );
}

function SchemaInput({ value, error, onValue }: ValueProps & { error: string | undefined }) {
  const [typed, setTyped] = useState(JSON.stringify(value, null, 2));
  const [wrong, setWrong] = useState(false);
  return (
    <NamedInput
      label="JSON Schema"
      rows={4}
      mono
      value={typed}
      error={wrong ? 'This is no JSON.' : error}
      description="true means the spec’s own output schema."
      onText={(text) => {
        setTyped(text);
        try {
          onValue(JSON.parse(text) as JsonValue);
          setWrong(false);
        } catch {
          setWrong(true);
        }
      }}
    />
  );
}

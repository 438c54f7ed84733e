import {
  type Comparison,
  type Condition,
  type ConditionRoot,
  comparisons,
  conditionRoots,
  type TextTest,
  usageFigures,
} from '@agent-factory/spec';
import { Button, Input, Select } from '@agent-factory/ui';
import { Trash2 } from 'lucide-react';
import { useId, useState } from 'react';

const rootWords: Readonly<Record<ConditionRoot, string>> = {
  input: 'the input',
  output: 'the output',
  arguments: 'the call’s arguments',
  result: 'the tool’s result',
};
const comparisonWords: Readonly<Record<Comparison, string>> = {
  '<=': 'is at most',
  '<': 'is less than',
  '>=': 'is at least',
  '>': 'is more than',
  '==': 'is exactly',
  '!=': 'is not',
};
const usageWords = {
  costUsd: 'cost in $',
  steps: 'model calls',
  seconds: 'seconds',
  tokens: 'tokens',
} as const;
const testWords: Readonly<Record<TextTest, string>> = {
  contains: 'contains',
  startsWith: 'begins with',
  endsWith: 'ends with',
  matches: 'matches the pattern',
};

const kindWords: Readonly<Record<Condition['kind'], string>> = {
  size: 'How long is …',
  number: 'A number is …',
  text: 'A text …',
  oneOf: 'It is one of …',
  present: 'It is there',
  flag: 'It is true or false',
  usage: 'The run has used …',
  calls: 'Calls of a tool',
  noFailure: 'No tool call has failed',
};
const kinds = Object.entries(kindWords).map(([value, label]) => ({ value, label }));
const field = { root: 'output', path: ['answer'] } as const;
const starts: Readonly<Record<Condition['kind'], Condition>> = {
  size: { kind: 'size', field, is: '>=', value: 1 },
  number: { kind: 'number', field, is: '<=', value: 100 },
  text: { kind: 'text', field, test: 'contains', text: '', not: false },
  oneOf: { kind: 'oneOf', field, texts: ['yes', 'no'], not: false },
  present: { kind: 'present', field, not: false },
  flag: { kind: 'flag', field, value: true },
  usage: { kind: 'usage', figure: 'costUsd', is: '<=', value: 0.01 },
  calls: { kind: 'calls', tool: 'search', ok: false, is: '>=', value: 1 },
  noFailure: { kind: 'noFailure' },
};
export const firstCondition = starts.size;

export interface ConditionRowProps {
  name: string;
  condition: Condition;
  /** Names that are offered where a tool is named. */
  tools: readonly string[];
  onChange: (condition: Condition) => void;
  onRemove: (() => void) | null;
}

/** One condition as a sentence with fields in it. */
export function ConditionRow({ name, condition, tools, onChange, onRemove }: ConditionRowProps) {
  return (
    <fieldset className="flex flex-wrap items-center gap-2 rounded-md border bg-surface p-2">
      <legend className="sr-only">{name}</legend>
      <Select
        aria-label={`${name}: kind`}
        size="sm"
        value={condition.kind}
        options={kinds}
        onValueChange={(kind) => {
          const next = Object.values(starts).find((each) => each.kind === kind);
          if (next === undefined) return;
          onChange(startOf(next, condition, tools));
        }}
      />
      {'field' in condition ? (
        <>
          <Select
            aria-label={`${name}: of`}
            size="sm"
            value={condition.field.root}
            options={conditionRoots.map((value) => ({ value, label: rootWords[value] }))}
            onValueChange={(value) => {
              const root = conditionRoots.find((each) => each === value);
              if (root) onChange({ ...condition, field: { ...condition.field, root } });
            }}
          />
          <Input
            aria-label={`${name}: field`}
            className="h-8 w-36 font-mono text-sm"
            placeholder="all of it"
            value={condition.field.path.join('.')}
            onChange={({ target }) =>
              onChange({
                ...condition,
                field: { ...condition.field, path: target.value === '' ? [] : target.value.split('.') },
              })
            }
          />
        </>
      ) : null}
      <Rest name={name} condition={condition} tools={tools} onChange={onChange} />
      {onRemove ? (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Remove ${name}`}
          className="ms-auto"
          onClick={onRemove}
        >
          <Trash2 aria-hidden="true" />
        </Button>
      ) : null}
    </fieldset>
  );
}

function Rest({ name, condition, tools, onChange }: Omit<ConditionRowProps, 'onRemove'>) {
  switch (condition.kind) {
    case 'noFailure':
      return null;
    case 'flag':
      return (
        <Choice
          name={`${name}: value`}
          value={String(condition.value)}
          words={{ true: 'is true', false: 'is false' }}
          onValue={(value) => onChange({ ...condition, value: value === 'true' })}
        />
      );
    case 'present':
      return (
        <Negation
          name={name}
          not={condition.not}
          words={['is there', 'is not there']}
          onNot={(not) => onChange({ ...condition, not })}
        />
      );
    case 'oneOf':
      return (
        <>
          <Negation
            name={name}
            not={condition.not}
            words={['is one of', 'is none of']}
            onNot={(not) => onChange({ ...condition, not })}
          />
          <Input
            aria-label={`${name}: texts, with commas between`}
            className="h-8 min-w-36 flex-1 text-sm"
            value={condition.texts.join(', ')}
            onChange={({ target }) => onChange({ ...condition, texts: target.value.split(/,\s?/) })}
          />
        </>
      );
    case 'text':
      return (
        <>
          <Negation
            name={name}
            not={condition.not}
            words={['does', 'does not']}
            onNot={(not) => onChange({ ...condition, not })}
          />
          <Choice
            name={`${name}: test`}
            value={condition.test}
            words={testWords}
            onValue={(test) => onChange({ ...condition, test })}
          />
          <Input
            aria-label={`${name}: text`}
            className="h-8 min-w-36 flex-1 text-sm"
            value={condition.text}
            onChange={({ target }) => onChange({ ...condition, text: target.value })}
          />
        </>
      );
    default:
      return (
        <>
          {condition.kind === 'usage' ? (
            <Choice
              name={`${name}: of what`}
              value={condition.figure}
              words={usageWords}
              onValue={(value) => {
                const figure = usageFigures.find((each) => each === value);
                if (figure) onChange({ ...condition, figure });
              }}
            />
          ) : null}
          {condition.kind === 'calls' ? (
            <>
              <ToolName
                name={`${name}: tool`}
                value={condition.tool}
                tools={tools}
                onValue={(tool) => onChange({ ...condition, tool })}
              />
              <Choice
                name={`${name}: which`}
                value={condition.ok ? 'ok' : 'all'}
                words={{ all: 'all calls', ok: 'those that succeeded' }}
                onValue={(value) => onChange({ ...condition, ok: value === 'ok' })}
              />
            </>
          ) : null}
          <Choice
            name={`${name}: comparison`}
            value={condition.is}
            words={comparisonWords}
            onValue={(value) => {
              const is = comparisons.find((each) => each === value);
              if (is) onChange({ ...condition, is });
            }}
          />
          <NumberCell
            name={`${name}: number`}
            value={condition.value}
            onValue={(value) => onChange({ ...condition, value })}
          />
        </>
      );
  }
}

/** The kind with what the condition before it said of the same things. */
function startOf(next: Condition, before: Condition, tools: readonly string[]): Condition {
  if (next.kind === 'calls') return { ...next, tool: tools[0] ?? next.tool };
  if (!('field' in next) || !('field' in before)) return next;
  // All of it is always there: only a part can be asked for.
  const { field } = before;
  return next.kind === 'present' && field.path.length === 0 ? next : { ...next, field };
}

interface NumberCellProps {
  name: string;
  value: number;
  onValue: (value: number) => void;
}

/** A number that can be emptied while another is typed; the rule keeps the last one until then. */
function NumberCell({ name, value, onValue }: NumberCellProps) {
  const [typed, setTyped] = useState(String(value));
  const isOwn = typed.trim() === '' || Number(typed) === value;
  return (
    <Input
      aria-label={name}
      type="number"
      step="any"
      required
      className="h-8 w-28 text-sm"
      value={isOwn ? typed : String(value)}
      onChange={({ target }) => {
        setTyped(target.value);
        if (Number.isFinite(target.valueAsNumber)) onValue(target.valueAsNumber);
      }}
    />
  );
}

interface ToolNameProps {
  name: string;
  value: string;
  tools: readonly string[];
  onValue: (value: string) => void;
}

function ToolName({ name, value, tools, onValue }: ToolNameProps) {
  const listId = useId();
  return (
    <>
      <Input
        aria-label={name}
        list={listId}
        autoComplete="off"
        className="h-8 w-36 font-mono text-sm"
        value={value}
        onChange={({ target }) => onValue(target.value)}
      />
      <datalist id={listId}>
        {tools.map((tool) => (
          <option key={tool} value={tool} />
        ))}
      </datalist>
    </>
  );
}

interface NegationProps {
  name: string;
  not: boolean;
  words: readonly [string, string];
  onNot: (not: boolean) => void;
}

function Negation({ name, not, words: [yes, no], onNot }: NegationProps) {
  return (
    <Choice
      name={`${name}: whether`}
      value={not ? 'no' : 'yes'}
      words={{ yes, no }}
      onValue={(value) => onNot(value === 'no')}
    />
  );
}

interface ChoiceProps<T extends string> {
  name: string;
  value: T;
  words: Readonly<Record<T, string>>;
  onValue: (value: T) => void;
}

function Choice<T extends string>({ name, value, words, onValue }: ChoiceProps<T>) {
  const keys = Object.keys(words) as T[];
  return (
    <Select
      aria-label={name}
      size="sm"
      value={value}
      options={keys.map((key) => ({ value: key, label: words[key] }))}
      onValueChange={(next) => {
        const found = keys.find((key) => key === next);
        if (found !== undefined) onValue(found);
      }}
    />
  );
}

import { type Conditions, readConditions, writeConditions } from '@agent-factory/spec';
import { Button, Select } from '@agent-factory/ui';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { CelField } from './cel-field.tsx';
import { ConditionRow, firstCondition } from './condition-row.tsx';
import { NamedInput } from './named-input.tsx';

interface ConditionsFieldsProps {
  cel: string;
  tools: readonly string[];
  error: string | undefined;
  onCel: (cel: string) => void;
}

/** Conditions as sentences, and below them the CEL that they make; what has no words here is CEL alone. */
export function ConditionsFields({ cel, tools, error, onCel }: ConditionsFieldsProps) {
  // What was said here stays as it was said, also while half of it is typed and what it makes is no CEL yet.
  const [own, setOwn] = useState<{ cel: string; said: Conditions } | null>(null);
  const said = own?.cel === cel ? own.said : readConditions(cel);
  function write(next: Conditions): void {
    const made = writeConditions(next);
    setOwn({ cel: made, said: next });
    onCel(made);
  }
  return (
    <div className="flex flex-col gap-3">
      {said === null ? (
        <p className="text-muted text-sm">These conditions have no words here; they are written as CEL.</p>
      ) : (
        <>
          <div className="grid gap-2 sm:grid-cols-2">
            <NamedInput
              label="Of calls of this tool alone"
              description="Left empty: of everything that comes by."
              value={said.tool ?? ''}
              options={tools}
              onText={(text) => write({ ...said, tool: text === '' ? null : text })}
            />
            {said.conditions.length > 1 ? (
              <Select
                aria-label="How many must hold"
                className="self-start sm:mt-6.5"
                value={said.join}
                options={[
                  { value: 'all', label: 'All of these hold' },
                  { value: 'any', label: 'Any of these holds' },
                ]}
                onValueChange={(join) => write({ ...said, join: join === 'any' ? 'any' : 'all' })}
              />
            ) : null}
          </div>
          {said.conditions.map((condition, index) => (
            <ConditionRow
              // By place: what is typed changes the condition, not its row.
              key={index}
              name={`Condition ${index + 1}`}
              condition={condition}
              tools={tools}
              onChange={(next) => write({ ...said, conditions: said.conditions.with(index, next) })}
              onRemove={
                said.conditions.length > 1
                  ? () => write({ ...said, conditions: said.conditions.toSpliced(index, 1) })
                  : null
              }
            />
          ))}
          <Button
            size="sm"
            className="self-start"
            onClick={() => write({ ...said, conditions: [...said.conditions, firstCondition] })}
          >
            <Plus aria-hidden="true" />
            Add condition
          </Button>
        </>
      )}
      <CelField value={cel} error={error} onText={onCel} />
    </div>
  );
}

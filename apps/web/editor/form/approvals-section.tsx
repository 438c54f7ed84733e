import { builtinTools, toolNameOf, toolsBehind } from '@agent-factory/spec';
import { useEditor } from '../editor-context.ts';
import { EffectChip } from './effect-chip.tsx';
import { FieldProblems, useProblems } from './field-problems.tsx';
import { ChoiceField, NumberField } from './fields.tsx';
import { useForm } from './form-context.ts';
import { FormSection } from './form-section.tsx';
import { listedTool } from './tool-offer.ts';
import { useWrite } from './use-write.ts';
import { asTyped, isList, isMapping, listAt, type Mapping, valueAt } from './value-at.ts';

/** The tools by the names that rules and approvals call them. */
function toolNames(spec: Mapping): string[] {
  const names = listAt(spec, ['tools']).flatMap((tool) => {
    if (typeof tool === 'string') return [...toolsBehind(tool)];
    const agent = valueAt(tool, ['agent']);
    return typeof agent === 'string' ? [agent] : listedTool(tool).allow.map(toolNameOf);
  });
  return [...new Set(names)];
}

/** Whose calls wait for a person, for how long, and what it means if nobody answers. */
export function ApprovalsSection() {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const written = valueAt(content.value, ['approvals']);
  const isLong = isMapping(written);
  const asked = listAt(content.value, isLong ? ['approvals', 'tools'] : ['approvals']).map(asTyped);
  const names = toolNames(content.value);
  const all = [...names, ...asked.filter((name) => !names.includes(name))];
  const { write, refused } = useWrite(['approvals']);
  const problems = useProblems(['approvals'], true);

  /** The list alone has no room for how long: it is written out when that is first said. */
  const silence = (key: 'timeoutSeconds' | 'onTimeout') => (value: string | number | null) => {
    const path = ['approvals', key];
    if (value === null || value === '') return [{ type: 'remove', path } as const];
    if (isList(written) || written === undefined) {
      const long = { tools: isList(written) ? written : [], [key]: value };
      return [{ type: 'set', path: ['approvals'], value: long } as const];
    }
    return [{ type: 'set', path, value } as const];
  };
  return (
    <FormSection
      id="approvals"
      title="Approvals"
      path={['approvals']}
      hint="Calls of these tools wait until a person has said yes."
    >
      {all.length === 0 ? <p className="text-muted text-sm">The agent has no tools to wait for.</p> : null}
      <ul className="grid gap-x-4 gap-y-2 @lg:grid-cols-2">
        {all.map((name) => (
          <li key={name}>
            <label className="flex min-h-7 items-center gap-2 text-sm">
              <input
                type="checkbox"
                checked={asked.includes(name)}
                disabled={!editable}
                onChange={({ target }) =>
                  write([{ type: target.checked ? 'addApproval' : 'removeApproval', tool: name }])
                }
                className="size-4 accent-accent-solid"
              />
              <span className="min-w-0 truncate font-mono">{name}</span>
              <EffectChip effect={builtinTools.find((tool) => tool.name === name)?.effect ?? null} />
            </label>
          </li>
        ))}
      </ul>
      <FieldProblems problems={problems} refused={refused} />
      <div className="grid gap-4 @lg:grid-cols-2">
        <NumberField
          label="Time to decide"
          unit="seconds"
          placeholder="86400"
          path={['approvals', 'timeoutSeconds']}
          operations={silence('timeoutSeconds')}
          hint="Left out: a day."
        />
        <ChoiceField
          label="If nobody answers"
          path={['approvals', 'onTimeout']}
          unset="Deny (as usual)"
          options={[
            { value: 'deny', label: 'Deny' },
            { value: 'approve', label: 'Approve' },
          ]}
          operations={silence('onTimeout')}
        />
      </div>
    </FormSection>
  );
}

import { placeOf } from '@agent-factory/spec';
import { Button } from '@agent-factory/ui';
import { useEditor, useEditorStore } from '../editor-context.ts';
import { FieldProblems, useProblems } from './field-problems.tsx';
import { useForm } from './form-context.ts';
import { FormSection } from './form-section.tsx';

const shown = {
  head: [
    'apiVersion',
    'kind',
    'name',
    'title',
    'description',
    'limits',
    'input',
    'output',
    'invariants',
    'tests',
    'instructions',
  ],
  agent: ['model', 'tools', 'approvals'],
  team: [
    'pattern',
    'members',
    'default',
    'merge',
    'supervisor',
    'planner',
    'executor',
    'persistence',
    'nodes',
    'edges',
    'model',
  ],
} as const;

/** The keys that the form has no fields for: gates, memory, and whatever it does not know. Shown as written, never lost. */
export function OthersSection({ isTeam }: { isTeam: boolean }) {
  const { content } = useForm();
  const known = new Set<string>([...shown.head, ...(isTeam ? shown.team : shown.agent)]);
  const keys = Object.keys(content.value).filter((key) => !known.has(key));
  if (keys.length === 0) return null;
  return (
    <FormSection id="others" title="Also in the text" hint="Kept as it is written.">
      {keys.map((key) => (
        <Other key={key} name={key} />
      ))}
    </FormSection>
  );
}

function Other({ name }: { name: string }) {
  const store = useEditorStore();
  const text = useEditor((state) => state.text);
  const problems = useProblems([name], true);
  const place = placeOf(text, [name]);
  return (
    <div data-path={JSON.stringify([name])} className="flex flex-col gap-2">
      <div className="flex items-start gap-2">
        <pre className="min-w-0 flex-1 overflow-x-auto rounded-md border bg-background p-3 font-mono text-xs">
          {place ? text.slice(place.start.offset, place.end.offset) : name}
        </pre>
        {place ? (
          <Button size="sm" onClick={() => store.getState().show(place)}>
            Edit in the text
          </Button>
        ) : null}
      </div>
      <FieldProblems problems={problems} refused={null} />
    </div>
  );
}

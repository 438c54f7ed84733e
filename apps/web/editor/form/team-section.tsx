import { teamPatterns } from '@agent-factory/spec';
import { Button } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTRPC } from '../../trpc/context.ts';
import { useEditor } from '../editor-context.ts';
import { FieldProblems, useProblems } from './field-problems.tsx';
import { ChoiceField, NumberField, TextField, WordsField } from './fields.tsx';
import { useForm } from './form-context.ts';
import { FormSection } from './form-section.tsx';
import { ItemButtons } from './item-buttons.tsx';
import { useWrite } from './use-write.ts';
import { asTyped, isMapping, listAt, valueAt } from './value-at.ts';

const patternWords = {
  router: 'Router: one member answers',
  sequence: 'Sequence: one after the other',
  parallel: 'Parallel: all at once',
  supervisor: 'Supervisor: one hands out work',
  'plan-execute': 'Plan and execute',
  graph: 'Graph: nodes and edges',
} as const;
const patterns = teamPatterns.map((value) => ({ value, label: patternWords[value] }));

/** What each pattern names besides its members. */
const roles: Readonly<Record<string, readonly { key: string; label: string; optional: boolean }[]>> = {
  router: [{ key: 'default', label: 'Answers when nobody else fits', optional: false }],
  parallel: [{ key: 'merge', label: 'Makes one answer of theirs', optional: true }],
  supervisor: [{ key: 'supervisor', label: 'Hands out the work', optional: false }],
  'plan-execute': [
    { key: 'planner', label: 'Plans', optional: false },
    { key: 'executor', label: 'Executes', optional: false },
    { key: 'persistence', label: 'Keeps the result', optional: true },
  ],
};
const withMembers = new Set(['router', 'sequence', 'parallel', 'supervisor']);

/** The agents that a team can be made of. */
const agentList = 'form-agents';

/** Who works when. */
export function TeamSection() {
  const { content } = useForm();
  const trpc = useTRPC();
  const agents = useQuery(trpc.agents.list.queryOptions({ limit: 100 }));
  const pattern = asTyped(content.value.pattern);
  return (
    <FormSection id="team" title="Team" path={['pattern']} hint="Which agents work together, and who when.">
      <datalist id={agentList}>
        {agents.data?.items.map((agent) => (
          <option key={agent.id} value={agent.name}>
            {agent.title}
          </option>
        ))}
      </datalist>
      <ChoiceField label="Pattern" path={['pattern']} options={patterns} />
      <div className="grid gap-4 @lg:grid-cols-2">
        {(roles[pattern] ?? []).map(({ key, label, optional }) => (
          <TextField key={key} label={label} path={[key]} optional={optional} mono list={agentList} />
        ))}
      </div>
      {withMembers.has(pattern) ? <Members isRouter={pattern === 'router'} /> : null}
      {pattern === 'graph' ? <GraphParts /> : null}
    </FormSection>
  );
}

function Members({ isRouter }: { isRouter: boolean }) {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const members = listAt(content.value, ['members']);
  const problems = useProblems(['members'], false);
  const { write, refused } = useWrite(['members']);
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-medium text-sm">Members</h3>
      <FieldProblems problems={problems} refused={refused} />
      <ol className="flex flex-col gap-3">
        {members.map((member, index) => {
          const path = ['members', index];
          const isLong = isMapping(member);
          const name = asTyped(isLong ? member.agent : member) || `member ${index + 1}`;
          return (
            <li key={index} className="flex flex-col gap-3 rounded-md border bg-surface p-3">
              <div className="flex items-end gap-2">
                <TextField
                  label={`Member ${index + 1}`}
                  path={isLong ? [...path, 'agent'] : path}
                  mono
                  list={agentList}
                  className="flex-1"
                />
                <ItemButtons
                  name={name}
                  index={index}
                  count={members.length}
                  onMove={(to) => write([{ type: 'moveMember', from: index, to }])}
                  onRemove={() => write([{ type: 'remove', path }])}
                />
              </div>
              {isLong ? (
                <>
                  <TextField label="What it is given" path={[...path, 'description']} optional />
                  {isRouter ? (
                    <WordsField
                      label="Keywords"
                      path={[...path, 'keywords']}
                      hint="Route a request here before any model is asked."
                    />
                  ) : null}
                </>
              ) : (
                <Button
                  size="sm"
                  variant="ghost"
                  className="self-start"
                  disabled={!editable}
                  onClick={() => write([{ type: 'set', path, value: { agent: asTyped(member) } }])}
                >
                  Describe it{isRouter ? ', or give it keywords' : ''}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
      <Button
        size="sm"
        className="self-start"
        disabled={!editable}
        onClick={() => write([{ type: 'insert', path: ['members'], value: { agent: 'new-member' } }])}
      >
        <Plus aria-hidden="true" />
        Add member
      </Button>
    </div>
  );
}

/** The nodes and edges in words; they are put together on the canvas. */
function GraphParts() {
  const { content } = useForm();
  const nodes = valueAt(content.value, ['nodes']);
  const edges = listAt(content.value, ['edges']);
  const names = isMapping(nodes) ? Object.keys(nodes) : [];
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted text-sm">Nodes are added and connected on the canvas.</p>
      {names.map((name) => (
        <TextField key={name} label={`Node ${name}`} path={['nodes', name, 'agent']} mono list={agentList} />
      ))}
      <ol className="flex flex-col gap-3">
        {edges.map((edge, index) => (
          <li key={index} className="flex flex-col gap-2 rounded-md border bg-surface p-3">
            <p className="font-mono text-sm">
              {asTyped(valueAt(edge, ['from']))} → {asTyped(valueAt(edge, ['to']))}
            </p>
            <div className="grid gap-3 @lg:grid-cols-2">
              <TextField
                label="When (CEL)"
                path={['edges', index, 'when']}
                optional
                mono
                placeholder="always"
              />
              <NumberField label="At most" unit="times" path={['edges', index, 'atMost']} />
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

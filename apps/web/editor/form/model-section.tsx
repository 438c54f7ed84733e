import { useQuery } from '@tanstack/react-query';
import { taskLabels } from '../../models/task-labels.ts';
import { useTRPC } from '../../trpc/context.ts';
import { ChoiceField, NumberField, SwitchField, WordsField } from './fields.tsx';
import { FormSection } from './form-section.tsx';
import { ModelEstimate } from './model-estimate.tsx';

const tasks = Object.entries(taskLabels).map(([value, label]) => ({ value, label }));
const efforts = ['none', 'low', 'medium', 'high'].map((value) => ({ value, label: value }));

/** Which model is needed; the router picks the cheapest that can do it, and says which that is now. */
export function ModelSection() {
  const trpc = useTRPC();
  const models = useQuery(trpc.models.list.queryOptions());
  return (
    <FormSection
      id="model"
      title="Model"
      path={['model']}
      hint="Say what is needed; the router picks who does it."
    >
      <div className="grid gap-4 @lg:grid-cols-2">
        <ChoiceField
          label="Task"
          path={['model', 'task']}
          options={tasks}
          unset="Left out: a simple question"
        />
        <WordsField
          label="Pinned models"
          path={['model', 'use']}
          list="form-models"
          placeholder="none: the router decides"
          hint="Like anthropic/claude-sonnet-4-5, best first, with commas."
        />
        <NumberField
          label="Temperature"
          path={['model', 'temperature']}
          placeholder="model’s own"
          hint="From 0 (always alike) to 2."
        />
        <ChoiceField
          label="Reasoning"
          path={['model', 'reasoning']}
          options={efforts}
          unset="By the task"
          hint="How hard it thinks before it answers."
        />
        <WordsField
          label="Served from"
          path={['model', 'regions']}
          placeholder="anywhere"
          hint="Regions such as eu."
        />
      </div>
      <datalist id="form-models">
        {models.data?.items.map((model) => (
          <option key={model.id} value={model.id}>
            {model.title}
          </option>
        ))}
      </datalist>
      <div className="grid gap-3 @lg:grid-cols-2">
        <SwitchField
          label="Cascade"
          path={['model', 'cascade']}
          hint="A cheap model first; a stronger one when a rule refuses its answer."
        />
        <SwitchField
          label="Cache"
          path={['model', 'cache']}
          hint="The very same call within 30 minutes costs nothing."
        />
        <SwitchField
          label="Hedge"
          path={['model', 'hedge']}
          hint="A second model when the first is slow; both are paid."
        />
        <SwitchField
          label="Continue after a cut"
          path={['model', 'afterCut']}
          on="continue"
          hint="An answer that breaks off goes on where it stopped."
        />
      </div>
      <ModelEstimate />
    </FormSection>
  );
}

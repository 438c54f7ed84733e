import { compileJsonSchema, type JsonSchema, type JsonValue } from '@agent-factory/spec';

/** A piece of work that a planner made out. */
export interface PlanTask {
  id: string;
  description: string;
  /** Tools that the planner would use for it. */
  tools?: readonly string[];
  /** Tasks whose results it needs; left out: all before it. */
  dependsOn?: readonly string[];
}

export const maxTasks = 20;

/** What a planner has to answer with, whatever its own spec says. */
export const planSchema: JsonSchema = {
  type: 'object',
  properties: {
    tasks: {
      type: 'array',
      maxItems: maxTasks,
      description: 'The tasks, in the order in which they are to be done.',
      items: {
        type: 'object',
        properties: {
          id: { type: 'string', minLength: 1, maxLength: 60, description: 'Short, its own.' },
          description: {
            type: 'string',
            minLength: 1,
            maxLength: 4_000,
            description: 'What to do, whole in itself: whoever does it sees nothing of the plan.',
          },
          tools: {
            type: 'array',
            items: { type: 'string', maxLength: 64 },
            description: 'Tools that help with it.',
          },
          dependsOn: {
            type: 'array',
            items: { type: 'string', maxLength: 60 },
            description: 'Ids of tasks whose results it needs; left out: all before it.',
          },
        },
        required: ['id', 'description'],
        additionalProperties: false,
      },
    },
  },
  required: ['tasks'],
  additionalProperties: false,
};

const violationsOf = compileJsonSchema(planSchema);

/** The tasks of a plan in an order in which each can be done, or why there is none. */
export function readPlan(
  value: JsonValue,
  finished: ReadonlySet<string>,
): { ok: true; tasks: PlanTask[] } | { ok: false; problem: string } {
  const [violation] = violationsOf(value);
  if (violation !== undefined) {
    return {
      ok: false,
      problem: `The plan does not fit its schema: ${violation.pointer || '/'} ${violation.message}.`,
    };
  }
  const { tasks } = checkedPlan(value);
  const ids = new Set<string>();
  for (const { id } of tasks) {
    if (ids.has(id)) return { ok: false, problem: `There are two tasks "${id}" in the plan.` };
    ids.add(id);
  }
  // What was done is not done again, also where a new plan lists it once more.
  const open = tasks.filter(({ id }) => !finished.has(id));
  for (const { id, dependsOn = [] } of open) {
    const unknown = dependsOn.find((other) => !ids.has(other) && !finished.has(other));
    if (unknown !== undefined) {
      return { ok: false, problem: `The task "${id}" depends on "${unknown}", which is not in the plan.` };
    }
  }
  return inOrder(open, finished);
}

function inOrder(tasks: readonly PlanTask[], finished: ReadonlySet<string>): ReturnType<typeof readPlan> {
  const ordered: PlanTask[] = [];
  const known = new Set(finished);
  let rest = [...tasks];
  while (rest.length > 0) {
    const next = rest.find(({ dependsOn = [] }) => dependsOn.every((id) => known.has(id)));
    if (next === undefined) {
      const names = rest.map(({ id }) => `"${id}"`).join(', ');
      return { ok: false, problem: `The tasks ${names} wait for each other.` };
    }
    ordered.push(next);
    known.add(next.id);
    rest = rest.filter((task) => task !== next);
  }
  return { ok: true, tasks: ordered };
}

/** Checked by `planSchema`. */
function checkedPlan(value: JsonValue): { tasks: readonly PlanTask[] } {
  return value as unknown as { tasks: readonly PlanTask[] };
}

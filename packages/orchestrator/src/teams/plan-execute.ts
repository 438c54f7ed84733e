import {
  type AgentSpec,
  type JsonValue,
  limitOf,
  type TeamSpec,
  toolNameOf,
  toolsBehind,
} from '@agent-factory/spec';
import type { RunContext } from '../run/run-context.ts';
import type { RunOutcome } from '../run/run-level.ts';
import { failed } from '../run/run-state.ts';
import { derivedSpec } from './derived-spec.ts';
import { endedBy, type Pattern, type Turn, type Turning } from './pattern.ts';
import { maxTasks, type PlanTask, planSchema, readPlan } from './plan.ts';
import { instructionsOf } from './roster.ts';
import { pinnedAgent } from './visit-member.ts';
import { withAnswers } from './with-answers.ts';

type PlanExecuteSpec = Extract<TeamSpec, { pattern: 'plan-execute' }>;

/** How often a task that failed is tried again, and how often a plan that failed is replaced. */
const maxRetries = 2;
const maxReplans = 2;

interface DoneTask {
  id: string;
  description: string;
  result: JsonValue;
}

interface PlanWork {
  /** What is still to be done, in order; null while there is no plan. */
  open: readonly PlanTask[] | null;
  done: readonly DoneTask[];
  /** Tries of the first open task that failed. */
  failures: number;
  /** Why there is no plan any more: what the next one has to get around. */
  trouble: string | null;
  replans: number;
  visits: { planner: number; executor: number };
}

/** A planner makes tasks, an executor does them one by one, and what fails is tried again, then planned anew. */
export function planExecute(spec: PlanExecuteSpec): Pattern<PlanWork> {
  return {
    begin: {
      open: null,
      done: [],
      failures: 0,
      trouble: null,
      replans: 0,
      visits: { planner: 0, executor: 0 },
    },
    async turn(work, at) {
      if (work.open === null) return makePlan(spec, work, at);
      const task = work.open[0];
      return task === undefined ? finish(spec, work, at) : execute(spec, work, task, at);
    },
  };
}

async function makePlan(
  { planner, executor }: PlanExecuteSpec,
  work: PlanWork,
  { team, input, context, visit }: Turning,
): Promise<Turn<PlanWork>> {
  const visits = { ...work.visits, planner: work.visits.planner + 1 };
  const known = pinnedAgent(context, executor).spec;
  const outcome = await visit({
    name: planner,
    agent: planner,
    pinned: derivedSpec(pinnedAgent(context, planner), 'planner', (spec) => ({
      ...spec,
      output: planSchema,
      instructions: instructionsOf(
        spec.instructions,
        `# The plan\n\nMake a plan of at most ${maxTasks} tasks and nothing else. ${known.title} does the tasks one by one${toolsIn(known)}. Where a request comes with what is "done" and a "problem", plan only what is still missing, another way.`,
        team.spec.instructions,
      ),
    })),
    visit: visits.planner,
    offers:
      work.trouble === null
        ? withAnswers(input, 'done', {})
        : withAnswers(input, 'progress', { done: tasksIn(work.done), problem: work.trouble }),
    inThread: true,
    note: work.trouble === null ? null : `plans anew: ${work.trouble}`,
  });
  if (outcome.status !== 'succeeded') return { result: endedBy(planner, outcome) };
  const plan = readPlan(outcome.output, new Set(work.done.map(({ id }) => id)));
  const next = { ...work, visits, failures: 0 };
  if (!plan.ok) return planAnew(context, next, plan.problem);
  if (plan.tasks.length === 0 && work.done.length === 0) {
    return planAnew(context, next, 'The plan has no task.');
  }
  return { work: { ...next, open: plan.tasks, trouble: null } };
}

async function execute(
  { executor }: PlanExecuteSpec,
  work: PlanWork,
  task: PlanTask,
  { input, context, visit }: Turning,
): Promise<Turn<PlanWork>> {
  const visits = { ...work.visits, executor: work.visits.executor + 1 };
  const { id, description, tools = [], dependsOn } = task;
  const needed = work.done.filter((done) => dependsOn === undefined || dependsOn.includes(done.id));
  const results = Object.fromEntries(needed.map((done) => [done.id, done.result]));
  const hint = tools.length === 0 ? '' : `\n\nTools that may help: ${tools.join(', ')}.`;
  const request = { query: `${description}${hint}` };
  const outcome = await visit({
    name: executor,
    agent: executor,
    visit: visits.executor,
    offers: [{ ...request, purpose: input, results }, ...withAnswers(request, 'results', results)],
    note: `task ${id}${work.failures === 0 ? '' : `, try ${work.failures + 1}`}: ${inShort(description)}`,
  });
  const [, ...rest] = work.open ?? [];
  if (outcome.status === 'succeeded') {
    const done = [...work.done, { id, description, result: outcome.output }];
    return { work: { ...work, visits, open: rest, done, failures: 0 } };
  }
  if (endsAll(outcome, context)) return { result: endedBy(executor, outcome) };
  const failures = work.failures + 1;
  const mayHelp = outcome.status === 'failed' && outcome.error?.code !== 'cost_ceiling';
  if (mayHelp && failures <= maxRetries) return { work: { ...work, visits, failures } };
  const trouble = `The task "${id}" (${inShort(description)}) did not succeed: ${outcome.error?.message ?? ''}`;
  return planAnew(context, { ...work, visits }, trouble, () => endedBy(executor, outcome));
}

async function finish(
  { persistence }: PlanExecuteSpec,
  work: PlanWork,
  { input, visit }: Turning,
): Promise<Turn<PlanWork>> {
  const tasks = tasksIn(work.done);
  if (persistence === undefined) return { made: { tasks } };
  const outcome = await visit({
    name: persistence,
    agent: persistence,
    visit: 1,
    offers: withAnswers(input, 'plan', { tasks }),
    note: `keeps the results of ${work.done.length} tasks`,
  });
  return outcome.status === 'succeeded'
    ? { made: outcome.output }
    : { result: endedBy(persistence, outcome) };
}

async function planAnew(
  context: RunContext,
  work: PlanWork,
  trouble: string,
  giveUp = () => failed({ code: 'invalid_output', message: `There is no plan to work by. ${trouble}` }),
): Promise<Turn<PlanWork>> {
  if (work.replans >= maxReplans) return { result: giveUp() };
  const message = `The plan was given up. ${trouble}`;
  await context.emit({ type: 'error', error: { code: 'invalid_output', message } });
  return { work: { ...work, open: null, failures: 0, trouble, replans: work.replans + 1 } };
}

/** No other try and no other plan gets around it: the agent cannot do any task, or the calls and tokens are used up. */
function endsAll({ error }: RunOutcome, { lineage }: RunContext): boolean {
  if (error?.code === 'spec_not_runnable' || error?.code === 'invalid_input') return true;
  return lineage.some(
    ({ tally: { limits, steps, tokens } }) =>
      steps >= limits.maxSteps || tokens.total >= limitOf(limits, 'maxTokens'),
  );
}

function tasksIn(done: readonly DoneTask[]): JsonValue {
  return done.map(({ id, description, result }) => ({ id, description, result }));
}

function toolsIn(spec: TeamSpec | AgentSpec): string {
  if (spec.kind !== 'Agent' || spec.tools.length === 0) return '';
  const names = spec.tools.flatMap((tool) => {
    if (tool.type === 'builtin') return toolsBehind(tool.name);
    return tool.type === 'agent' ? [tool.name] : tool.allow.map((name) => toolNameOf(name));
  });
  return `, with these tools: ${names.join(', ')}`;
}

function inShort(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 120 ? line : `${line.slice(0, 119)}…`;
}

import {
  AppError,
  type Diagnostic,
  type DraftSpecInput,
  draftSpecInputSchema,
  isAppError,
  nanoUsdToUsd,
  newId,
  type SpecDraft,
  usdToNanoUsd,
} from '@agent-factory/contracts';
import { selectAgent, withTenantOnce } from '@agent-factory/db';
import { parseSpec, type Spec } from '@agent-factory/spec';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent, requireAllAgents } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { requireTokens } from '../quotas/require-tokens.ts';
import type { ServiceContext } from '../service-context.ts';
import { callOptionsFor } from '../spending/call-options.ts';
import { askForDraft, draftRequest, firstQuestion, repairQuestion, sayProblem } from './ask-for-draft.ts';
import { changeByRules, draftByRules, renamed } from './draft-by-rules.ts';

const mostRepairs = 2;

/** What a draft is of. */
interface Asked {
  description: string;
  title: string | undefined;
  /** The text that is to change, and what it says where it can be read; null for a new agent. */
  base: { text: string; name: string; kind: Spec['kind'] } | null;
}

/** The best answer so far. */
interface Written {
  text: string;
  says: string;
  problems: readonly string[];
  diagnostics: readonly Diagnostic[];
}

/**
 * Drafts a spec from a description: a new one, or a change of one that is there. A model of the router writes it, on the
 * team's account, within its policy and `max_cost_usd`; what it wrote is checked by the language and given back to it with
 * the diagnostics at most twice. Where no model can be asked, or none answers, fixed rules draft it and `notes` say so. Nothing is saved, and
 * the description is data: no tool is at hand while it is read. Errors: `not_found` (agent), `invalid_input`, `forbidden`,
 * `quota_exceeded`; `timed_out` where `signal` ends it before there is a draft.
 */
export async function draftSpec({
  ctx,
  input,
  signal,
}: {
  ctx: ServiceContext;
  input: DraftSpecInput;
  signal: AbortSignal;
}): Promise<SpecDraft> {
  requireScope(ctx.actor, 'agents:write');
  const given = parseInput(draftSpecInputSchema, input);
  const { description, title, max_cost_usd: maxCostUsd } = given;
  const base = await baseOf(ctx, given);
  await requireTokens(ctx);
  const asked: Asked = { description, title, base };
  const limitNanoUsd = usdToNanoUsd(maxCostUsd);
  const bounds = await callOptionsFor({
    services: ctx,
    actor: ctx.actor,
    run: {
      id: newId('specDraft', ctx.clock.now()),
      limitNanoUsd,
      fence: 1,
      createdBy: ctx.actor.type === 'user' ? ctx.actor.userId : null,
      apiKeyId: ctx.actor.type === 'apiKey' ? ctx.actor.keyId : null,
    },
    purpose: 'draft',
  });
  // Rules that answer offline write no specs; those below do.
  const options = { ...bounds, denyModels: [...(bounds.denyModels ?? []), 'offline/*'], signal };

  const messages = firstQuestion({ description, title, base: base?.text ?? null });
  const spent = { cost: 0 as number | null, input: 0, output: 0, model: null as string | null };
  let best: Written | null = null;
  let stopped: string | null = null;
  let repairs = 0;
  for (;;) {
    const request = draftRequest(messages, limitNanoUsd);
    const answer = await askForDraft(ctx.router, options, request).catch((error: unknown) => {
      if (signal.aborted && best === null) {
        throw new AppError('timed_out', 'The time was over before the draft was written.', { cause: error });
      }
      // A draft that can be mended by hand is worth more than an error.
      if (best === null && !(isAppError(error) && noModelAnswers.has(error.code))) throw error;
      stopped = sayWhy(error);
      return null;
    });
    if (answer === null) break;
    if (answer.finish !== null) {
      const { costNanoUsd, tokens, model } = answer.finish;
      spent.cost = spent.cost === null || costNanoUsd === null ? null : spent.cost + costNanoUsd;
      spent.input += tokens.input;
      spent.output += tokens.output;
      spent.model = model;
    }
    const written = read(answer, asked);
    // An answer without a spec takes nothing away from the one before.
    best = written ?? best;
    const problems = written?.problems ?? ['It has no spec between a line ~~~~spec and a line ~~~~.'];
    if (problems.length === 0 || repairs === mostRepairs) break;
    messages.push(...repairQuestion(answer.answer, problems));
    repairs += 1;
  }
  const figures = {
    repairs,
    cost: spent.cost === null ? null : nanoUsdToUsd(spent.cost),
    tokens: { input: spent.input, output: spent.output },
  };
  if (best === null) return { ...byRules(asked, stopped), ...figures, model: spent.model };
  return {
    spec: best.text,
    written_by: 'model',
    model: spent.model,
    notes: [
      ...(best.says === '' ? [] : [best.says]),
      ...(stopped === null ? [] : [`It could not be mended further: ${stopped}`]),
      ...best.problems.filter((problem) => problem === otherKind),
    ],
    valid: best.problems.length === 0,
    diagnostics: [...best.diagnostics],
    ...figures,
  };
}

/** Refusals that mean that there is no model, or none that answers: rules draft it then, and say why. */
const noModelAnswers: ReadonlySet<string> = new Set([
  'no_model_available',
  'cost_ceiling',
  'provider_failed',
]);

/** The offline model is left out here, which is no policy of the team's that its message could name. */
function sayWhy(error: unknown): string {
  if (!isAppError(error)) return 'The model broke off.';
  if (error.code !== 'no_model_available') return error.message;
  return 'no model that could is set up, or the team’s policy leaves none. Add a vendor’s key in the settings.';
}

const otherKind = 'An agent keeps its kind: an Agent becomes no Team, and a Team no Agent.';

/** What a change starts from. */
async function baseOf(
  ctx: ServiceContext,
  {
    agent_id: id,
    spec,
    title,
  }: {
    agent_id?: Parameters<typeof requireAgent>[1] | undefined;
    spec?: string | undefined;
    title?: string | undefined;
  },
): Promise<Asked['base']> {
  if (id === undefined) {
    if (spec !== undefined)
      throw new AppError('invalid_input', 'spec: a text that is to change goes with agent_id.');
    requireAllAgents(ctx.actor);
    return null;
  }
  if (title !== undefined)
    throw new AppError('invalid_input', 'title: an agent that is there keeps its title.');
  requireAgent(ctx.actor, id);
  const row = await withTenantOnce(ctx.db, ctx.actor, (tx) =>
    selectAgent(tx, { id, teamId: ctx.actor.teamId }),
  );
  if (row === undefined) throw notFound('agent');
  return { text: spec ?? row.spec, name: row.name, kind: row.kind };
}

/** An answer's spec with what is wrong with it; undefined where it holds none. */
function read({ text, says }: { text: string | undefined; says: string }, asked: Asked): Written | undefined {
  if (text === undefined) return undefined;
  // A name is what programs call; it is not the model's to choose.
  const kept =
    asked.base === null
      ? renamed(text, asked.title === undefined ? {} : { title: asked.title })
      : renamed(text, { name: asked.base.name });
  const { document, diagnostics } = parseSpec(kept);
  const problems = diagnostics.filter(({ severity }) => severity === 'error').map(sayProblem);
  const isOther = asked.base !== null && document !== null && document.kind !== asked.base.kind;
  return { text: kept, says, problems: isOther ? [...problems, otherKind] : problems, diagnostics };
}

function byRules(
  { description, title, base }: Asked,
  why: string | null,
): Pick<SpecDraft, 'spec' | 'written_by' | 'notes' | 'valid' | 'diagnostics'> {
  const ruled =
    base === null ? draftByRules({ description, title }) : changeByRules({ description, base: base.text });
  if (ruled === null) {
    throw new AppError(
      'no_model_available',
      `${why ?? 'The model wrote no spec.'} Fixed rules cannot change this text, since it cannot be read; mend its errors first.`,
    );
  }
  const { document, diagnostics } = parseSpec(ruled.text);
  return {
    spec: ruled.text,
    written_by: 'rules',
    notes: [
      `No model wrote this: ${why ?? 'the one that was asked gave no spec.'} It was put together by fixed rules from the words of the description.`,
      ...ruled.notes,
    ],
    valid: document !== null,
    diagnostics: [...diagnostics],
  };
}

import { type JsonValue, specHash, type TeamSpec } from '@agent-factory/spec';
import type { RunOutcome } from '../run/run-level.ts';
import type { RunResult } from '../run/run-state.ts';
import { classifierOf, nobody, routerPlace } from './classifier.ts';
import { keywordHits, wordsOf } from './keyword-hits.ts';
import { offersOf } from './member-input.ts';
import { endedBy, type Pattern, type Turning } from './pattern.ts';

type RouterSpec = Extract<TeamSpec, { pattern: 'router' }>;
/** The member that answers and why; null before it was chosen. */
type RouterWork = { chosen: { agent: string; why: string } | null };

/** One member answers: the one with most keywords in the request, else the one that a model names, else the default. */
export function router(spec: RouterSpec): Pattern<RouterWork> {
  return {
    begin: { chosen: null },
    async turn({ chosen }, at) {
      if (chosen === null) {
        const certain = byKeywords(spec, at.input);
        if (certain !== null) return { work: { chosen: certain } };
        const named = await byModel(spec, at);
        return 'agent' in named ? { work: { chosen: named } } : { result: named };
      }
      const { agent, why } = chosen;
      const outcome = await at.visit({
        name: agent,
        agent,
        visit: 1,
        offers: offersOf(at.input),
        inThread: true,
        note: why,
      });
      return outcome.status === 'succeeded' ? { made: outcome.output } : { result: endedBy(agent, outcome) };
    },
  };
}

/** The choice that needs no model; of members with as many keywords the first in the spec. */
function byKeywords({ members }: RouterSpec, input: JsonValue): { agent: string; why: string } | null {
  const [only, ...others] = members;
  if (only !== undefined && others.length === 0) return { agent: only.agent, why: 'the only member' };
  const text = wordsOf(input);
  let best: { agent: string; hits: string[] } | null = null;
  for (const { agent, keywords } of members) {
    const hits = keywordHits(text, keywords);
    if (hits.length > (best?.hits.length ?? 0)) best = { agent, hits };
  }
  if (best === null) return null;
  const words = best.hits.map((hit) => `"${hit}"`).join(', ');
  return { agent: best.agent, why: `the request says ${words}` };
}

/** Failures of the model itself, after which the default answers; any other would stop the default too. */
const noChoice: ReadonlySet<string> = new Set([
  'no_model_available',
  'provider_failed',
  'rate_limited',
  'invalid_output',
]);

async function byModel(spec: RouterSpec, at: Turning): Promise<{ agent: string; why: string } | RunResult> {
  const classifier = classifierOf(spec, at.context);
  const outcome = await at.visit({
    name: routerPlace,
    agent: spec.name,
    pinned: { spec: classifier, specHash: specHash(classifier), version: 0 },
    visit: 1,
    offers: [at.input],
    inThread: true,
    note: 'no keyword occurs in the request',
  });
  if (outcome.status === 'succeeded') return chosenBy(spec, outcome);
  if (outcome.status === 'refused' || !noChoice.has(outcome.error?.code ?? '')) {
    return endedBy(routerPlace, outcome);
  }
  return {
    agent: spec.default,
    why: `the default, since no model could choose: ${outcome.error?.message ?? ''}`,
  };
}

function chosenBy(spec: RouterSpec, { output, model }: RunOutcome): { agent: string; why: string } {
  const { member, reason } = choiceOf(output);
  const because = `${model ?? 'the model'} chose: ${reason}`;
  return member === nobody
    ? { agent: spec.default, why: `the default; ${because}` }
    : { agent: member, why: because };
}

/** Fits the classifier's output schema, or it would not have succeeded. */
function choiceOf(output: JsonValue): { member: string; reason: string } {
  return output as { member: string; reason: string };
}

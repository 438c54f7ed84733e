import type { Boundary, InvariantAction } from '@agent-factory/contracts';
import {
  type CompiledCheck,
  holdAgainst,
  type InvariantCheckKind,
  type JsonValue,
  redactCrossing,
} from '@agent-factory/spec';
import { askPeople } from '../run/ask-people.ts';
import type { Ancestor, RunContext } from '../run/run-context.ts';
import type { CompiledInvariant } from './compile-invariants.ts';
import type { Crossed, PlacedCrossing } from './crossing.ts';
import { type Finding, judge } from './judge.ts';

/** How often in one run a broken rule may send the model back to try again. */
export const maxInvariantRetries = 2;

export interface BrokenRule {
  id: string;
  says: string;
  detail: string;
}

/** What may cross, or why nothing may. */
export type Passage =
  | { kind: 'pass'; value: JsonValue }
  | { kind: 'retry'; broken: readonly BrokenRule[] }
  | { kind: 'block'; broken: readonly BrokenRule[] };

/** Checks that only forbid; the others ask for something that is the whole's to give, and not each member's. */
const forbids: ReadonlySet<InvariantCheckKind> = new Set([
  'forbidPattern',
  'noPii',
  'forbidTool',
  'maxCalls',
  'toolOrder',
]);

interface BoundRule extends CompiledInvariant {
  /** The agent or team whose rule it is; `inherited` when that is not the one at work. */
  owner: Ancestor;
  inherited: boolean;
}

/**
 * The rules that bind at a boundary: those of the one at work, then those of everything around it, so that what its
 * own rules cut out or write in is judged too. At a member's own input and output an outer rule binds if it forbids.
 */
function rulesAt({ lineage }: RunContext, at: Boundary): BoundRule[] {
  return lineage.flatMap((owner, distance) => {
    const inherited = distance > 0;
    const outerOnly = inherited && (at === 'input' || at === 'output');
    return owner.invariants[at]
      .filter(({ invariant }) => !outerOnly || forbids.has(invariant.check.kind))
      .map((rule) => ({ ...rule, owner, inherited }));
  });
}

/** Whether a rule could still stop or change an answer, so that none of it may be shown before. */
export function holdsBackOutput(context: RunContext): boolean {
  return rulesAt(context, 'output').some(({ invariant }) => invariant.otherwise !== 'warn');
}

/**
 * Holds every rule of a boundary against what crosses it, in their order, each seeing what earlier ones redacted or
 * people edited. A check that cannot tell counts as broken. Where trying again is no way out, retry means block. An
 * escalated value waits for people (`RunWaits`) and crosses as they approved it; a refusal blocks.
 */
export async function enforce(
  context: RunContext,
  crossed: Crossed,
  options: { mayRetry: boolean },
): Promise<Passage> {
  const rules = rulesAt(context, crossed.at);
  const settled = new Set<BoundRule>();
  let value = crossed.value;
  const retry: BrokenRule[] = [];
  const block: BrokenRule[] = [];
  for (let index = 0; index < rules.length; index += 1) {
    const rule = rules[index];
    if (rule === undefined || settled.has(rule)) continue;
    const { invariant, check } = rule;
    const crossing = crossingFor(rule, { ...crossed, value });
    const finding = await findingOf(context, check, crossing);
    let action: InvariantAction | null = finding.verdict === 'passed' ? null : invariant.otherwise;
    let { detail } = finding;
    let edited = false;
    if (action === 'redact') {
      const redacted = redactCrossing(check, crossing, invariant.id);
      if (redacted === null) action = 'block';
      else value = redacted;
    }
    if (action === 'retry' && !options.mayRetry) action = 'block';
    if (action === 'escalate') {
      const decision = await escalate(context, rule, crossing, detail);
      if (!decision.approved) {
        action = 'block';
        detail = joined(detail, decision.detail);
      } else {
        settled.add(rule);
        edited = decision.edited;
        value = decision.value;
      }
    }
    const broken = { id: idOf(rule), says: invariant.says, detail: detail ?? '' };
    if (action === 'block') block.push(broken);
    if (action === 'retry') retry.push(broken);
    await context.emit({
      type: 'invariant',
      id: idOf(rule),
      says: invariant.says,
      at: crossed.at,
      verdict: finding.verdict,
      action,
      detail,
      ...(finding.judge === undefined ? {} : { judge: finding.judge }),
    });
    if (edited) {
      // What a person wrote is held against every other rule, those before this one too.
      index = -1;
      retry.length = 0;
      block.length = 0;
    }
  }
  if (block.length > 0) return { kind: 'block', broken: block };
  return retry.length > 0 ? { kind: 'retry', broken: retry } : { kind: 'pass', value };
}

/** A rule's name in events: its id, after the name of the agent or team that it was inherited from. */
function idOf({ invariant, owner, inherited }: BoundRule): string {
  return inherited ? `${owner.spec.name}:${invariant.id}` : invariant.id;
}

function crossingFor({ owner: { tally, elapsedMs } }: BoundRule, crossed: Crossed): PlacedCrossing {
  const { input, calls, steps, tokens, spentNanoUsd } = tally;
  return { ...crossed, input, calls, steps, tokens, spentNanoUsd, elapsedMs: elapsedMs() };
}

async function findingOf(
  context: RunContext,
  check: CompiledCheck,
  crossing: PlacedCrossing,
): Promise<Finding> {
  if (check.statement !== undefined) return judge(context, check.statement, crossing);
  return holdAgainst(check, crossing);
}

/** Lets people decide on what broke a rule. */
async function escalate(
  context: RunContext,
  rule: BoundRule,
  { at, place, value }: PlacedCrossing,
  detail: string | null,
): Promise<
  { approved: true; edited: boolean; value: JsonValue } | { approved: false; detail: string | null }
> {
  const { says } = rule.invariant;
  const decision = await askPeople(
    context,
    `${at}/${place}/${idOf(rule)}`,
    { about: 'invariant', subject: { name: idOf(rule), value }, reason: joined(says, detail) },
    rule.owner,
  );
  const { state, note, decidedBy } = decision;
  if (decision.approved) return { approved: true, edited: state === 'edited', value: decision.value };
  const who = state === 'expired' ? 'Nobody decided in time.' : `Refused by ${decidedBy ?? 'a person'}.`;
  return { approved: false, detail: joined(who, note) };
}

function joined(first: string | null, second: string | null): string | null {
  const words = [first, second].filter((each) => each !== null && each !== '');
  return words.length === 0 ? null : words.join(' ');
}

/** What the person or the model is told about a broken rule. */
export function explain({ id, says, detail }: BrokenRule): string {
  return `Rule "${id}": ${says}${detail === '' ? '' : ` ${detail}`}`;
}

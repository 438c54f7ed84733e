import type { SpecChangeView } from '@agent-factory/contracts';
import { type ChangeRisk, changeRisks, diffSpecs } from '@agent-factory/spec';
import type { ReadContent } from './contents.ts';
import { permissionsOf } from './permissions-of.ts';

/** From here on a change binds less than what was there: the worst first, as `changeRisks` has them. */
const loosening: ReadonlySet<string> = new Set<ChangeRisk>([
  'write_access_gained',
  'tool_gained',
  'approval_removed',
  'invariant_removed',
  'invariant_weakened',
  'ceiling_raised',
  'region_widened',
  'gate_lowered',
  'flow_changed',
]);

/** What changed between two versions of a template, worst first; the agent that is run is compared whatever its name. */
export function compareContents(
  before: readonly ReadContent[],
  after: readonly ReadContent[],
): SpecChangeView[] {
  const old = new Map(before.map((content) => [keyOf(content), content]));
  const now = new Set(after.map(keyOf));
  const changes = after.flatMap((content): SpecChangeView[] => {
    const was = old.get(keyOf(content));
    if (was === undefined) return gained(content);
    return diffSpecs(was.document, content.document).map(({ risk, summary }) => ({
      risk,
      agent: content.title,
      summary,
    }));
  });
  const gone = before
    .filter((content) => !now.has(keyOf(content)))
    .map(({ title }) => ({ risk: 'flow_changed', agent: title, summary: `The agent ${title} is gone.` }));
  return [...changes, ...gone].sort((a, b) => rankOf(a.risk) - rankOf(b.risk));
}

export function looseningsIn(changes: readonly SpecChangeView[]): SpecChangeView[] {
  return changes.filter(({ risk }) => loosening.has(risk));
}

/** An agent that was not there brings all its tools along. */
function gained(content: ReadContent): SpecChangeView[] {
  const { tools } = permissionsOf([content]);
  return [
    { risk: 'flow_changed', agent: content.title, summary: `The agent ${content.title} is new.` },
    ...tools.map(({ name, effect }) => ({
      risk: effect === 'read' ? 'tool_gained' : 'write_access_gained',
      agent: content.title,
      summary: `Gains the tool ${name}${effect === 'read' ? '' : ', which can change things outside the run'}.`,
    })),
  ];
}

function keyOf({ position, name }: ReadContent): string {
  return position === 0 ? '' : name;
}

function rankOf(risk: string): number {
  return (changeRisks as readonly string[]).indexOf(risk);
}

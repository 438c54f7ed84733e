import type { ModelRequest } from '@agent-factory/llm';
import { type AgentSpec, apiVersion, type Spec, type TeamSpec } from '@agent-factory/spec';
import type { PinnedSpec } from '../ports/agent-directory.ts';
import { type CompiledTeam, compileTeam } from '../teams/compile-team.ts';
import type { ScriptedAnswer } from './scripted-model.ts';
import { agentOf, type Stand, standOf } from './stand.ts';

let serial = 0;

type Pattern = TeamSpec['pattern'];
type Own<P extends Pattern> = Omit<Extract<TeamSpec, { pattern: P }>, keyof typeof head | 'pattern'>;
const head = {
  apiVersion,
  kind: 'Team' as const,
  name: 'team',
  title: 'Team',
  description: '',
  limits: { maxCostUsd: 0.05, maxSteps: 60, maxSeconds: 60, maxOutputTokens: 500 },
  invariants: [],
  tests: [],
  gates: { minPassRate: 1, trials: 1 },
  instructions: '',
};

/** A team with the given parts; each gets its own hash, so that no two share a compiled graph. */
export function teamOf<P extends Pattern>(
  pattern: P,
  own: Own<P>,
  parts: Partial<Omit<TeamSpec, 'pattern'>> = {},
): CompiledTeam {
  serial += 1;
  return compileTeam(teamSpec({ ...head, ...parts, ...own, pattern }), `team-${serial}`);
}

/** `Own` is what the pattern has beside the head, so together they are its spec. */
function teamSpec(parts: Record<string, unknown>): TeamSpec {
  return parts as unknown as TeamSpec;
}

/** An agent that says who it is in its instructions, so that a script can answer for it. */
export function memberOf(name: string, parts: Partial<AgentSpec> = {}): AgentSpec {
  return agentOf({ name, title: name, tools: [], instructions: `I am ${name}.`, ...parts }).spec;
}

export function listed(
  ...agents: readonly string[]
): { agent: string; description: string; keywords: string[] }[] {
  return agents.map((agent) => ({ agent, description: '', keywords: [] }));
}

/** A stand whose run can reach these specs by name. */
export function standWith(
  specs: readonly Spec[],
  script: (who: string, request: ModelRequest, call: number) => ScriptedAnswer,
): Stand {
  const stand = standOf((request, call) => script(whoAsks(request), request, call));
  stand.ports.agents = new Map(
    specs.map((spec): [string, PinnedSpec] => {
      serial += 1;
      return [spec.name, { spec, specHash: `member-${serial}`, version: 1 }];
    }),
  );
  return stand;
}

/** The member that asks the model: `I am …` of its instructions; `@router` for a team's own classifier. */
export function whoAsks({ messages }: ModelRequest): string {
  const [first] = messages;
  const text = first?.role === 'system' ? first.content : '';
  return /^I am ([\w-]+)/.exec(text)?.[1] ?? (text.startsWith('Name the member') ? '@router' : '?');
}

/** What the person said last in a request. */
export function lastSaid({ messages }: ModelRequest): string {
  const said = messages.findLast(({ role }) => role === 'user');
  return typeof said?.content === 'string' ? said.content : '';
}

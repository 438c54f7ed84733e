import { AppError, newId } from '@agent-factory/contracts';
import type { ModelRequest } from '@agent-factory/llm';
import type { Spec } from '@agent-factory/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeanCheckpointSaver } from '../checkpoint/lean-saver.ts';
import { withinNamespace } from '../checkpoint/within-namespace.ts';
import { stateOf } from '../run/run-state.ts';
import { RunWaits } from '../run/run-waits.ts';
import type { ScriptedAnswer } from '../testing/scripted-model.ts';
import type { Stand } from '../testing/stand.ts';
import { lastSaid, listed, memberOf, standWith, teamOf, whoAsks } from '../testing/team-stand.ts';
import type { CompiledTeam } from './compile-team.ts';

interface Case {
  specs: readonly Spec[];
  team: () => CompiledTeam;
  /** Follows from the request alone, so that it is the same in every attempt. */
  answer: (who: string, said: string, request: ModelRequest) => ScriptedAnswer;
}

const model = { task: 'classification' as const, use: [] };
const verdict = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] } as const;
const pair = () => teamOf('parallel', { members: listed('a', 'b'), merge: 'c' }, { name: 'pair' });
const abc = [memberOf('a'), memberOf('b'), memberOf('c')];
const echo = (who: string, said: string) => ({ text: [`${who} of `, said.slice(0, 300)] });

const cases: Record<string, Case> = {
  sequence: {
    specs: abc,
    team: () => teamOf('sequence', { members: listed('a', 'b', 'a', 'c') }),
    answer: echo,
  },
  parallel: { specs: abc, team: pair, answer: echo },
  router: {
    specs: abc,
    team: () => teamOf('router', { members: listed('a', 'b'), default: 'a', model }),
    answer: (who, said) => (who === '@router' ? { text: '{"member":"b","reason":"so"}' } : echo(who, said)),
  },
  graph: {
    specs: [memberOf('finder'), memberOf('checker', { output: verdict }), memberOf('writer')],
    team: () =>
      teamOf('graph', {
        nodes: {
          find: { agent: 'finder' },
          also: { agent: 'finder' },
          check: { agent: 'checker' },
          write: { agent: 'writer' },
        },
        edges: [
          { from: 'START', to: 'find' },
          { from: 'START', to: 'also' },
          { from: 'find', to: 'check' },
          { from: 'also', to: 'check' },
          { from: 'check', to: 'find', when: '!state.check.ok', atMost: 2 },
          { from: 'check', to: 'write', when: 'state.check.ok' },
          { from: 'write', to: 'END' },
        ],
      }),
    answer: (who, said) => {
      // Each round makes the state longer, which the verdict is drawn from.
      if (who === 'checker') return { text: JSON.stringify({ ok: said.includes('again') }) };
      return { text: who === 'finder' && said.includes('"ok": false') ? 'again' : `${who} ${said.length}` };
    },
  },
  'plan-execute': {
    specs: [memberOf('plan'), memberOf('work'), memberOf('keep')],
    team: () => teamOf('plan-execute', { planner: 'plan', executor: 'work', persistence: 'keep' }),
    answer: (who, said) => {
      if (who === 'keep') return { text: said };
      if (who === 'work') {
        return said.startsWith('Do bad')
          ? { error: new AppError('provider_failed', 'it is bad') }
          : { text: `did ${said.split('\n')[0]}` };
      }
      const tasks = said.includes('it is bad')
        ? [{ id: 'c', description: 'Do c.', dependsOn: ['a'] }]
        : [
            { id: 'a', description: 'Do a.' },
            { id: 'b', description: 'Do bad b.' },
          ];
      return { text: JSON.stringify({ tasks }) };
    },
  },
  supervisor: {
    specs: [memberOf('boss'), memberOf('a'), memberOf('b')],
    team: () => teamOf('supervisor', { supervisor: 'boss', members: listed('a', 'b') }),
    answer: (who, said, request) => {
      if (who !== 'boss') return echo(who, said);
      const results = request.messages.flatMap((each) => (each.role === 'tool' ? [each.content] : []));
      if (results.length === 2) return { text: results.join() };
      return {
        calls: [
          {
            id: `call_${results.length}`,
            name: results.length === 0 ? 'a' : 'b',
            arguments: { query: 'do' },
          },
        ],
      };
    },
  },
  'team in a team': {
    specs: [...abc, memberOf('last'), pair().spec],
    team: () => teamOf('sequence', { members: listed('pair', 'last') }),
    answer: echo,
  },
};

class Killed extends Error {}

/** A stand on which everything stops once the point at hand is reached, as in a process that dies. */
function mortal({ specs, answer }: Case) {
  let points = 0;
  let diesAt = Number.POSITIVE_INFINITY;
  const live = () => {
    points += 1;
    if (points >= diesAt) throw new Killed('killed');
  };
  const asked: string[] = [];
  const stand = standWith(specs, (who, request) => {
    live();
    asked.push(keyOf(who, lastSaid(request), request));
    return answer(who, lastSaid(request), request);
  });
  const { emit } = stand.ports;
  stand.ports.emit = async (event) => {
    live();
    await emit(event);
  };
  stand.checkpoints.beforeSave = live;
  return {
    stand,
    asked,
    points: () => points,
    /** The next attempt dies at this point of its own. */
    dieAt(point: number) {
      points = 0;
      diesAt = point;
    },
  };
}

/** Names one model call of a run. */
function keyOf(who: string, said: string, { messages }: ModelRequest): string {
  return JSON.stringify([who, said, messages.length]);
}

/** Places of visits that had an end when the process died. */
async function endedVisits({ checkpoints, threadId }: Stand): Promise<Set<string>> {
  const ended = new Set<string>();
  for (const namespace of new Set(checkpoints.rows.map((row) => row.namespace))) {
    if (namespace === '') continue;
    const saver = new LeanCheckpointSaver(withinNamespace(checkpoints, namespace, { fresh: false }));
    const tuple = await saver.getTuple({ configurable: { thread_id: threadId } });
    if (stateOf(tuple?.checkpoint.channel_values ?? {}).result) ended.add(namespace);
  }
  return ended;
}

const seldom = { numRuns: 12 };

describe.each(Object.entries(cases))('%s', (_, each) => {
  it('finishes the same wherever it dies, however often, and no member that had ended works again', async () => {
    const whole = mortal(each);
    const team = each.team();
    const expected = await whole.stand.run(team, { query: 'go' });
    expect(expected.error).toBeNull();
    const points = whole.points();
    const deaths = fc.array(fc.integer({ min: 1, max: points }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(deaths, async (kills) => {
        const { stand, asked, dieAt } = mortal(each);
        const runId = newId('run');
        let outcome: Awaited<ReturnType<Stand['run']>> | undefined;
        const begun: { member: string; visit: number }[] = [];
        for (const [attempt, point] of [...kills, Number.POSITIVE_INFINITY].entries()) {
          const before = await endedVisits(stand);
          const saidBefore = stand.events.length;
          dieAt(point);
          const resume = attempt > 0;
          try {
            outcome = await stand.run(team, { query: 'go' }, { runId, resume });
          } catch (error) {
            if (!(error instanceof Killed)) throw error;
          }
          const started = stand.events
            .slice(saidBefore)
            .flatMap((event) => (event.type === 'member' && event.state === 'started' ? [event] : []));
          for (const { member, visit } of started) {
            expect([...before], `${member} had ended`).not.toContain(`${member}#${visit}`);
          }
          begun.push(...started);
          if (outcome !== undefined) break;
        }
        expect(outcome).toEqual(expected);
        // What was in flight when the process died is asked again, once for each death; nothing else is.
        const most = new Set(asked).size + kills.length * 4;
        expect(asked.length).toBeLessThanOrEqual(most);
        expect(new Set(asked)).toEqual(new Set(whole.asked));
      }),
      seldom,
    );
  });
});

describe('waiting', () => {
  it('suspends the team when a member waits, once its siblings have ended, and goes on into that member alone', async () => {
    const each = cases.parallel;
    if (each === undefined) throw new Error('no such case');
    const { stand, asked } = mortal(each);
    const team = each.team();
    const runId = newId('run');
    let decided = false;
    const { stream } = stand.model;
    stand.ports.model = {
      async *stream(request, options) {
        if (whoAsks(request) === 'a' && !decided) throw new RunWaits(['apr_1']);
        // The sibling takes its time, so that it is still at work when the other begins to wait.
        for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
        yield* stream.call(stand.model, request, options);
      },
    };
    await expect(stand.run(team, { query: 'go' }, { runId })).rejects.toMatchObject({
      approvalIds: ['apr_1'],
    });
    expect(asked).toHaveLength(1);
    expect(
      stand
        .of('member')
        .filter(({ state }) => state === 'succeeded')
        .map(({ member }) => member),
    ).toEqual(['b']);
    decided = true;
    const outcome = await stand.run(team, { query: 'go' }, { runId, resume: true });
    expect(outcome).toMatchObject({ status: 'succeeded', costNanoUsd: 3_000 });
    expect(asked.map((key) => JSON.parse(key)[0])).toEqual(['b', 'a', 'c']);
  });
});

import { AppError } from '@agent-factory/contracts';
import { describe, expect, it } from 'vitest';
import { lastSaid, listed, memberOf, standWith, teamOf } from '../testing/team-stand.ts';

const ask = { query: 'What about tea?' };

describe('sequence', () => {
  it('hands on what each member made, as words or as the object that the next one takes', async () => {
    const facts = { type: 'object', properties: { facts: { type: 'array' } }, required: ['facts'] } as const;
    const stand = standWith(
      [memberOf('find', { output: facts }), memberOf('check', { input: facts }), memberOf('write')],
      (who, request) => ({
        text:
          who === 'find'
            ? '{"facts":["green"]}'
            : who === 'check'
              ? `checked ${lastSaid(request).replace(/\s+/g, '')}`
              : `wrote: ${lastSaid(request)}`,
      }),
    );
    const outcome = await stand.run(teamOf('sequence', { members: listed('find', 'check', 'write') }), ask);
    expect(outcome).toMatchObject({
      status: 'succeeded',
      output: 'wrote: checked {"facts":["green"]}',
      costNanoUsd: 3_000,
      tokens: { input: 30, output: 15, total: 45 },
      steps: 3,
      model: 'scripted/one',
    });
    expect(stand.of('member').map(({ member, state, visit, note }) => [member, state, visit, note])).toEqual([
      ['find', 'started', 1, null],
      ['find', 'succeeded', 1, null],
      ['check', 'started', 1, 'after find'],
      ['check', 'succeeded', 1, null],
      ['write', 'started', 1, 'after check'],
      ['write', 'succeeded', 1, null],
    ]);
    expect(stand.of('step.started').map(({ member }) => member)).toEqual(['find', 'check', 'write']);
    expect(stand.of('token').at(-1)).toEqual({ type: 'token', step: 3, text: outcome.output });
  });

  it('fails with the member that fails, names it, and says who did not work', async () => {
    const stand = standWith([memberOf('a'), memberOf('b'), memberOf('c')], (who) =>
      who === 'b' ? { error: new AppError('provider_failed', 'No model answered.') } : { text: 'ok' },
    );
    const outcome = await stand.run(teamOf('sequence', { members: listed('a', 'b', 'c') }), ask);
    expect(outcome).toMatchObject({
      status: 'failed',
      output: null,
      error: { code: 'provider_failed', message: 'The member "b" failed: No model answered.' },
      costNanoUsd: 1_000,
    });
    expect(stand.of('error')).toEqual([
      { type: 'error', member: 'b', error: { code: 'provider_failed', message: 'No model answered.' } },
    ]);
    expect(
      stand
        .of('member')
        .slice(-2)
        .map(({ member, state, note }) => [member, state, note]),
    ).toEqual([
      ['b', 'failed', 'No model answered.'],
      ['c', 'skipped', 'b did not succeed'],
    ]);
  });

  it('says which member cannot take what it is given', async () => {
    const closed = {
      type: 'object',
      properties: { number: { type: 'number' } },
      required: ['number'],
      additionalProperties: false,
    } as const;
    const stand = standWith([memberOf('a'), memberOf('b', { input: closed })], () => ({ text: 'words' }));
    const outcome = await stand.run(teamOf('sequence', { members: listed('a', 'b') }), ask);
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'invalid_input' } });
    expect(outcome.error?.message).toMatch(/The member "b" .*number/);
    expect(stand.model.requests).toHaveLength(1);
  });

  it('lets a member work twice, on visits of its own', async () => {
    const stand = standWith([memberOf('a'), memberOf('b')], (who, request) => ({
      text: `${lastSaid(request)}${who}`,
    }));
    const outcome = await stand.run(teamOf('sequence', { members: listed('a', 'b', 'a') }), { query: '-' });
    expect(outcome.output).toBe('-aba');
    expect(stand.of('member').map(({ member, visit }) => `${member}#${visit}`)).toContain('a#2');
  });
});

describe('parallel', () => {
  const three = [memberOf('a'), memberOf('b'), memberOf('c'), memberOf('sum')];

  it('sets the answers side by side', async () => {
    const stand = standWith(three, (who) => ({ text: `${who} says` }));
    const outcome = await stand.run(teamOf('parallel', { members: listed('a', 'b') }), ask);
    expect(outcome.output).toEqual({ a: 'a says', b: 'b says' });
  });

  it('lets one agent make one answer of all', async () => {
    const stand = standWith(three, (who, request) => ({
      text: who === 'sum' ? lastSaid(request) : `${who} says`,
    }));
    const outcome = await stand.run(teamOf('parallel', { members: listed('a', 'b'), merge: 'sum' }), ask);
    expect(outcome.output).toContain('What about tea?');
    expect(outcome.output).toContain('"a": "a says"');
    expect(outcome.output).toContain('"b": "b says"');
    expect(outcome.costNanoUsd).toBe(3_000);
  });

  it('lets all end though one fails, then fails with it', async () => {
    let ended = 0;
    const stand = standWith(three, (who) => {
      if (who === 'b') return { error: new AppError('provider_failed', 'gone') };
      ended += 1;
      return { text: ['slow', 'ly'] };
    });
    const outcome = await stand.run(
      teamOf('parallel', { members: listed('a', 'b', 'c'), merge: 'sum' }),
      ask,
    );
    expect(outcome).toMatchObject({ status: 'failed', error: { message: 'The member "b" failed: gone' } });
    expect(ended).toBe(2);
    expect(
      stand
        .of('member')
        .filter(({ state }) => state === 'succeeded')
        .map(({ member }) => member),
    ).toEqual(['a', 'c']);
    expect(stand.of('member').at(-1)).toMatchObject({ member: 'sum', state: 'skipped' });
  });
});

describe('router', () => {
  const desk = [memberOf('bills', { description: 'Invoices.' }), memberOf('tech')];
  const members = [
    { agent: 'bills', description: '', keywords: ['invoice', 'refund'] },
    { agent: 'tech', description: 'Things that break.', keywords: ['crash', 'invoice'] },
  ];
  const model = { task: 'classification', use: [] } as const;
  const team = () => teamOf('router', { members, default: 'tech', model: { ...model, use: [] } });

  it('sends by keyword without asking a model', async () => {
    const stand = standWith(desk, (who) => ({ text: who }));
    expect((await stand.run(team(), { query: 'The CRASH ate my invoice' })).output).toBe('tech');
    expect((await stand.run(team(), { query: 'invoice' })).output).toBe('bills');
    expect(stand.model.requests).toHaveLength(2);
    expect(stand.of('member')[0]?.note).toBe('the request says "crash", "invoice"');
  });

  it('lets a model choose from the members, with what each is for', async () => {
    const stand = standWith(desk, (who) => ({
      text: who === '@router' ? '{"member":"bills","reason":"It is about money."}' : who,
    }));
    const outcome = await stand.run(team(), { query: 'Where is my money?' });
    expect(outcome).toMatchObject({ output: 'bills', costNanoUsd: 2_000, steps: 2 });
    expect(stand.model.requests[0]?.outputSchema).toMatchObject({
      properties: { member: { enum: ['bills', 'tech', 'none'] } },
    });
    expect(stand.model.requests[0]?.messages[0]?.content).toMatch(
      /- bills: Invoices\.\n- tech: Things that break\./,
    );
    expect(stand.of('member').map(({ member, state, note }) => [member, state, note])).toEqual([
      ['@router', 'started', 'no keyword occurs in the request'],
      ['@router', 'succeeded', null],
      ['bills', 'started', 'scripted/one chose: It is about money.'],
      ['bills', 'succeeded', null],
    ]);
  });

  it.each([
    [
      'chooses nobody',
      { text: '{"member":"none","reason":"Neither."}' },
      /^the default; scripted\/one chose: Neither\.$/,
    ],
    ['fails', { error: new AppError('provider_failed', 'gone') }, /no model could choose: gone/],
    ['names somebody else', { text: '{"member":"boss","reason":"x"}' }, /no model could choose/],
  ])('falls back on the default when the model %s', async (_, answer, note) => {
    const stand = standWith(desk, (who) => (who === '@router' ? answer : { text: who }));
    const outcome = await stand.run(team(), { query: 'hm' });
    expect(outcome.output).toBe('tech');
    expect(stand.of('member').findLast(({ state }) => state === 'started')?.note).toMatch(note);
  });
});

describe('supervisor', () => {
  it('hands out work until it is done', async () => {
    const stand = standWith(
      [memberOf('boss'), memberOf('a', { description: 'Knows A.' }), memberOf('b')],
      (who, request) => {
        if (who !== 'boss') return { text: `${who} did ${lastSaid(request)}` };
        const results = request.messages.flatMap((each) => (each.role === 'tool' ? [each.content] : []));
        if (results.length === 0) return { calls: [{ name: 'a', arguments: { query: 'one' } }] };
        if (results.length === 1) return { calls: [{ name: 'b', arguments: { query: 'two' } }] };
        return { text: results.join(' and ') };
      },
    );
    const outcome = await stand.run(
      teamOf('supervisor', { supervisor: 'boss', members: listed('a', 'b') }),
      ask,
    );
    expect(outcome).toMatchObject({
      status: 'succeeded',
      output: 'a did one and b did two',
      steps: 5,
      costNanoUsd: 5_000,
    });
    expect(stand.model.requests[0]?.tools.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(stand.model.requests[0]?.messages[0]?.content).toContain('- a: Knows A.');
    expect(stand.of('step.started').map(({ member }) => member)).toEqual([
      'boss',
      'boss/a',
      'boss',
      'boss/b',
      'boss',
    ]);
    const begun = stand.of('member').filter(({ state }) => state === 'started');
    expect(begun.map(({ member, agent }) => [member, agent])).toEqual([
      ['boss', 'boss'],
      ['boss/a', 'a'],
      ['boss/b', 'b'],
    ]);
  });
});

describe('graph', () => {
  const nodes = { research: { agent: 'finder' }, check: { agent: 'checker' }, write: { agent: 'writer' } };
  const edges = [
    { from: 'START', to: 'research' },
    { from: 'research', to: 'check' },
    { from: 'check', to: 'research', when: '!state.check.ok', atMost: 2 },
    { from: 'check', to: 'write', when: 'state.check.ok' },
    { from: 'write', to: 'END' },
  ];
  const verdict = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] } as const;
  const specs = [memberOf('finder'), memberOf('checker', { output: verdict }), memberOf('writer')];

  it('follows conditions over what was made, again while they say so', async () => {
    let checks = 0;
    const stand = standWith(specs, (who, request) => {
      if (who === 'checker') {
        checks += 1;
        return { text: JSON.stringify({ ok: checks === 3 }) };
      }
      return { text: who === 'writer' ? lastSaid(request) : `found ${checks}` };
    });
    const outcome = await stand.run(teamOf('graph', { nodes, edges }), ask);
    expect(outcome.output).toContain('What about tea?');
    expect(outcome.output).toContain('"research": "found 2"');
    expect(
      stand
        .of('member')
        .filter(({ state }) => state === 'started')
        .map(({ member, visit, note }) => [member, visit, note]),
    ).toEqual([
      ['research', 1, null],
      ['check', 1, 'after research'],
      ['research', 2, 'after check when !state.check.ok (1 of 2)'],
      ['check', 2, 'after research'],
      ['research', 3, 'after check when !state.check.ok (2 of 2)'],
      ['check', 3, 'after research'],
      ['write', 1, 'after check when state.check.ok'],
    ]);
  });

  it('ends with a name when an edge is used up', async () => {
    const stand = standWith(specs, (who) => ({ text: who === 'checker' ? '{"ok":false}' : 'x' }));
    expect(await stand.run(teamOf('graph', { nodes, edges }), ask)).toMatchObject({
      status: 'failed',
      error: {
        code: 'limit_exceeded',
        message: expect.stringContaining(
          'No edge leads on from check: the one to research was taken 2 times',
        ),
      },
      steps: 6,
    });
  });

  it('runs branches at once, joins them once, and tells which nodes were never reached', async () => {
    const stand = standWith([memberOf('w')], (_, request) => ({ text: String(lastSaid(request).length) }));
    const branching = teamOf('graph', {
      nodes: { a: { agent: 'w' }, b: { agent: 'w' }, c: { agent: 'w' }, d: { agent: 'w' } },
      edges: [
        { from: 'START', to: 'a' },
        { from: 'START', to: 'b' },
        { from: 'a', to: 'c' },
        { from: 'b', to: 'c' },
        { from: 'a', to: 'd', when: 'state.a == "never"' },
        { from: 'd', to: 'END' },
        { from: 'c', to: 'END' },
      ],
    });
    const outcome = await stand.run(branching, ask);
    expect(outcome.status).toBe('succeeded');
    expect(
      stand
        .of('member')
        .filter(({ state }) => state !== 'succeeded')
        .map(({ member, state, note }) => [member, state, note]),
    ).toEqual([
      ['a', 'started', null],
      ['b', 'started', null],
      ['c', 'started', 'after a; after b'],
      ['d', 'skipped', 'no edge led to it'],
    ]);
  });

  it('sets the answers of several ends side by side', async () => {
    const stand = standWith([memberOf('w')], () => ({ text: 'x' }));
    const ends = teamOf('graph', {
      nodes: { a: { agent: 'w' }, b: { agent: 'w' } },
      edges: [
        { from: 'START', to: 'a' },
        { from: 'START', to: 'b' },
        { from: 'a', to: 'END' },
        { from: 'b', to: 'END' },
      ],
    });
    expect((await stand.run(ends, ask)).output).toEqual({ a: 'x', b: 'x' });
  });
});

describe('plan-execute', () => {
  const specs = [memberOf('plan'), memberOf('work'), memberOf('keep')];
  const plan = (...tasks: readonly Record<string, unknown>[]) => ({ text: JSON.stringify({ tasks }) });
  const team = (own = {}) => teamOf('plan-execute', { planner: 'plan', executor: 'work', ...own });

  it('works through the plan in the order of what needs what, and hands results on', async () => {
    const stand = standWith(specs, (who, request) =>
      who === 'plan'
        ? plan(
            { id: 'write', description: 'Write it.', dependsOn: ['find'] },
            { id: 'find', description: 'Find it.', tools: ['web'] },
          )
        : { text: lastSaid(request).startsWith('Find it.') ? 'facts' : lastSaid(request) },
    );
    const outcome = await stand.run(team(), ask);
    expect(outcome.output).toMatchObject({
      tasks: [
        { id: 'find', result: 'facts' },
        { id: 'write', result: expect.stringContaining('"find": "facts"') },
      ],
    });
    expect(stand.model.requests[1]?.messages[1]?.content).toContain('Tools that may help: web.');
    expect(
      stand
        .of('member')
        .filter(({ state }) => state === 'started')
        .map(({ member, visit, note }) => [member, visit, note]),
    ).toEqual([
      ['plan', 1, null],
      ['work', 1, 'task find: Find it.'],
      ['work', 2, 'task write: Write it.'],
    ]);
  });

  it('gives plan and results to the agent that keeps them', async () => {
    const stand = standWith(specs, (who, request) =>
      who === 'plan'
        ? plan({ id: 'a', description: 'Do a.' })
        : { text: who === 'keep' ? lastSaid(request) : 'done a' },
    );
    const outcome = await stand.run(team({ persistence: 'keep' }), ask);
    expect(outcome.output).toContain('What about tea?');
    expect(outcome.output).toContain('"result": "done a"');
  });

  it('tries a task again, then plans anew with what is known', async () => {
    let plans = 0;
    const stand = standWith(specs, (who, request) => {
      if (who === 'plan') {
        plans += 1;
        return plans === 1
          ? plan({ id: 'a', description: 'Do a.' }, { id: 'b', description: 'Do b.' })
          : plan({ id: 'a', description: 'Do a.' }, { id: 'c', description: 'Do c.' });
      }
      if (lastSaid(request).startsWith('Do b.'))
        return { error: new AppError('provider_failed', 'b is broken') };
      return { text: 'fine' };
    });
    const outcome = await stand.run(team(), ask);
    expect(outcome.output).toEqual({
      tasks: [
        { id: 'a', description: 'Do a.', result: 'fine' },
        { id: 'c', description: 'Do c.', result: 'fine' },
      ],
    });
    const told = stand.model.requests.filter(({ outputSchema }) => outputSchema !== undefined)[1];
    expect(told === undefined ? '' : lastSaid(told)).toContain(
      'The task \\"b\\" (Do b.) did not succeed: b is broken',
    );
    expect(
      stand.of('member').filter(({ member, state }) => member === 'work' && state === 'failed'),
    ).toHaveLength(3);
    expect(stand.of('error').at(-1)?.error.message).toMatch(/^The plan was given up\. The task "b"/);
  });

  it('gives up after two more plans, with the failure of the task', async () => {
    const stand = standWith(specs, (who) =>
      who === 'plan'
        ? plan({ id: 'a', description: 'Do a.' })
        : { error: new AppError('provider_failed', 'gone') },
    );
    expect(await stand.run(team(), ask)).toMatchObject({
      status: 'failed',
      error: { code: 'provider_failed', message: 'The member "work" failed: gone' },
    });
    expect(
      stand.of('member').filter(({ member, state }) => member === 'plan' && state === 'started'),
    ).toHaveLength(3);
  });

  it('sends a plan back that cannot be worked through', async () => {
    let plans = 0;
    const stand = standWith(specs, (who) => {
      if (who !== 'plan') return { text: 'ok' };
      plans += 1;
      return plans === 1
        ? plan(
            { id: 'a', description: 'x', dependsOn: ['b'] },
            { id: 'b', description: 'y', dependsOn: ['a'] },
          )
        : plan({ id: 'a', description: 'x' });
    });
    expect((await stand.run(team(), ask)).status).toBe('succeeded');
    expect(stand.of('member').find(({ member, visit }) => member === 'plan' && visit === 2)?.note).toBe(
      'plans anew: The tasks "a", "b" wait for each other.',
    );
  });
});

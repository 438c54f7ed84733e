import type { Inventory } from './inventory.ts';

/** What properties of these names mean at this product; everything else its schema says. */
export function namedValues({
  mark,
  receiver,
  providerKey,
}: {
  mark: string;
  receiver: string;
  providerKey: { vendor: string; secret: string } | null;
}): Record<string, unknown> {
  const query = `What is 6 * 7? Use the calculator. (${mark})`;
  return {
    spec: specOf({ name: mark, asks: false }),
    name: mark,
    label: mark,
    title: mark,
    text: `# About ${mark}\n\nIt is ${mark}.`,
    message: mark,
    query,
    input: { query },
    cron: '0 3 * * *',
    time_zone: 'UTC',
    url: receiver,
    events: [
      'run.finished',
      'run.failed',
      'approval.requested',
      'approval.decided',
      'quota.warning',
      'member.joined',
      'member.left',
      'schedule.paused',
    ],
    mapping: { body_as: 'query' },
    scopes: ['models:read'],
    email: `${mark}@example.com`,
    role: 'viewer',
    confirm_name: mark,
    token: 'A'.repeat(43),
    secret: providerKey?.secret ?? `sk-${mark}-0123456789abcdef`,
    ...(providerKey === null ? {} : { vendor: providerKey.vendor }),
    hash: '0'.repeat(64),
    tool: 'probe',
    second_factor: 'optional',
  };
}

/** Bodies whose parts depend on one another. */
export function bodyOf(route: string, { mark, ids }: Pick<Inventory, 'mark' | 'ids'>): unknown {
  const [agent_id] = ids.get('agt') ?? [];
  const test = {
    agent_id,
    test_name: mark,
    input_text: `What is 2 + 2? (${mark})`,
    expected_behavior: 'It says 4.',
  };
  switch (route) {
    case 'runTest':
    case 'tests.run':
      return test;
    case 'batchTests':
    case 'tests.batch':
      return { agent_id, tests: [test] };
    case 'saveDataset':
    case 'datasets.save':
      return {
        agent_id,
        name: mark,
        cases: ['train', 'validation', 'sealed'].map((split) => ({
          name: split === 'train' ? 'first' : split,
          input: `What is 2 + 2? (${mark} ${split})`,
          split,
        })),
      };
    case 'testEvidence.saveCase':
      return { agent_id, dataset: mark, case: { name: 'second', input: `What is 3 + 3? (${mark})` } };
    case 'testEvidence.previewCases':
      return { format: 'yaml', text: `- { name: ${mark}, input: What is 2 + 2? }` };
    case 'resolveThread':
      return { resolved: true };
    case 'startCommentThread':
    case 'comments.start':
      return {
        ...(route === 'comments.start' ? { agent_id } : {}),
        place: { path: ['limits'] },
        body: `Why? (${mark})`,
      };
    case 'createDashboardView':
    case 'dashboard.createView':
      return { name: mark, query: 'range=30d' };
    case 'updateDashboardView':
      return { query: 'range=7d' };
    case 'dashboard.updateView':
      return { id: ids.get('dbv')?.[0], query: 'range=7d' };
    case 'compareIdeas':
    case 'ideas.compare':
      return { idea_ids: (ids.get('ide') ?? []).slice(0, 2) };
    case 'reflect':
    case 'reflection.reflect':
      return {
        ...(route === 'reflect' ? {} : { agent_id }),
        input_text: test.input_text,
        assertions: [{ kind: 'contains', text: '4' }],
      };
    case 'tryInvariant':
    case 'agents.tryInvariant':
      return {
        ...(route === 'tryInvariant' ? {} : { agent_id }),
        invariant: { id: mark, says: 'Short.', check: { maxLength: 10 } },
      };
    case 'createConnection':
    case 'connections.create':
      return { kind: 'github', name: mark, fields: { token: `ghp_${mark}0123456789abcdef` } };
    case 'createChatCompletion':
      return { model: `agent:${mark}`, messages: [{ role: 'user', content: `hello ${mark}` }] };
    case 'explainRoute':
    case 'models.explain':
      return { text: `hello ${mark}` };
    case 'createEmbeddings':
      return { model: 'auto', input: `hello ${mark}` };
    default:
      return undefined;
  }
}

/** An agent that answers by itself, or one that asks a person before it uses its tool. */
export function specOf({ name, asks }: { name: string; asks: boolean }): string {
  return `---
apiVersion: agentfactory/v1
kind: Agent
name: ${name}
title: ${name}
description: Made by the isolation probe (${name}).
model: { task: simple_query }
tools: [calculator]
${asks ? 'approvals: [calculator]\n' : ''}---
# Instructions
Answer in a few words. Use the calculator for every sum.
`;
}

import type { Idea } from '../trpc/outputs.ts';

const page = (name: string) => [
  { url: `https://${name}.example/report-2026`, title: `Report of ${name}`, quote: 'Growing by 9 % a year.' },
];

type Evaluation = NonNullable<Idea['evaluation']>;

const built: Evaluation = {
  novelty_score: 74,
  market_size_score: 68,
  competition_score: 45,
  execution_difficulty: 35,
  estimated_mrr: 4_600,
  competitor_count: 2,
  verdict: 'BUILD',
  rules: [],
  missing: [],
  reasoning:
    'Many balconies, few that are looked after. Two products do a part of it, none of them by the weather.',
  next_steps: [
    'Ask twenty people with dry plants what they paid last year.',
    'Sell five by hand before writing code.',
  ],
  evidence: {
    novelty_score: page('patents'),
    market_size_score: page('gardens'),
    competition_score: page('reviews'),
    execution_difficulty: page('makers'),
    estimated_mrr: page('prices'),
    competitor_count: page('reviews'),
  },
  competitors: [
    { name: 'Acme Water', website: 'https://acme-water.example', citations: page('reviews') },
    { name: 'Drip & Sons', website: null, citations: page('shops') },
  ],
};

const unknown: Evaluation = {
  ...built,
  novelty_score: null,
  estimated_mrr: null,
  verdict: 'INCONCLUSIVE',
  missing: ['novelty_score', 'estimated_mrr'],
  reasoning: 'Without evidence: novelty_score, estimated_mrr.',
  next_steps: [],
  evidence: { ...built.evidence, novelty_score: [], estimated_mrr: [] },
};

function idea(n: string, text: string, change: Partial<Idea>): Idea {
  return {
    idea_id: `ide_${n.repeat(26)}`,
    idea: text,
    status: 'evaluated',
    agent_id: `agt_${'1'.repeat(26)}`,
    run_id: `run_${n.repeat(26)}`,
    run_status: 'succeeded',
    run_error: null,
    cost: 0.1842,
    evaluation: built,
    shared_at: null,
    created_at: '2026-11-20T09:00:00.000Z',
    evaluated_at: '2026-11-20T09:02:10.000Z',
    ...change,
  };
}

export const builtIdea = idea('1', 'A box that waters balcony plants by the weather report.', {
  shared_at: '2026-11-20T10:00:00.000Z',
});
export const unknownIdea = idea('2', 'A marketplace for used garden tools between neighbours.', {
  evaluation: unknown,
  cost: 0.0921,
});
const killed = idea('3', 'A to-do list, but with plants in it.', {
  evaluation: { ...built, novelty_score: 12, verdict: 'KILL', rules: ['novelty_below_60'] },
});
const atWork = idea('4', 'Greenhouses for people who have only a windowsill.', {
  status: 'researching',
  run_status: 'running',
  evaluation: null,
  evaluated_at: null,
});

export const someIdeas = { items: [atWork, builtIdea, unknownIdea, killed], next_cursor: null };

export const comparedIdeas = {
  items: [builtIdea, unknownIdea, killed],
  best: {
    novelty_score: [builtIdea.idea_id],
    market_size_score: [builtIdea.idea_id, unknownIdea.idea_id, killed.idea_id],
    competition_score: [],
    execution_difficulty: [],
    estimated_mrr: [builtIdea.idea_id, killed.idea_id],
    competitor_count: [],
  },
};

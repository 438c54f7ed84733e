import {
  type Citation,
  type IdeaResearch,
  type IdeaVerdict,
  ideaEvaluationSchema,
} from '@agent-factory/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countCompetitors } from './count-competitors.ts';
import { evaluateIdea } from './evaluate-idea.ts';

const page = (name: string): Citation => ({ url: `https://${name}.example/page`, title: null, quote: null });
const cited = (value: number | null) => ({ value, citations: [page('source')] });

interface Figures {
  novelty: number | null;
  market: number | null;
  competition: number | null;
  difficulty: number | null;
  mrr: number | null;
  competitors: number;
}

const good: Figures = { novelty: 80, market: 70, competition: 40, difficulty: 40, mrr: 9000, competitors: 5 };

function research(figures: Partial<Figures> = {}): IdeaResearch {
  const { novelty, market, competition, difficulty, mrr, competitors } = { ...good, ...figures };
  return {
    market: { market_size_score: cited(market), rationale: '' },
    competitors: {
      novelty_score: cited(novelty),
      competition_score: cited(competition),
      competitors: Array.from({ length: competitors }, (_, index) => ({
        name: `Rival ${index}`,
        website: `https://rival-${index}.example`,
        citations: [page(`rival-${index}`)],
      })),
      searched: [page('search')],
      rationale: '',
    },
    feasibility: { execution_difficulty: cited(difficulty), rationale: '' },
    revenue: { estimated_mrr: cited(mrr), rationale: '' },
  };
}

const judge = (given: IdeaResearch, seenUrls: string[] | null = null) =>
  evaluateIdea({ research: given, seenUrls, summary: null });
const verdict = (figures: Partial<Figures>): IdeaVerdict => judge(research(figures)).verdict;

describe('the kill rules', () => {
  test.each<[Partial<Figures>, IdeaVerdict, string[]]>([
    [{ novelty: 59 }, 'KILL', ['novelty_below_60']],
    [{ novelty: 59.999 }, 'KILL', ['novelty_below_60']],
    [{ novelty: 60 }, 'BUILD', []],
    [{ mrr: 1999 }, 'KILL', ['mrr_below_2000']],
    [{ mrr: 2000 }, 'BUILD', []],
    [{ competitors: 20 }, 'BUILD', []],
    [{ competitors: 21 }, 'KILL', ['competitors_above_20']],
    [{ competitors: 0 }, 'BUILD', []],
    [
      { novelty: 10, mrr: 0, competitors: 50 },
      'KILL',
      ['novelty_below_60', 'mrr_below_2000', 'competitors_above_20'],
    ],
    [{ market: 49 }, 'ITERATE', ['market_size_below_50']],
    [{ market: 50 }, 'BUILD', []],
    [{ competition: 70 }, 'BUILD', []],
    [{ competition: 71 }, 'ITERATE', ['competition_above_70']],
    [{ difficulty: 71 }, 'ITERATE', ['execution_difficulty_above_70']],
    [{ difficulty: 71, novelty: 59 }, 'KILL', ['novelty_below_60']],
  ])('of %j: %s', (figures, expected, rules) => {
    const evaluation = judge(research(figures));
    expect(evaluation).toMatchObject({ verdict: expected, rules });
    expect(ideaEvaluationSchema.parse(evaluation)).toEqual(evaluation);
  });

  test.each(['novelty', 'market', 'competition', 'difficulty', 'mrr'] as const)(
    'of a %s that is no figure, out of range or without evidence: never a pass',
    (name) => {
      for (const value of [null, Number.NaN, Number.POSITIVE_INFINITY, -1]) {
        expect(verdict({ [name]: value })).toBe('INCONCLUSIVE');
      }
      if (name !== 'mrr') expect(verdict({ [name]: 101 })).toBe('INCONCLUSIVE');
    },
  );

  test('of reports that are missing: inconclusive, each of its measures named; evidence for a kill still kills', () => {
    const none = judge({ market: null, competitors: null, feasibility: null, revenue: null });
    expect(none.verdict).toBe('INCONCLUSIVE');
    expect(none.missing).toHaveLength(6);
    expect(none.reasoning).toContain('Without evidence: novelty_score');
    expect(judge({ ...research(), revenue: null })).toMatchObject({
      verdict: 'INCONCLUSIVE',
      missing: ['estimated_mrr'],
      estimated_mrr: null,
    });
    expect(judge({ ...research({ novelty: 10 }), revenue: null })).toMatchObject({ verdict: 'KILL' });
  });

  test('of figures without a source, or with one that is none: inconclusive', () => {
    for (const url of [
      '',
      'source',
      'ftp://a.example/x',
      'javascript:alert(1)',
      'https://localhost/x',
      'http://10.0.0.1/',
    ]) {
      const given = research();
      const uncited = { value: 90, citations: url === '' ? [] : [{ url, title: null, quote: null }] };
      expect(judge({ ...given, market: { market_size_score: uncited, rationale: '' } })).toMatchObject({
        verdict: 'INCONCLUSIVE',
        missing: ['market_size_score'],
        market_size_score: null,
      });
    }
  });

  test('of sources that no tool ever showed: inconclusive; shown under a slightly other address, they count', () => {
    const all = ['source', 'search', ...[0, 1, 2, 3, 4].map((index) => `rival-${index}`)];
    const shown = all.map((name) => `http://www.${name}.example/page/?utm_source=x#top`);
    expect(judge(research(), shown).verdict).toBe('BUILD');
    expect(judge(research(), []).missing).toHaveLength(6);
    expect(judge(research(), ['https://source.example/other']).verdict).toBe('INCONCLUSIVE');
  });

  const score = fc.option(fc.integer({ min: 0, max: 100 }), { freq: 6 });
  const figures = fc.record({
    novelty: score,
    market: score,
    competition: score,
    difficulty: score,
    mrr: fc.option(fc.integer({ min: 0, max: 10_000 }), { freq: 6 }),
    competitors: fc.integer({ min: 0, max: 30 }),
  });
  const order: IdeaVerdict[] = ['KILL', 'INCONCLUSIVE', 'ITERATE', 'BUILD'];

  test('are monotone: a worse figure never gives a better verdict', () => {
    const worse = {
      novelty: -1,
      market: -1,
      competition: 1,
      difficulty: 1,
      mrr: -1,
      competitors: 1,
    } as const;
    const names = Object.keys(worse) as (keyof typeof worse)[];
    fc.assert(
      fc.property(
        figures,
        fc.constantFrom(...names),
        fc.integer({ min: 0, max: 5000 }),
        (given, name, by) => {
          const value = given[name];
          if (value === null) return;
          const most = name === 'mrr' ? 10_000 : name === 'competitors' ? 60 : 100;
          const moved = Math.max(0, Math.min(most, value + worse[name] * by));
          expect(order.indexOf(verdict({ ...given, [name]: moved }))).toBeLessThanOrEqual(
            order.indexOf(verdict(given)),
          );
        },
      ),
    );
  });

  test('never pass what is not known', () => {
    fc.assert(
      fc.property(figures, (given) => {
        const evaluation = judge(research(given));
        const unknown = Object.values(given).some((value) => value === null);
        if (unknown) expect(['KILL', 'INCONCLUSIVE']).toContain(evaluation.verdict);
        else expect(evaluation.missing).toEqual([]);
        if (evaluation.verdict === 'BUILD') expect(evaluation.rules).toEqual([]);
      }),
    );
  });
});

describe('competitors', () => {
  const entry = (name: string, website: string | null, ...pages: string[]) => ({
    name,
    website,
    citations: pages.map(page),
  });

  test('are counted once, under whatever name, site or spelling', () => {
    const list = [
      entry('Acmé Mail, Inc.', null, 'a'),
      entry('acme-mail', 'https://www.acme.co.uk/pricing', 'b'),
      entry('Another name of it', 'http://app.acme.co.uk', 'c'),
      entry('ACME MAIL GmbH', null, 'a'),
      entry('Other', 'https://other.co.uk', 'd'),
      entry('Otter', 'https://otter.github.io', 'e'),
      entry('Beaver', 'https://beaver.github.io', 'e'),
      entry('Listed One', 'https://www.producthunt.com/products/one', 'f'),
      entry('Listed Two', 'https://producthunt.com/products/two', 'g'),
      entry(' …', null, 'h'),
    ];
    const { cited: counted, uncited } = countCompetitors(list, null);
    expect(counted.map(({ name }) => name)).toEqual([
      'Acmé Mail, Inc.',
      'Other',
      'Otter',
      'Beaver',
      'Listed One',
      'Listed Two',
    ]);
    expect(counted[0]?.citations.map(({ url }) => url)).toEqual(
      ['a', 'b', 'c'].map((name) => page(name).url),
    );
    expect(counted[0]?.website).toBe('https://www.acme.co.uk/pricing');
    expect(uncited).toBe(0);
  });

  test('that a later entry ties together are one', () => {
    const apart = [entry('Alpha', 'https://alpha.example', 'a'), entry('Beta', 'https://beta.example', 'b')];
    expect(countCompetitors(apart, null).cited).toHaveLength(2);
    expect(
      countCompetitors([...apart, entry('Alpha', 'https://beta.example', 'c')], null).cited,
    ).toHaveLength(1);
  });

  test('that are only named do not count, and are not hidden behind either', () => {
    const given = research({ competitors: 15 });
    const list = given.competitors?.competitors ?? [];
    const named = Array.from({ length: 6 }, (_, index) => entry(`Named ${index}`, null));
    const withNamed = (count: number): IdeaResearch => ({
      ...given,
      competitors: given.competitors && {
        ...given.competitors,
        competitors: [...list, ...named.slice(0, count)],
      },
    });
    expect(judge(withNamed(5))).toMatchObject({ verdict: 'BUILD', competitor_count: 15 });
    expect(judge(withNamed(6))).toMatchObject({ verdict: 'INCONCLUSIVE', missing: ['competitor_count'] });
  });

  test('none at all is known only where the search is cited', () => {
    const given = research({ competitors: 0 });
    expect(judge(given).competitor_count).toBe(0);
    const unsearched = { ...given, competitors: given.competitors && { ...given.competitors, searched: [] } };
    expect(judge(unsearched)).toMatchObject({ verdict: 'INCONCLUSIVE', missing: ['competitor_count'] });
  });

  test('are as many in any order, and no more by saying one twice', () => {
    const entries = fc.array(
      fc.record({
        name: fc.constantFrom('Acme', 'acme inc', 'Beta', 'Gamma Ltd', 'Délta'),
        website: fc.constantFrom(null, 'https://acme.io', 'https://beta.io', 'https://x.acme.io/a'),
        citations: fc.constantFrom<Citation[]>([page('a')], []),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(entries, fc.infiniteStream(fc.nat()), (list, picks) => {
        const { cited: counted, uncited } = countCompetitors(list, null);
        const shuffled = countCompetitors(
          [...list].sort(() => ((picks.next().value ?? 0) % 3) - 1),
          null,
        );
        expect([shuffled.cited.length, shuffled.uncited]).toEqual([counted.length, uncited]);
        const twice = countCompetitors([...list, ...list], null);
        expect([twice.cited.length, twice.uncited]).toEqual([counted.length, uncited]);
      }),
    );
  });
});

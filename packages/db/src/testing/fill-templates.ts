import { queryAsAdmin } from './query-as-admin.ts';

const crafts =
  'triage invoice contract resume ticket churn forecast onboarding compliance inventory pricing refund lead translation newsletter meeting research survey budget payroll warranty shipping incident release migration glossary podcast syllabus recipe itinerary'.split(
    ' ',
  );
const acts =
  'summariser classifier extractor reviewer planner checker writer scheduler router analyst comparer tutor'.split(
    ' ',
  );
const manners =
  'careful swift patient thorough plain polite strict quiet bilingual frugal cautious diligent'.split(' ');
const clauses = [
  'reads what comes in and says what it is about',
  'asks back where something is missing',
  'never promises what nobody has agreed to',
  'works out sums with a calculator rather than by guessing',
  'names the place in the document that an answer rests on',
  'keeps addresses and telephone numbers to itself',
  'hands over to a person where it is not certain',
  'answers in the language of the question',
];
const categories =
  'customer-support sales marketing research data engineering operations finance people education personal other'.split(
    ' ',
  );

/** The `n`th of these words, as SQL; `n` is an expression. */
const pick = (words: readonly string[], n: string) =>
  `(array[${words.map((word) => `'${word}'`).join(',')}])[1 + (${n})::integer % ${words.length}]`;
const id = (prefix: string) => `'${prefix}_' || lpad(to_hex(i), 26, '0')`;
/** Scattered, and the same every time. */
const dice = (salt: string) => `abs(hashtext(i || '${salt}'))`;

const rows = (templates: number, teams: number) => `
  set session_replication_role = replica; -- leaves out the checks of foreign keys: the rows are right
  insert into teams (id, name) select ${id('team')}, 'Makers ' || i from generate_series(1, ${teams}) i;
  insert into templates (id, team_id, title, summary, description, category, tags, price_minor, licence, status,
      current_version_id, purchases_count, deployments_count, rating_count, rating_sum, cost_p50_nano_usd, listed_at,
      created_at)
    select ${id('tpl')}, 'team_' || lpad(to_hex(1 + i % ${teams}), 26, '0'),
      initcap(${pick(manners, dice('m'))} || ' ' || ${pick(crafts, dice('c'))} || ' ' || ${pick(acts, dice('a'))}),
      'For ' || ${pick(crafts, dice('c'))} || ' and ' || ${pick(crafts, dice('d'))} || ': ' || ${pick(clauses, dice('s'))} || '.',
      (select string_agg('It ' || ${pick(clauses, `${dice('t')} % 1000 + k * 3`)} || ', for ' || ${pick(crafts, `${dice('u')} % 1000 + k`)} || ' of kind ' || (i * 7 + k) % 997 || '.', ' ')
       from generate_series(1, 12) k),
      ${pick(categories, dice('g'))},
      array[${pick(crafts, dice('c'))}, ${pick(acts, dice('a'))}, 'tag-' || i % 60],
      case when i % 3 = 0 then 0 else 100 + ${dice('p')} % 9900 end, 'use', 'listed', ${id('tpv')},
      ${dice('n')} % 5000, ${dice('o')} % 9000, r.given, r.given * 2 + ${dice('r')} % (r.given * 3 + 1),
      1000000 + ${dice('q')} % 90000000, now() - i * interval '7 minutes', now() - i * interval '7 minutes'
    from generate_series(1, ${templates}) i, lateral (select ${dice('k')} % 200 as given) r;
  insert into template_versions (id, team_id, template_id, number, kind, agent_version, spec_hash, content_hash, status,
      permissions, evidence, evidence_at, listed_at)
    select ${id('tpv')}, 'team_' || lpad(to_hex(1 + i % ${teams}), 26, '0'), ${id('tpl')}, 1, 'Agent', 1, repeat('a', 64),
      repeat('b', 64), 'listed',
      '{"agents": [{"title": "A", "kind": "Agent"}], "models": [], "tasks": ["simple_query"], "invariants": [
         {"id": "short", "says": "Answers stay short.", "at": ["output"]}], "connections": [],
       "limits": {"max_cost_usd": 1, "max_steps": 9, "max_seconds": 60}, "tools": [
         {"name": "calculator", "source": "builtin", "effect": "read", "agent": "A", "approval": false},
         {"name": "send", "source": "mcp mail.example", "effect": "write", "agent": "A", "approval": true}]}',
      '{"cases": 20, "trials": 60, "pass_rate": {"value": 0.95, "low": 0.9, "high": 0.98},
        "cost_usd": {"p50": 0.01, "p95": 0.02}, "duration_ms": {"p50": 900, "p95": 2100}, "models": ["openai/gpt-5-mini"],
        "violations": 0, "measured_at": "2026-11-20T10:00:00.000Z"}', now(), now()
    from generate_series(1, ${templates}) i;
  insert into template_pictures (team_id, template_id, position, media_type, alt, body, content_hash)
    select 'team_' || lpad(to_hex(1 + i % ${teams}), 26, '0'), ${id('tpl')}, 0, 'image/png', 'It at work', 'x', repeat('c', 64)
    from generate_series(1, ${templates}, 2) i;
  insert into template_reviews (id, team_id, template_id, creator_team_id, rating, author, body, created_at)
    select 'rev_' || lpad(to_hex(i * 4 + k), 26, '0'), 'team_' || lpad(to_hex(1 + (i + k) % ${teams}), 26, '0'), ${id('tpl')},
      'team_' || lpad(to_hex(1 + i % ${teams}), 26, '0'), 1 + (i + k) % 5, 'Somebody', 'It does what it says.',
      now() - (i + k) * interval '1 hour'
    from generate_series(1, ${templates}) i, generate_series(1, 3) k;
  reset session_replication_role;
  insert into template_words (word) -- as the trigger would have
    select distinct w from templates t, app.words_of_listing(t.title, t.tags, t.summary) w on conflict do nothing;`;

/**
 * Lists so many templates of so many new teams in a migrated database, each with a version, evidence and reviews, every
 * second with a picture; their words, prices and counts are scattered, and the same every time. An id is the prefix and the
 * template's number from 1 in hexadecimal; a smaller number was listed later. Every row is analysed.
 */
export async function fillTemplates(
  adminUrl: string,
  { templates, teams }: { templates: number; teams: number },
): Promise<void> {
  await queryAsAdmin(adminUrl, rows(templates, teams));
  await queryAsAdmin(adminUrl, 'vacuum analyze');
}

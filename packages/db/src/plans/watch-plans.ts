import { connectionsOf, type Database, openDatabase } from '../database.ts';

/** A node of a plan as EXPLAIN (ANALYZE, FORMAT JSON) writes it; what is asked of it here. */
export interface PlanNode {
  'Node Type': string;
  'Parent Relationship'?: string;
  'Subplan Name'?: string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Loops'?: number;
  'Actual Rows'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Filter?: string;
  Plans?: PlanNode[];
}

/** One statement that Postgres executed, with those inside of functions. */
export interface WatchedPlan {
  query: string;
  plan: PlanNode;
}

export interface PlanWatch {
  /** Connects as a superuser, who may watch; in a transaction of a door the policies bind as ever, for its role is set. */
  db: Database;
  /** Everything that Postgres planned while `work` went on, statements within functions and triggers too. */
  plansOf(work: () => Promise<unknown>): Promise<WatchedPlan[]>;
  close(): Promise<void>;
}

/**
 * Statements as they are really sent, prepared and planned, through the doors: Postgres itself tells each plan that it
 * executed (auto_explain). `mode` is the plan that a prepared statement gets in its first uses (`custom`, made for its
 * parameters) or later (`generic`, made for any).
 */
export function watchPlans(adminUrl: string, mode: 'custom' | 'generic'): PlanWatch {
  const url = new URL(adminUrl);
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice',
    plan_cache_mode: `force_${mode}_plan`,
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  url.searchParams.set('options', options.join(' '));
  const db = openDatabase({ url: url.href, maxConnections: 1 });
  let told: WatchedPlan[] = [];
  connectionsOf(db).pool.on('connect', (client) => {
    client.on('notice', ({ message }) => {
      const at = message?.indexOf('plan:\n') ?? -1;
      if (at >= 0) told.push(parsePlan(message?.slice(at + 'plan:\n'.length) ?? ''));
    });
  });
  return {
    db,
    async plansOf(work) {
      told = [];
      await work();
      return told;
    },
    close: () => db.close(),
  };
}

/** Guarantees what auto_explain documents: an object with the text of the query and the root of its plan. */
function parsePlan(text: string): WatchedPlan {
  const { 'Query Text': query, Plan: plan } = JSON.parse(text) as { 'Query Text': string; Plan: PlanNode };
  return { query, plan };
}

import type { LookupFunction } from 'node:net';
import type { AnswerCache } from './answers/answer-cache.ts';
import { defaultTimeouts, type Timeouts } from './attempt/timeouts.ts';
import { createBreaker } from './breaker/breaker.ts';
import type { BreakerStore } from './breaker/breaker-store.ts';
import { HealthBook, type ProviderHealth } from './breaker/health-book.ts';
import type { CatalogueModel } from './catalogue/catalogue-model.ts';
import { Call } from './chain/call.ts';
import { callOffers } from './chain/call-offers.ts';
import type { ChainDeps } from './chain/chain-deps.ts';
import { conditionsOf } from './chain/conditions-of.ts';
import { OlderDialects } from './chain/older-dialects.ts';
import { streamOf } from './create-stream.ts';
import { embed } from './embed/embed.ts';
import { parseLlmEnv } from './env.ts';
import { KeyTurns } from './keys/key-turns.ts';
import type { CallOptions, DispatchPort, EmbedPort, ModelPort, ModelRequest, OwnKey } from './model-port.ts';
import type { Route } from './routing/candidate.ts';
import { rankCandidates } from './routing/rank-candidates.ts';
import type { AccountPort } from './spending/account-port.ts';
import type { CallObserver } from './telemetry/call-observer.ts';
import { createPools } from './transport/open-pools.ts';
import { createVendors } from './vendors/create-vendors.ts';
import { type KeyVerdict, testKey } from './vendors/test-key.ts';

export interface RouterConfig {
  /** The vendors' own variables (`OPENAI_API_KEY`, …); see `env.ts`. */
  env: Readonly<Record<string, string | undefined>>;
  /** Pause of the offline provider between two pieces, so that a person sees it stream; 0 by default. */
  offlinePaceMs?: number;
  /** Where an Ollama is looked for when OLLAMA_HOST is not set; null to not look. */
  ollamaDefaultUrl?: string | null;
  timeouts?: Partial<Timeouts>;
  /** How often a chain that failed for passing reasons is gone through again; 2 by default. */
  retries?: number;
  /** The longest `Retry-After` that is waited for, in milliseconds; 10,000 by default. */
  longestWaitMs?: number;
  /** Sets money aside and settles it, for calls that name an account. */
  accounts?: AccountPort;
  observer?: CallObserver;
  /** Shares what the breaker knows with other processes. */
  breakerStore?: BreakerStore;
  /** Where answers are kept, for calls that ask for it. */
  answers?: AnswerCache;
  /** Resolves the addresses of teams' own keys and refuses those that may not be called. */
  lookup?: LookupFunction;
  /** Lets addresses of teams' own keys be plain http; true by default only without a `lookup`. */
  allowPlainHttp?: boolean;
  onKeyRefused?(ownKeyId: string): void;
}

/** A model as `models()` lists it. */
export interface RouterModel extends Omit<CatalogueModel, 'name' | 'temperature' | 'addedInputTokens'> {
  configured: boolean;
  /** What to set to have it. */
  variable: string;
}

export interface Router extends ModelPort, DispatchPort, EmbedPort {
  /** All models of the catalogue and those that Ollama last offered, configured ones first. */
  models(): readonly RouterModel[];
  /** Where each model stands for a request and why the others were dropped, without calling any. */
  explain(request: ModelRequest, options?: Omit<CallOptions, 'signal'>): Promise<Route>;
  /** How the models that were asked since the start are doing. */
  health(): ProviderHealth[];
  /** Whether a team's key is good, found out by a request that costs nothing. */
  testKey(ownKey: OwnKey): Promise<KeyVerdict>;
  /** Waits for settlements that go on and closes all connections. */
  close(): Promise<void>;
}

/** Throws AppError `invalid_input` when a variable is malformed; makes no connection until first used. */
export function createRouter(config: RouterConfig): Router {
  const deps = createDeps(config);
  const { vendors, breaker, book, turns, pools, settling } = deps;

  async function explain(request: ModelRequest, options: Omit<CallOptions, 'signal'> = {}): Promise<Route> {
    await Promise.all(vendors.map((vendor) => vendor.refresh?.()));
    const offers = callOffers(vendors, request, options, turns, new Set());
    return rankCandidates(request, conditionsOf(deps, offers, options, 0));
  }

  return {
    stream: (request, options) =>
      streamOf((sink) => new Call(deps, request, sink, { ...options, streamed: true }, false)),
    dispatch: (request, sink, options) => new Call(deps, request, sink, options, true),
    embed: (request, options) => embed(deps, request, options),
    testKey: (ownKey) => testKey(vendors, pools, ownKey),
    models: () =>
      vendors
        .flatMap((vendor) =>
          vendor.models().map(({ name: _, temperature: __, addedInputTokens: ___, ...model }) => ({
            ...model,
            configured: vendor.keys.length > 0,
            variable: vendor.variable,
          })),
        )
        .sort((a, b) => Number(b.configured) - Number(a.configured)),
    explain,
    health: () => book.list(breaker),
    async close() {
      await Promise.all(settling);
      breaker.close();
      await pools.close();
    },
  };
}

function createDeps(config: RouterConfig): ChainDeps {
  const timeouts = { ...defaultTimeouts, ...config.timeouts };
  const { lookup, accounts, observer, answers, breakerStore, onKeyRefused } = config;
  const pools = createPools({
    connectMs: timeouts.connectMs,
    allowPlainHttp: config.allowPlainHttp ?? lookup === undefined,
    ...(lookup === undefined ? {} : { lookup }),
  });
  return {
    vendors: createVendors(parseLlmEnv(config.env), pools, {
      ollamaDefaultUrl:
        config.ollamaDefaultUrl === undefined ? 'http://127.0.0.1:11434' : config.ollamaDefaultUrl,
    }),
    pools,
    breaker: createBreaker({
      now: Date.now,
      changed: (change) => observer?.breaker(change),
      ...(breakerStore === undefined ? {} : { store: breakerStore }),
    }),
    book: new HealthBook(),
    turns: new KeyTurns(Date.now),
    older: new OlderDialects(),
    timeouts,
    rules: { retries: config.retries ?? 2, longestWaitMs: config.longestWaitMs ?? 10_000 },
    offlinePaceMs: config.offlinePaceMs ?? 0,
    settling: new Set(),
    ...(accounts === undefined ? {} : { accounts }),
    ...(observer === undefined ? {} : { observer }),
    ...(answers === undefined ? {} : { answers }),
    ...(onKeyRefused === undefined ? {} : { onKeyRefused }),
  };
}

import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import type { buildConnector, Pool } from 'undici';
import { ProviderError } from '../provider-error.ts';

export interface PoolsConfig {
  connectMs: number;
  /** Resolves names that users gave and refuses what they may not reach; IP addresses are put to it too. */
  lookup?: LookupFunction;
  /** Lets addresses that users gave be plain http; false wherever strangers may name them. */
  allowPlainHttp: boolean;
}

/** Where a pool leads: `guarded` for addresses that users named. */
export interface Origin {
  url: string;
  guarded: boolean;
}

export interface Pools {
  /** The pool of an origin, if it was opened before. */
  get(origin: Origin): Pool | undefined;
  /** Opens one; loads the HTTP client on the first call, so that an idle process does without. */
  open(origin: Origin): Promise<Pool>;
  close(): Promise<void>;
}

/** Teams can name addresses without end; the least recently opened pool makes room. */
const mostGuarded = 200;

export function createPools(config: PoolsConfig): Pools {
  const pools = new Map<string, Pool>();
  const keyOf = ({ url, guarded }: Origin) => (guarded ? `?${url}` : url);

  return {
    get: (origin) => pools.get(keyOf(origin)),
    async open(origin) {
      if (origin.guarded && !config.allowPlainHttp && !origin.url.startsWith('https:')) {
        throw new ProviderError('invalid_request', 'its address must begin with https');
      }
      const { Pool, buildConnector } = await import('undici');
      const key = keyOf(origin);
      const opened = pools.get(key);
      if (opened !== undefined) return opened;
      const { lookup, connectMs } = config;
      const base = { timeout: connectMs, allowH2: false };
      const pool = new Pool(origin.url, {
        // What comes after connecting is under the clocks of each attempt.
        headersTimeout: 0,
        bodyTimeout: 0,
        keepAliveTimeout: 30_000,
        pipelining: 1,
        allowH2: false,
        connect:
          origin.guarded && lookup !== undefined
            ? guardLiterals(lookup, buildConnector({ ...base, lookup } as buildConnector.BuildOptions))
            : base,
      });
      pools.set(key, pool);
      if (origin.guarded) dropOldest(pools);
      return pool;
    },
    async close() {
      const all = [...pools.values()];
      pools.clear();
      await Promise.all(all.map((pool) => pool.destroy()));
    },
  };
}

/** A socket asks no resolver for an address that is a number already, so the guard is asked here. */
function guardLiterals(lookup: LookupFunction, connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    const family = isIP(host);
    if (family === 0) return connect(options, callback);
    lookup(host, { all: true }, (error) => {
      if (error === null) connect(options, callback);
      else callback(error, null);
    });
  };
}

function dropOldest(pools: Map<string, Pool>): void {
  const guarded = [...pools].filter(([key]) => key.startsWith('?'));
  const oldest = guarded[0];
  if (oldest === undefined || guarded.length <= mostGuarded) return;
  pools.delete(oldest[0]);
  void oldest[1].close();
}

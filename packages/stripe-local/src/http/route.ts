import type { z } from 'zod';
import type { World } from '../world.ts';

/** One call of the API, its parameters already read. */
export interface Call<P> {
  world: World;
  /** The parts of the path that begin with a colon. */
  path: Readonly<Record<string, string>>;
  params: P;
  /** Of whom: the platform, or the connected account of the Stripe-Account header. */
  account: string;
}

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  params: z.ZodType;
  run(call: Call<unknown>): unknown;
}

/** One endpoint: what it takes and what it does. `run` is synchronous and is one transaction. */
export function route<S extends z.ZodType>(
  method: Route['method'],
  url: string,
  params: S,
  run: (call: Call<z.output<S>>) => unknown,
): Route {
  // The dispatcher parses with this very schema before it calls.
  return { method, url, params, run: (call) => run(call as Call<z.output<S>>) };
}

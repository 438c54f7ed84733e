import type { AnswerCache } from '../answers/answer-cache.ts';
import type { Timeouts } from '../attempt/timeouts.ts';
import type { Breaker } from '../breaker/breaker.ts';
import type { HealthBook } from '../breaker/health-book.ts';
import type { KeyTurns } from '../keys/key-turns.ts';
import type { AccountPort } from '../spending/account-port.ts';
import type { CallObserver } from '../telemetry/call-observer.ts';
import type { Pools } from '../transport/open-pools.ts';
import type { Vendor } from '../vendors/vendor.ts';
import type { ChainRules } from './next-step.ts';
import type { OlderDialects } from './older-dialects.ts';

/** What every call of one router works with. */
export interface ChainDeps {
  vendors: readonly Vendor[];
  pools: Pools;
  breaker: Breaker;
  book: HealthBook;
  turns: KeyTurns;
  older: OlderDialects;
  timeouts: Timeouts;
  rules: ChainRules;
  offlinePaceMs: number;
  /** Settlements that go on after an answer's end; `close` waits for them. */
  settling: Set<Promise<void>>;
  accounts?: AccountPort;
  observer?: CallObserver;
  answers?: AnswerCache;
  onKeyRefused?(ownKeyId: string): void;
}

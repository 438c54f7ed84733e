import { type AppError, isAppError } from '@agent-factory/contracts';
import type { Attempt, AttemptReader } from '../attempt/attempt.ts';
import type {
  AnswerInfo,
  AnswerPiece,
  AnswerSink,
  Dispatched,
  DispatchOptions,
  FinishEvent,
  ModelRequest,
} from '../model-port.ts';
import { ProviderError } from '../provider-error.ts';
import type { Candidate, Route } from '../routing/candidate.ts';
import { noCandidate } from '../routing/no-candidate.ts';
import { allFailed } from './all-failed.ts';
import { answerFromCache, fillCache } from './cached.ts';
import { asAppError, brokeOff, cancelled, tooLong } from './call-errors.ts';
import { CallRoutes } from './call-routes.ts';
import { type CallState, openState } from './call-state.ts';
import type { ChainDeps } from './chain-deps.ts';
import { continueFrom } from './continue-from.ts';
import { failureOf } from './failure-of.ts';
import { finishOf } from './finish-of.ts';
import { hedge } from './hedge.ts';
import { hedgeFor } from './hedge-for.ts';
import { type Failure, nextStep } from './next-step.ts';
import { type Tried, type TryOf, tryCandidate } from './try-candidate.ts';

/**
 * One call from its routing to its end. Tries candidates until one has content; from then on what that one says is
 * passed on as it comes. Everything goes to the sink: exactly one `finished` or `failed`, and nothing after it.
 */
export class Call implements Dispatched, AttemptReader {
  readonly #deps: ChainDeps;
  readonly #request: ModelRequest;
  readonly #state: CallState;
  readonly #routes: CallRoutes;
  readonly #failures: Failure[] = [];
  #sink: AnswerSink;
  /** Who has content; others are abandoned. */
  #speaker: Attempt | null = null;
  #asked = new Map<Attempt, Candidate>();
  #info: AnswerInfo | null = null;
  /** What an answer that broke off had said, if another attempt goes on with it. */
  #spoken = '';
  #parts: Tried[] = [];
  #refusal: AppError | null = null;
  /** Worst cases from here on are more than the account has left. */
  #tooDearFrom = Number.POSITIVE_INFINITY;
  #wake: (() => void) | null = null;

  constructor(
    deps: ChainDeps,
    request: ModelRequest,
    sink: AnswerSink,
    options: DispatchOptions,
    wantsRaw: boolean,
  ) {
    this.#deps = deps;
    this.#request = request;
    this.#sink = sink;
    this.#state = openState(deps, request, this, options, wantsRaw);
    this.#routes = new CallRoutes(deps, this.#state);
    void this.#run();
  }

  pause(): void {
    this.#state.paused = true;
    for (const attempt of this.#state.live) attempt.pause();
  }

  resume(): void {
    this.#state.paused = false;
    for (const attempt of this.#state.live) attempt.resume();
  }

  cancel(): void {
    if (this.#state.cancelled) return;
    this.#state.cancelled = true;
    for (const attempt of this.#state.live) attempt.stop('cancelled');
    this.#wake?.();
  }

  take(attempt: Attempt, pieces: readonly AnswerPiece[]): void {
    if (this.#speaker !== attempt) {
      if (this.#speaker !== null) return;
      this.#speaker = attempt;
      for (const other of this.#state.live) if (other !== attempt) other.stop('abandoned');
      if (this.#info === null) this.#open(attempt);
    }
    const { watch } = this.#state;
    if (watch?.said !== undefined) for (const { event } of pieces) if (event !== null) watch.said(event);
    this.#sink.pieces(pieces);
  }

  #open(attempt: Attempt): void {
    const candidate = this.#asked.get(attempt);
    if (candidate === undefined) throw new Error('an attempt speaks that nobody began');
    const { provider, model } = candidate;
    const raw = this.#state.wantsRaw && this.#routes.offerOf(candidate).provider.wire?.passesRaw === true;
    this.#info = { provider: provider.id, model: model.id, raw, cached: false };
    this.#sink.opened(this.#info);
  }

  async #run(): Promise<void> {
    const { signal } = this.#state.options;
    const onAbort = signal === undefined ? null : () => this.cancel();
    if (onAbort !== null) signal?.addEventListener('abort', onAbort, { once: true });
    const { watch } = this.#state;
    try {
      const finish = await this.#answer();
      watch?.ended({ finish });
      this.#sink.finished(finish);
    } catch (thrown) {
      const error = asAppError(thrown);
      watch?.ended({ error, attempts: this.#state.records });
      this.#sink.failed(error);
    } finally {
      if (onAbort !== null) signal?.removeEventListener('abort', onAbort);
    }
  }

  async #answer(): Promise<FinishEvent> {
    const state = this.#state;
    this.#throwIfOver();
    const asking = this.#routes.refresh();
    if (asking !== null) await asking;
    let route = this.#routes.rank(this.#request);
    state.task = route.task;
    if (route.candidates.length === 0) throw noCandidate(this.#request, route, this.#routes.offers);
    const kept = answerFromCache(this.#deps, this.#request, state.options, route, this.#sink);
    const replayed = kept === null ? null : await kept;
    if (replayed !== null) return replayed;
    this.#sink = fillCache(this.#deps, this.#request, state.options, this.#sink);

    for (let round = 0; ; ) {
      this.#throwIfOver();
      const now = performance.now();
      const affordable = route.candidates.filter((one) => (one.worstNanoUsd ?? 0) < this.#tooDearFrom);
      const step = nextStep(affordable, this.#failures, round, this.#deps.rules, {
        now,
        leftMs: state.deadlineAt - now,
        random: Math.random,
      });
      switch (step.kind) {
        case 'give_up':
          throw this.#failures.length > 0 ? allFailed(this.#failures) : this.#noneBegan(route);
        case 'wait':
          await this.#sleep(step.ms);
          round += 1;
          break;
        case 'try': {
          const finish = await this.#try(step.candidate, affordable, round);
          if (finish !== null) return finish;
        }
      }
      route = this.#routes.rank(this.#request);
    }
  }

  /** One candidate, or two where the call is hedged; null when there was no answer and the chain goes on. */
  async #try(candidate: Candidate, others: readonly Candidate[], round: number): Promise<FinishEvent | null> {
    const tried: Tried[] = [];
    const spare = hedgeFor(this.#deps, this.#state, this.#request, candidate, others);
    try {
      if (spare === null) tried.push(...present([await this.#tryOne(candidate)]));
      else {
        const results = await hedge(
          (began) => this.#tryOne(candidate, began),
          // Without room for it the first one is waited for alone.
          () => this.#tryOne(spare.candidate).catch(() => null),
          spare.afterMs,
          () => this.#speaker !== null,
        );
        tried.push(...present(results));
      }
    } catch (error) {
      if (!isAppError(error) || error.code !== 'cost_ceiling' || candidate.worstNanoUsd === null) throw error;
      this.#refusal = error;
      this.#tooDearFrom = candidate.worstNanoUsd;
      return null;
    }
    if (tried.length === 0) {
      // The breaker or the keys let nothing through; the next ranking knows.
      this.#noteFailure(
        candidate,
        new ProviderError('unavailable', 'it is resting after failures'),
        round,
        null,
      );
      return null;
    }
    for (const one of tried) {
      if (one.attempt === this.#speaker && one.attempt !== null) return await this.#conclude(one);
      if (one.end.outcome.kind === 'answered') return this.#finish([one]);
    }
    this.#throwIfOver();
    for (const one of tried) {
      if (one.end.outcome.kind === 'failed')
        this.#noteFailure(one.candidate, one.end.outcome.error, round, one);
    }
    return null;
  }

  #tryOne(
    candidate: Candidate,
    began?: (attempt: Attempt) => void,
    request?: ModelRequest,
  ): Promise<Tried | null> {
    const what: TryOf = {
      candidate,
      offer: this.#routes.offerOf(candidate),
      request: request ?? this.#request,
      inputTokens: this.#routes.inputTokens,
      began: (attempt) => {
        this.#asked.set(attempt, candidate);
        began?.(attempt);
      },
    };
    return tryCandidate(this.#deps, this.#state, what);
  }

  /** The end of an attempt that was passed on: an answer, or an answer that broke off. */
  async #conclude(spoken: Tried): Promise<FinishEvent> {
    this.#parts.push(spoken);
    const { outcome } = spoken.end;
    if (outcome.kind === 'answered') return this.#finish(this.#parts);
    this.#throwIfOver();
    if (outcome.kind !== 'failed') throw cancelled();
    const { deadlineAt, options } = this.#state;
    this.#spoken += spoken.end.text;
    const raw = this.#info?.raw === true;
    if (options.afterCut === 'continue' && !raw && performance.now() < deadlineAt) {
      const on = continueFrom(this.#request, this.#parts, this.#spoken);
      const next =
        on === null ? undefined : this.#routes.rank(on).candidates.find((one) => this.#canContinue(one));
      if (on !== null && next !== undefined) {
        this.#speaker = null;
        this.#state.wantsRaw = false;
        const tried = await this.#tryOne(next, undefined, on).catch(() => null);
        const spoke = tried !== null && tried.attempt !== null && tried.attempt === this.#speaker;
        if (tried !== null && (spoke || tried.end.outcome.kind === 'answered')) {
          return await this.#conclude(tried);
        }
      }
    }
    throw brokeOff(spoken.candidate, outcome.error);
  }

  #canContinue(candidate: Candidate): boolean {
    const { wire } = this.#routes.offerOf(candidate).provider;
    return wire?.dialect.continues?.(candidate.model) === true;
  }

  #finish(parts: readonly Tried[]): FinishEvent {
    const last = parts.at(-1);
    if (last !== undefined && this.#info === null && last.attempt !== null) this.take(last.attempt, []);
    return finishOf(parts, this.#failures, this.#state.records);
  }

  #noteFailure(candidate: Candidate, error: ProviderError, round: number, tried: Tried | null): void {
    const offer = this.#routes.offerOf(candidate);
    this.#failures.push(failureOf(this.#deps, offer, candidate, error, round, tried?.key ?? null));
  }

  #noneBegan(route: Route): AppError {
    return this.#refusal ?? noCandidate(this.#request, route, this.#routes.offers);
  }

  async #sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      // Timers cut fractions off; awake too early, what is due would count as not yet due.
      const clock = setTimeout(resolve, Math.ceil(ms) + 1);
      this.#wake = () => {
        clearTimeout(clock);
        resolve();
      };
    });
    this.#wake = null;
  }

  #throwIfOver(): void {
    const { cancelled: gone, deadlineAt, options } = this.#state;
    if (gone || options.signal?.aborted === true) throw cancelled(options.signal?.reason);
    if (performance.now() >= deadlineAt) throw tooLong(options.totalMs ?? this.#deps.timeouts.totalMs);
  }
}

function present(tried: readonly (Tried | null)[]): Tried[] {
  return tried.filter((one) => one !== null);
}

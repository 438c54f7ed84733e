import type { ModelTask } from '../model-port.ts';
import type { CountedInput } from '../tokens/count-tokens.ts';
import type { Candidate, Route, RouteVerdict } from './candidate.ts';

/**
 * A route whose table is made when it is first read. A class, since a getter in an object literal makes a hidden class
 * of V8's for each route: ranking 60 models took 41 µs with it, most of that in the garbage collector.
 */
export class RankedRoute implements Route {
  readonly task: ModelTask;
  readonly classifiedBy: Route['classifiedBy'];
  readonly inputTokens: Route['inputTokens'];
  readonly bound: Route['bound'];
  readonly candidates: readonly Candidate[];
  #makeTable: () => readonly RouteVerdict[];
  #table: readonly RouteVerdict[] | undefined;

  constructor(
    found: { task: ModelTask; by: Route['classifiedBy'] },
    counted: CountedInput,
    bound: Route['bound'],
    candidates: readonly Candidate[],
    makeTable: () => readonly RouteVerdict[],
  ) {
    this.task = found.task;
    this.classifiedBy = found.by;
    this.inputTokens = { expected: counted.expected, atMost: counted.atMost };
    this.bound = bound;
    this.candidates = candidates;
    this.#makeTable = makeTable;
  }

  get table(): readonly RouteVerdict[] {
    this.#table ??= this.#makeTable();
    return this.#table;
  }

  toJSON(): Route {
    const { task, classifiedBy, inputTokens, bound, candidates, table } = this;
    return { task, classifiedBy, inputTokens, bound, candidates, table };
  }
}

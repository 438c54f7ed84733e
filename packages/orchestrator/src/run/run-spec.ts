import type { RunId, ThreadId } from '@agent-factory/contracts';
import type { JsonValue } from '@agent-factory/spec';
import { compileSpec } from '../compile/compile-spec.ts';
import type { Compiled } from '../compile/compiled.ts';
import type { RunPorts } from '../ports/run-ports.ts';
import { type RunOutcome, runLevel } from './run-level.ts';
import { openScope } from './run-scope.ts';

export interface RunOptions {
  /** As `validateInput` returned it. */
  input: JsonValue;
  threadId: ThreadId;
  runId: RunId;
  ports: RunPorts;
  signal: AbortSignal;
  /** Go on from the run's last checkpoint, if it left one, without repeating what it had finished. */
  resume: boolean;
}

/**
 * Runs an agent or a team on its thread. Limits, broken rules and failing providers end in an outcome; `RunWaits`
 * says that people have to decide first, AppError `cancelled` that `signal` aborted, `conflict` that another worker
 * has taken the run over.
 */
export function runSpec(compiled: Compiled, options: RunOptions): Promise<RunOutcome> {
  const { ports, runId, threadId, resume, input, signal } = options;
  return runLevel(compiled, {
    scope: openScope({ ports, runId, threadId, resume, compile: compileSpec }),
    input,
    signal,
    inside: null,
  });
}

import type { WireCall } from '../dialects/dialect.ts';
import type { ModelRequest, ModelTask } from '../model-port.ts';
import type { Candidate } from '../routing/candidate.ts';
import { tierOf } from '../routing/task-traits.ts';

/** The call as it goes to one model: what that model cannot be told is left out. */
export function wireCallOf(
  candidate: Candidate,
  request: ModelRequest,
  task: ModelTask,
  streamed: boolean,
): WireCall {
  const { model } = candidate;
  const { toolChoice, parallelToolCalls, outputSchema, temperature, topP, stop, seed } = request;
  return {
    model,
    messages: request.messages,
    tools: request.tools,
    ...(toolChoice === undefined ? undefined : { toolChoice }),
    ...(parallelToolCalls === undefined ? undefined : { parallelToolCalls }),
    ...(outputSchema === undefined ? undefined : { outputSchema }),
    ...(temperature === undefined || !model.temperature ? undefined : { temperature }),
    ...(topP === undefined || !model.temperature ? undefined : { topP }),
    ...(stop === undefined ? undefined : { stop }),
    ...(seed === undefined ? undefined : { seed }),
    ...(model.effort ? { effort: request.reasoning ?? (tierOf[task] === 1 ? 'low' : 'medium') } : undefined),
    cacheInput: request.cacheInput === true,
    maxOutputTokens: candidate.maxOutputTokens,
    streamed,
    extra: request.extra ?? nothing,
  };
}

const nothing: Readonly<Record<string, unknown>> = Object.freeze({});

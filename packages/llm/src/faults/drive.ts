import { type AppError, isAppError } from '@agent-factory/contracts';
import type { Router } from '../create-router.ts';
import type { AnswerPiece, CallOptions, FinishEvent, ModelRequest, ToolCall } from '../model-port.ts';
import { requestOf } from '../testing/ask.ts';

/** The three ways in which a router is asked. */
export const modes = ['stream', 'dispatch', 'whole'] as const;
export type Mode = (typeof modes)[number];

export interface Driven {
  text: string;
  calls: ToolCall[];
  finish: FinishEvent | null;
  error: AppError | null;
  /** How often the answer began and ended. */
  opened: number;
  ended: number;
}

/** How many answers were driven, and those that were called finished without being whole. */
export const tally = { driven: 0, truncatedAsSuccess: [] as string[] };

/**
 * Asks once and notes all that comes; never rejects. `whole` names the texts that are whole answers: one that ends
 * well with another text is a lie.
 */
export async function drive(
  router: Router,
  ask: {
    mode: Mode;
    request?: Partial<ModelRequest>;
    options?: Partial<CallOptions>;
    whole: readonly string[];
    /** Called with the first piece. */
    onContent?: () => void;
  },
): Promise<Driven> {
  const driven: Driven = { text: '', calls: [], finish: null, error: null, opened: 0, ended: 0 };
  const request = requestOf(ask.request);
  const options = { signal: new AbortController().signal, ...ask.options };
  const hear = ({ event }: Pick<AnswerPiece, 'event'>) => {
    if (driven.ended > 0) throw new Error('a piece after the end');
    if (event?.type === 'text') driven.text += event.text;
    if (event?.type === 'tool_call') driven.calls.push(event.call);
    if (event?.type === 'text' || event?.type === 'tool_call') ask.onContent?.();
  };
  const end = (finish: FinishEvent | null, error: AppError | null) => {
    driven.ended += 1;
    driven.finish = finish;
    driven.error = error;
  };
  if (ask.mode === 'stream') {
    driven.opened = 1;
    try {
      for await (const event of router.stream(request, options)) {
        if (event.type === 'finish') end(event, null);
        else hear({ event });
      }
      if (driven.ended === 0) throw new Error('the iteration ended without a finish or an error');
    } catch (error) {
      if (!isAppError(error)) throw error;
      end(null, error);
    }
  } else {
    const done = Promise.withResolvers<void>();
    router.dispatch(
      request,
      {
        opened: () => {
          driven.opened += 1;
        },
        pieces: (pieces) => pieces.forEach(hear),
        finished: (finish) => done.resolve(end(finish, null)),
        failed: (error) => done.resolve(end(null, error)),
      },
      { ...options, streamed: ask.mode === 'dispatch' },
    );
    await done.promise;
  }
  tally.driven += 1;
  const { finish } = driven;
  const claimed = finish !== null && (finish.finishReason === 'stop' || finish.finishReason === 'tool_calls');
  if (claimed && !ask.whole.includes(driven.text)) tally.truncatedAsSuccess.push(driven.text);
  return driven;
}

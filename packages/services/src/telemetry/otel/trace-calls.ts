import type { CallObserver, CallStart, CallWatch, ModelEvent } from '@agent-factory/llm';
import { context, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import {
  attemptAttributes,
  finishAttributes,
  modelName,
  requestAttributes,
  requestedModel,
} from './call-attributes.ts';
import { inputMessages, systemInstructions, textPart, toolCallPart } from './message-content.ts';

/** One span for each call, and below it one for each model that was tried. */
export function traceCalls(tracer: Tracer, options: { captureContent: boolean }): CallObserver {
  return {
    breaker() {},
    started(call) {
      const model = requestedModel(call);
      const span = tracer.startSpan(`chat ${model}`, {
        kind: SpanKind.INTERNAL,
        startTime: call.startedAt,
        attributes: { ...requestAttributes(call), 'gen_ai.request.model': model },
      });
      const within = trace.setSpan(context.active(), span);
      const watch: CallWatch = {
        attempt(record) {
          const end = Date.now();
          const child = tracer.startSpan(
            `chat ${modelName(record.provider, record.model)}`,
            {
              kind: SpanKind.CLIENT,
              startTime: end - record.durationMs,
              attributes: { ...requestAttributes(call), ...attemptAttributes(record) },
            },
            within,
          );
          if (record.outcome === 'failed') fail(child, record.outcome, record.reason ?? undefined);
          child.end(end);
        },
        ended(result) {
          if ('finish' in result) span.setAttributes(finishAttributes(result.finish));
          else fail(span, result.error.code, result.error.message);
          span.end();
        },
      };
      return options.captureContent ? withContent(watch, span, call) : watch;
    },
  };
}

function fail(span: Span, type: string, message: string | undefined): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR, ...(message !== undefined && { message }) });
}

/** Puts prompt and answer on the span, which the conventions leave to the operator to ask for. */
function withContent(watch: CallWatch, span: Span, { request }: CallStart): CallWatch {
  span.setAttribute('gen_ai.input.messages', JSON.stringify(inputMessages(request.messages)));
  span.setAttribute('gen_ai.system_instructions', JSON.stringify(systemInstructions(request.messages)));
  let text = '';
  const calls: Extract<ModelEvent, { type: 'tool_call' }>[] = [];
  return {
    ...watch,
    said(event) {
      if (event.type === 'text') text += event.text;
      if (event.type === 'tool_call') calls.push(event);
    },
    ended(result) {
      const parts = [
        ...(text === '' ? [] : [textPart(text)]),
        ...calls.map(({ call }) => toolCallPart(call)),
      ];
      const reason = 'finish' in result ? result.finish.finishReason : 'error';
      const message = { role: 'assistant', parts, finish_reason: reason };
      span.setAttribute('gen_ai.output.messages', JSON.stringify([message]));
      watch.ended(result);
    },
  };
}

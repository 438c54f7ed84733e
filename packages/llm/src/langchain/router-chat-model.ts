import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import type {
  BaseLanguageModelInput,
  StructuredOutputMethodOptions,
} from '@langchain/core/language_models/base';
import {
  BaseChatModel,
  type BaseChatModelCallOptions,
  type BaseChatModelParams,
  type BindToolsInput,
} from '@langchain/core/language_models/chat_models';
import {
  assembleStructuredOutputPipeline,
  createContentParser,
} from '@langchain/core/language_models/structured_output';
import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages';
import type { ChatGenerationChunk, ChatResult } from '@langchain/core/outputs';
import type { Runnable } from '@langchain/core/runnables';
import { toJsonSchema } from '@langchain/core/utils/json_schema';
import type { CallOptions, JsonSchema, ModelPort, ModelRequest } from '../model-port.ts';
import { convertEvent } from './convert-event.ts';
import { convertMessages } from './convert-messages.ts';
import { convertToolChoice, convertTools } from './convert-tools.ts';

export interface RouterChatModelFields extends BaseChatModelParams {
  port: ModelPort;
  /** What is the same for all calls: task, pins, ceiling, temperature, … Tools and messages come with each. */
  request: Omit<ModelRequest, 'messages' | 'tools'>;
  /** On whose account, and within which bounds. */
  call?: Omit<CallOptions, 'signal'>;
}

/** A zod or standard schema, or JSON Schema. */
type OutputSchema<Output extends Record<string, unknown>> = Parameters<typeof createContentParser<Output>>[0];

export interface RouterChatModelCallOptions extends BaseChatModelCallOptions {
  tools?: BindToolsInput[];
  parallel_tool_calls?: boolean;
  /** JSON Schema that the answer is held to; `withStructuredOutput` sets it. */
  outputSchema?: JsonSchema;
}

/**
 * The router as LangChain's chat model, for graphs and chains. Retries, fallbacks and clocks are the router's, so
 * LangChain's own stay out of it; a stream that broke off throws, like everywhere else.
 */
export class RouterChatModel extends BaseChatModel<RouterChatModelCallOptions> {
  readonly #fields: RouterChatModelFields;

  constructor(fields: RouterChatModelFields) {
    super({ ...fields, maxRetries: 0 });
    this.#fields = fields;
  }

  override _llmType(): string {
    return 'agent-factory-router';
  }

  override bindTools(
    tools: BindToolsInput[],
    kwargs?: Partial<RouterChatModelCallOptions>,
  ): Runnable<BaseLanguageModelInput, AIMessageChunk, RouterChatModelCallOptions> {
    return this.withConfig({ tools, ...kwargs });
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    manager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    const { port, call } = this.#fields;
    const signal = options.signal ?? new AbortController().signal;
    let calls = 0;
    for await (const event of port.stream(this.#requestOf(messages, options), { ...call, signal })) {
      const chunk = convertEvent(event, event.type === 'tool_call' ? calls++ : 0);
      yield chunk;
      if (manager !== undefined) {
        await manager.handleLLMNewToken(chunk.text, undefined, undefined, undefined, undefined, { chunk });
      }
    }
  }

  override async _generate(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    manager?: CallbackManagerForLLMRun,
  ): Promise<ChatResult> {
    let whole: ChatGenerationChunk | undefined;
    for await (const chunk of this._streamResponseChunks(messages, options, manager)) {
      whole = whole === undefined ? chunk : whole.concat(chunk);
    }
    return { generations: whole === undefined ? [] : [whole] };
  }

  /** By the vendor's own structured output where the model has it, else by words; parsed and checked in any case. */
  override withStructuredOutput<Output extends Record<string, unknown>>(
    schema: OutputSchema<Output>,
    config?: StructuredOutputMethodOptions<false>,
  ): Runnable<BaseLanguageModelInput, Output>;
  override withStructuredOutput<Output extends Record<string, unknown>>(
    schema: OutputSchema<Output>,
    config?: StructuredOutputMethodOptions<true>,
  ): Runnable<BaseLanguageModelInput, { raw: BaseMessage; parsed: Output }>;
  override withStructuredOutput<Output extends Record<string, unknown>>(
    schema: OutputSchema<Output>,
    config?: StructuredOutputMethodOptions<boolean>,
  ) {
    const { $schema: _, ...outputSchema }: JsonSchema = { ...toJsonSchema(schema) };
    const llm = this.withConfig({ outputSchema });
    return assembleStructuredOutputPipeline(llm, createContentParser(schema), config?.includeRaw);
  }

  #requestOf(messages: readonly BaseMessage[], options: this['ParsedCallOptions']): ModelRequest {
    const {
      tools,
      tool_choice: choice,
      stop,
      outputSchema,
      parallel_tool_calls: parallelToolCalls,
    } = options;
    return {
      ...this.#fields.request,
      messages: convertMessages(messages),
      tools: tools === undefined ? [] : convertTools(tools),
      ...convertToolChoice(choice),
      ...(stop === undefined ? {} : { stop }),
      ...(outputSchema === undefined ? {} : { outputSchema }),
      ...(parallelToolCalls === undefined ? {} : { parallelToolCalls }),
    };
  }
}

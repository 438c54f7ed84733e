import type { CatalogueModel } from '../../catalogue/catalogue-model.ts';
import type { ReasoningEffort } from '../../model-port.ts';
import type { Dialect } from '../dialect.ts';
import { createOpenaiDialect } from './create-openai-dialect.ts';
import { createEmbeddings } from './embeddings.ts';

/** OpenAI itself. Base URL `https://api.openai.com/v1`. */
export const openaiDialect: Dialect = createOpenaiDialect({
  maxTokens: 'max_completion_tokens',
  effort: (effort, model) => ({ reasoning_effort: lowestOf(effort, model) }),
});

/** GPT-5 thinks at least minimally and the o-series a little; later models can be told not to. */
function lowestOf(effort: ReasoningEffort, { name }: CatalogueModel): string {
  if (effort !== 'none') return effort;
  if (/^o\d/.test(name)) return 'low';
  return /^gpt-5(?:-|$)/.test(name) ? 'minimal' : 'none';
}

/** Any service at an address of one's own that speaks chat completions (vLLM, llama.cpp, LiteLLM, xAI, DeepSeek, …). */
export const compatibleDialect: Dialect = createOpenaiDialect();

/**
 * Mistral. Base URL `https://api.mistral.ai/v1`; parameters that it does not know it refuses (422).
 * Source: docs.mistral.ai, API reference, "Chat completion".
 */
export const mistralDialect: Dialect = {
  ...createOpenaiDialect({
    seed: 'random_seed',
    anyTool: 'any',
    streamOptions: false,
    toolId: { fits: /^[a-zA-Z0-9]{9}$/, prefix: '' },
    namesToolResults: true,
    prefix: true,
    effort: (effort) => ({ reasoning_effort: effort === 'none' ? 'none' : 'high' }),
    extra: new Set([
      'frequency_penalty',
      'presence_penalty',
      'n',
      'prediction',
      'prompt_mode',
      'response_format',
      'safe_prompt',
    ]),
  }),
  embeddings: createEmbeddings('output_dimension'),
};

/**
 * Groq. Base URL `https://api.groq.com/openai/v1`; it holds answers to a schema neither in a stream nor beside tools.
 * Source: console.groq.com/docs, "Structured outputs", "Reasoning".
 */
export const groqDialect: Dialect = createOpenaiDialect({
  maxTokens: 'max_completion_tokens',
  holdsSchema: ({ streamed, tools }) => !streamed && tools.length === 0,
  effort: (effort, { name }) => ({ reasoning_effort: groqEffort(effort, name), reasoning_format: 'parsed' }),
});

/** GPT-OSS takes three levels and cannot be told not to think; Qwen knows on and off alone. */
function groqEffort(effort: ReasoningEffort, name: string): string {
  if (name.includes('qwen')) return effort === 'none' ? 'none' : 'default';
  return effort === 'none' ? 'low' : effort;
}

/** OpenRouter. Base URL `https://openrouter.ai/api/v1`; it says what each call cost. Source: openrouter.ai/docs. */
export const openrouterDialect: Dialect = createOpenaiDialect({
  effort: (effort) => ({ reasoning: { effort } }),
  marksCache: ({ name }) => /^(?:anthropic|google)\//.test(name),
});

/** Perplexity's older chat completions, where its Agent API is unknown (docs/decisions/0122). */
export const perplexityDialect: Dialect = createOpenaiDialect({
  lateSystem: false,
  alternates: true,
  streamOptions: false,
  cites: true,
});

import { AppError } from '@agent-factory/contracts';
import { z } from 'zod';
import { type Price, priceOf } from './catalogue/price.ts';

const blankIsUnset = (value: unknown) =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;
const key = z.preprocess(blankIsUnset, z.string().trim().optional());
const url = z.preprocess(blankIsUnset, z.url({ protocol: /^https?$/ }).optional());

/** A model of an OpenAI-compatible service, as its owner describes it. */
export interface NamedModel {
  name: string;
  /** Null when no price was given; a model without a price is never chosen. */
  price: Price | null;
  contextTokens: number;
}

function namedPrice(input: number, output: number): Price {
  return priceOf({
    input,
    output,
    source: 'OPENAI_COMPATIBLE_MODELS',
    asOf: new Date().toISOString().slice(0, 10),
  });
}

/** `name[@input/output][#context]`, prices in USD per million tokens: `llama-3.3-70b@0.59/0.79#131072`. */
const namedModels = z.preprocess(
  blankIsUnset,
  z
    .string()
    .default('')
    .transform((text, context): NamedModel[] =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map((part) => {
          const match =
            /^(?<name>[^@#\s]+)(?:@(?<input>[\d.]+)\/(?<output>[\d.]+))?(?:#(?<context>\d+))?$/.exec(part);
          const { name, input, output, context: size } = match?.groups ?? {};
          if (name === undefined || Number.isNaN(Number(input ?? 0)) || Number.isNaN(Number(output ?? 0))) {
            context.addIssue(
              `"${part}" is not of the form name@inputUsdPerMillion/outputUsdPerMillion#contextTokens`,
            );
            return z.NEVER;
          }
          return {
            name,
            price: input === undefined ? null : namedPrice(Number(input), Number(output)),
            contextTokens: size === undefined ? 32_768 : Number(size),
          };
        }),
    ),
);

const envSchema = z.object({
  OPENAI_API_KEY: key,
  OPENAI_BASE_URL: url,
  OPENAI_REGION: key,
  ANTHROPIC_API_KEY: key,
  ANTHROPIC_BASE_URL: url,
  ANTHROPIC_REGION: key,
  GEMINI_API_KEY: key,
  GEMINI_BASE_URL: url,
  GEMINI_REGION: key,
  MISTRAL_API_KEY: key,
  MISTRAL_BASE_URL: url,
  MISTRAL_REGION: key,
  GROQ_API_KEY: key,
  GROQ_BASE_URL: url,
  GROQ_REGION: key,
  OPENROUTER_API_KEY: key,
  OPENROUTER_BASE_URL: url,
  OPENROUTER_REGION: key,
  PERPLEXITY_API_KEY: key,
  PERPLEXITY_BASE_URL: url,
  PERPLEXITY_REGION: key,
  OLLAMA_REGION: key,
  OPENAI_COMPATIBLE_REGION: key,
  /** `host`, `host:port` or a URL, as Ollama itself reads it. */
  OLLAMA_HOST: z.preprocess(
    blankIsUnset,
    z
      .string()
      .trim()
      .transform((host) => (/^https?:\/\//.test(host) ? host : `http://${host}`))
      .transform((host) => (/:\d+\/?$/.test(host) || host.startsWith('https:') ? host : `${host}:11434`))
      // A server's bind address is no address to connect to.
      .transform((host) => host.replace('//0.0.0.0', '//127.0.0.1'))
      .pipe(z.url())
      .optional(),
  ),
  OPENAI_COMPATIBLE_BASE_URL: url,
  OPENAI_COMPATIBLE_API_KEY: key,
  OPENAI_COMPATIBLE_MODELS: namedModels,
});
export type LlmEnv = z.infer<typeof envSchema>;

/** Reads the vendors' own variables; throws AppError `invalid_input` naming each one that is malformed. */
export function parseLlmEnv(env: Readonly<Record<string, string | undefined>>): LlmEnv {
  const parsed = envSchema.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new AppError('invalid_input', `Model providers are misconfigured. ${problems.join('; ')}.`);
  }
  if (
    parsed.data.OPENAI_COMPATIBLE_BASE_URL !== undefined &&
    parsed.data.OPENAI_COMPATIBLE_MODELS.length === 0
  ) {
    throw new AppError(
      'invalid_input',
      'OPENAI_COMPATIBLE_BASE_URL is set, so OPENAI_COMPATIBLE_MODELS must name its models, ' +
        'for example "llama-3.3-70b@0.59/0.79#131072".',
    );
  }
  return parsed.data;
}

import type { FinishReason } from '../../model-port.ts';
import { ProviderError } from '../../provider-error.ts';

/** `finish_reason`; throws for the words by which services say that they broke off. */
export function mapFinish(reason: string): FinishReason {
  switch (reason) {
    case 'length':
    case 'content_filter':
    case 'tool_calls':
      return reason;
    case 'function_call':
      return 'tool_calls';
    case 'model_length': // Mistral: the model's own bound.
    case 'max_tokens':
      return 'length';
    case 'error': // Mistral and OpenRouter.
    case 'insufficient_system_resource': // DeepSeek.
    case 'abort': // vLLM and SGLang.
      throw new ProviderError('unavailable', 'it broke off its answer', { cause: reason });
    default:
      return 'stop';
  }
}

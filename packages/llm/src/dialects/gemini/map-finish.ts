import type { FinishReason } from '../../model-port.ts';
import { ProviderError } from '../../provider-error.ts';

/**
 * `finishReason`; null for none. Throws where the model wrote what its vendor could not read (a malformed call), which
 * is an end but no answer. Source: ai.google.dev, "FinishReason".
 */
export function mapFinish(reason: string): FinishReason | null {
  switch (reason) {
    case '':
    case 'FINISH_REASON_UNSPECIFIED':
      return null;
    case 'STOP':
      return 'stop';
    case 'MAX_TOKENS':
      return 'length';
    case 'SAFETY':
    case 'RECITATION':
    case 'LANGUAGE':
    case 'BLOCKLIST':
    case 'PROHIBITED_CONTENT':
    case 'SPII':
    case 'MODEL_ARMOR':
    case 'IMAGE_SAFETY':
    case 'IMAGE_PROHIBITED_CONTENT':
    case 'IMAGE_RECITATION':
      return 'content_filter';
    default: // MALFORMED_FUNCTION_CALL, UNEXPECTED_TOOL_CALL, MALFORMED_RESPONSE, OTHER, …
      throw new ProviderError('bad_answer', 'it broke off its answer', { cause: reason });
  }
}

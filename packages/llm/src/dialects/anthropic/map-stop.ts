import type { FinishReason } from '../../model-port.ts';

/** `stop_reason`. Source: platform.claude.com, "Stop reasons". */
export function mapStop(reason: string): FinishReason {
  switch (reason) {
    case 'tool_use':
      return 'tool_calls';
    case 'max_tokens':
    case 'model_context_window_exceeded':
    case 'pause_turn': // It would go on if asked again, so it is not finished.
    case 'compaction':
      return 'length';
    case 'refusal':
      return 'content_filter';
    default: // end_turn, stop_sequence
      return 'stop';
  }
}

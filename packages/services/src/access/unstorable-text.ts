import { AppError } from '@agent-factory/contracts';
import { rejectsText } from '@agent-factory/db';

/** What to tell a caller whose text no database can hold; null for any other error. */
export function unstorableText(error: unknown): AppError | null {
  if (!rejectsText(error)) return null;
  return new AppError(
    'invalid_input',
    'A text holds a NUL or is no valid Unicode. Take that out and send it again.',
    {
      cause: error,
    },
  );
}

import { AppError, isAppError } from '@agent-factory/contracts';
import { refusedByPolicy, unstorableText } from '@agent-factory/services';
import { ZodError, z } from 'zod';

/** One text for everything unforeseen, so that nothing of the inside reaches a caller. */
const internalMessage = 'Something went wrong on our side. Try again; if it stays, report the request id.';

/** What is wrong with an input, the path of each problem named, in the words of the schema. */
export function invalidInput(error: ZodError): AppError {
  const problems = error.issues.slice(0, 10).map((issue) => {
    const path = z.core.toDotPath(issue.path);
    return path === '' ? issue.message : `${path}: ${issue.message}`;
  });
  return new AppError('invalid_input', `The input is not valid. ${problems.join('; ')}.`, { cause: error });
}

/** The AppError to show for anything that was thrown; what is not foreseen becomes `internal`. */
export function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (error instanceof ZodError) return invalidInput(error);
  return (
    refusedByPolicy(error) ??
    unstorableText(error) ??
    new AppError('internal', internalMessage, { cause: error })
  );
}

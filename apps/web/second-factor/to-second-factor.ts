import { redirect } from 'next/navigation';
import { apiFailure } from '../trpc/api-failure.ts';

/** Takes whom the API asks for a second factor to the page that shows it; anything else stays what it was. */
export function toSecondFactor(error: unknown): never {
  if (apiFailure(error).code === 'second_factor_required') redirect('/second-factor');
  throw error;
}

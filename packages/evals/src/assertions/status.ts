import { excerpt, found, type Outcome, type Scene } from './outcome.ts';

/** How the run ended. */
export function status(
  { status: asked }: { status: 'succeeded' | 'refused' | 'failed' },
  { observation }: Scene,
): Outcome {
  const why =
    observation.error === null ? '' : ` (${observation.error.code}: ${excerpt(observation.error.message)})`;
  return found(
    observation.status === asked,
    `The run ${observation.status === asked ? '' : 'was to have '}${asked}${
      observation.status === asked ? '' : `, but it ${observation.status}`
    }${why}.`,
  );
}

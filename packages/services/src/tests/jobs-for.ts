const trialsPerJob = 250;
const mostJobs = 4;

/** How many jobs work on so many trials side by side: one, where that is a moment's work; several, in as many workers as there are. */
export function jobsFor(trials: number): number {
  return Math.min(mostJobs, Math.ceil(trials / trialsPerJob));
}

import type { Trigger } from '../trpc/outputs.ts';

export const schemeNames: Readonly<Record<Trigger['scheme'], string>> = {
  standard: 'Standard Webhooks',
  github: 'GitHub',
};

/** What became of a call, after "Last call". */
export const verdictWords: Readonly<Record<string, string>> = {
  started: 'started a run',
  repeated: 'was a repetition',
  pinged: 'was a greeting',
  refused: 'was refused',
  limited: 'was one too many',
  off: 'found it off',
  unsigned: 'was not signed',
};

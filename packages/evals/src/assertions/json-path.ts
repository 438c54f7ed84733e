import type { Comparison } from '@agent-factory/contracts';
import type { Json } from '../observation.ts';
import { isList, isRecord, jsonEqual, jsonIncludes } from './json-equal.ts';
import { asText, excerpt, found, GraderError, type Outcome, type Scene } from './outcome.ts';
import { readPath } from './read-path.ts';

export interface AtPath {
  path: string;
  is: Comparison;
  value?: Json | undefined;
  of: 'any' | 'all';
}

/** Whether what lies at a path in the answer is as asked. */
export function jsonPath(asked: AtPath, scene: Scene): Outcome {
  return compareAtPath(asked, scene.observation.output, scene, 'the answer');
}

/** Whether what lies at a path in the environment's last state is as asked. */
export function endState(asked: AtPath, scene: Scene): Outcome {
  if (scene.observation.state === null) {
    throw new GraderError(
      'This case has no stubbed environment whose state could be looked at: add `stubs`.',
    );
  }
  return compareAtPath(asked, scene.observation.state, scene, 'the environment');
}

function compareAtPath(asked: AtPath, root: Json, { ports }: Scene, where: string): Outcome {
  const places = readPath(asked.path, root, ports.engines);
  const { path, is, of } = asked;
  if (is === 'exists') {
    return found(places.length > 0, `${path} leads to ${places.length || 'no'} places in ${where}.`, {
      evidence: places[0] === undefined ? null : excerpt(asText(places[0])),
    });
  }
  const value = asked.value;
  if (value === undefined) throw new GraderError(`A comparison “${is}” needs a value.`);
  if (is === 'count') {
    if (typeof value !== 'number') throw new GraderError('A count is compared with a number.');
    return found(
      places.length === value,
      `${path} leads to ${places.length} places in ${where}, asked for ${value}.`,
    );
  }
  if (places.length === 0) return found(false, `${path} leads nowhere in ${where}.`);
  const fits = places.map((place) => compare(place, is, value, ports.engines.matches));
  const holds = of === 'all' ? fits.every(Boolean) : fits.some(Boolean);
  const shown = places[fits.indexOf(holds)] ?? places[0] ?? null;
  return found(
    holds,
    `At ${path} in ${where} is ${excerpt(asText(shown), 120)}, ${holds ? '' : 'not '}${is.replace('_', ' ')} ${excerpt(asText(value), 120)}.`,
    { evidence: excerpt(asText(shown)) },
  );
}

function compare(
  place: Json,
  is: Exclude<Comparison, 'exists' | 'count'>,
  value: Json,
  occurs: (pattern: string, text: string) => boolean,
): boolean {
  switch (is) {
    case 'equals':
      return jsonEqual(place, value);
    case 'contains':
      if (typeof place === 'string') return place.includes(asText(value));
      if (isList(place)) return place.some((item) => jsonEqual(item, value));
      return isRecord(place) && jsonIncludes(place, value);
    case 'matches':
      if (typeof value !== 'string') throw new GraderError('A pattern is a text.');
      return occurs(value, asText(place));
    case 'more_than':
      return numbers(place, value, (a, b) => a > b);
    case 'at_least':
      return numbers(place, value, (a, b) => a >= b);
    case 'less_than':
      return numbers(place, value, (a, b) => a < b);
    case 'at_most':
      return numbers(place, value, (a, b) => a <= b);
  }
}

/** What is no number is neither more nor less than one. */
function numbers(place: Json, value: Json, holds: (a: number, b: number) => boolean): boolean {
  if (typeof value !== 'number') throw new GraderError('More and less are compared with a number.');
  return typeof place === 'number' && holds(place, value);
}

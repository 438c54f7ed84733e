import { kindNamedBy } from '../description/id-places.ts';
import type { Operation } from '../description/read-description.ts';

/** The one parameter of a path and what it names; null where there are none, several, or it is not an id. */
export function kindInPath({ parameters }: Operation): { name: string; kind: string } | null {
  const [only, another] = parameters.filter(({ in: place }) => place === 'path');
  if (only === undefined || another !== undefined) return null;
  const kind = kindNamedBy(only.name, only.schema);
  return kind === null ? null : { name: only.name, kind };
}

import type { Path } from '../text/reporter.ts';

/** A path for people. */
export function pathText(path: Path): string {
  return path.length === 0 ? 'the spec' : `"${path.join('.')}"`;
}

import type { Sight } from './own-calls.ts';

/** What changes by itself when its owner's keys are tried. */
const usedAt = /^(last_used_at|last_used_from|last_seen_at|request_id)$/;

/** What counts the tenant's own requests and the platform's clock, whoever else does what. */
const counts = /^(getMetrics|usage\.metrics)$/;

/** Every value of a sight by its place; things in lists go by their ids, so that one more moves no other. */
function leaves(sight: Sight): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string, name: string): void => {
    if (usedAt.test(name)) return;
    if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value)) walk(child, `${path}.${idOf(child) ?? key}`, key);
    } else found.set(path, JSON.stringify(value) ?? '');
  };
  for (const [call, value] of sight) {
    const [route = ''] = call.split(' ');
    if (!counts.test(route)) walk(value, call, '');
  }
  return found;
}

function idOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const name of ['id', 'run_id', 'user_id']) {
    const id: unknown = Reflect.get(value, name);
    if (typeof id === 'string') return id;
  }
  return null;
}

/**
 * Places at which the tenant's things are not what they were, at most ten of a call. What changed between two looks
 * before anybody tried anything changes by itself, and says nothing.
 */
export function effectsOf(
  first: Sight,
  second: Sight,
  after: Sight,
): { route: string; place: string; seen: string }[] {
  const [one, two, three] = [leaves(first), leaves(second), leaves(after)];
  const places = new Set([...one.keys(), ...two.keys(), ...three.keys()]);
  const told = new Map<string, number>();
  const effects: { route: string; place: string; seen: string }[] = [];
  for (const place of places) {
    if (two.get(place) === three.get(place) || one.get(place) !== two.get(place)) continue;
    const [route = ''] = place.split(' ');
    const count = (told.get(route) ?? 0) + 1;
    told.set(route, count);
    const seen = `${shown(three.get(place))} in place of ${shown(two.get(place))}`;
    if (count <= 10) effects.push({ route, place: place.slice(0, 200), seen });
  }
  return effects;
}

function shown(value: string | undefined): string {
  return value === undefined ? 'nothing' : value.slice(0, 80);
}

import type { Model, ModelHealth, UsageSummary } from '../trpc/outputs.ts';

export interface ModelRow {
  model: Model;
  health: ModelHealth | undefined;
  usage: UsageSummary['by_model'][number] | undefined;
}

export interface ProviderGroup {
  id: string;
  /** What to set to have it. */
  variable: string;
  /** Whether a key of the platform's or of the team's own is there. */
  usable: boolean;
  ownKey: boolean;
  /** Models that were used first, dearest of them first; then as the catalogue has them. */
  rows: ModelRow[];
}

/** The catalogue by provider, usable ones first, with what is known of each model. */
export function groupModels(
  models: readonly Model[],
  seen: {
    health: readonly ModelHealth[];
    usage: UsageSummary['by_model'];
    ownKeyVendors: ReadonlySet<string>;
  },
): ProviderGroup[] {
  const health = new Map(seen.health.map((one) => [one.model, one]));
  const usage = new Map(seen.usage.map((one) => [one.model, one]));
  const groups = new Map<string, ProviderGroup>();
  for (const model of models) {
    const ownKey = seen.ownKeyVendors.has(model.provider);
    const group = groups.get(model.provider) ?? {
      id: model.provider,
      variable: model.variable,
      usable: model.configured || ownKey,
      ownKey,
      rows: [],
    };
    group.rows.push({ model, health: health.get(model.id), usage: usage.get(model.id) });
    groups.set(model.provider, group);
  }
  for (const group of groups.values()) group.rows.sort((a, b) => weight(b) - weight(a));
  return [...groups.values()].sort((a, b) => Number(b.usable) - Number(a.usable));
}

function weight({ usage, health }: ModelRow): number {
  if (usage !== undefined) return 2 + (usage.cost_usd ?? 0) + usage.calls;
  return health === undefined ? 0 : 1;
}

/** Whether a provider (`openai/*`) or a model is turned off; a provider's switch counts for all its models. */
export function isOff(switchedOff: readonly string[], id: string): boolean {
  const provider = id.slice(0, id.indexOf('/'));
  return switchedOff.includes(id) || switchedOff.includes(`${provider}/*`);
}

/** The list with one pattern turned on or off. */
export function withSwitch(switchedOff: readonly string[], pattern: string, on: boolean): string[] {
  const others = switchedOff.filter((one) => one !== pattern);
  return on ? others : [...others, pattern];
}

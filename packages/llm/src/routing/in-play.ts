import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import { undated } from './undated.ts';

interface Split {
  choosable: readonly CatalogueModel[];
  byId: ReadonlyMap<string, CatalogueModel>;
}

/** A vendor's list stays the same object until it changes; hundreds of its models are there to be pinned alone. */
const splits = new WeakMap<readonly CatalogueModel[], Split>();

/** The models of an offer that a request looks at: the pinned ones, or without pins those that may be chosen. */
export function inPlay(
  models: readonly CatalogueModel[],
  pins: ReadonlySet<string> | null,
): readonly CatalogueModel[] {
  let split = splits.get(models);
  if (split === undefined) {
    split = {
      choosable: models.filter(({ pinOnly }) => !pinOnly),
      byId: new Map(models.map((model) => [model.id, model])),
    };
    splits.set(models, split);
  }
  if (pins === null) return split.choosable;
  const found: CatalogueModel[] = [];
  for (const pin of pins) {
    const model = split.byId.get(pin) ?? datedModel(split, pin);
    if (model !== undefined) found.push(model);
  }
  return found;
}

function datedModel({ byId }: Split, pin: string): CatalogueModel | undefined {
  const model = byId.get(undated(pin) ?? '');
  if (model === undefined) return undefined;
  const title = `${model.title} (${pin.slice(model.id.length + 1)})`;
  return { ...model, id: pin, name: pin.slice(model.provider.length + 1), title };
}

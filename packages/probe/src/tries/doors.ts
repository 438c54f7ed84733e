import { type IdPlace, idKindOf, idPlacesOf, kindNamedBy, withValueAt } from '../description/id-places.ts';
import type { Description, Operation, Procedure } from '../description/read-description.ts';
import { resolved } from '../description/schema.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Request } from '../wire/door.ts';
import type { Route } from './ledger.ts';
import { callOf, inputOf, kindOfPathParameter, requestOf, trpcRequestOf } from './request-of.ts';

/** One route of either door, as what the tries need of it. */
export interface Target extends Route {
  secured: boolean;
  /** Whether calling it changes nothing. */
  reads: boolean;
  tags: readonly string[];
  places: readonly (IdPlace & { title: string })[];
  /** A valid call with the tenant's own things, with `value` at one of the places. Throws `Unsampled`. */
  request(own: Inventory, exchanged?: { place: IdPlace; value: string }): Request;
}

export function targetsOf(description: Description): readonly Target[] {
  const { operations, procedures } = description;
  return [
    ...operations.map((operation) => restTarget(operation, description)),
    ...(procedures === null
      ? []
      : procedures.all.map((procedure) => trpcTarget(procedures.path, procedure, description))),
  ];
}

function restTarget(operation: Operation, description: Description): Target {
  const { schemas } = description;
  const inParameters = operation.parameters
    .filter(({ name, in: place }) => !(place === 'header' && name === 'x-team-id') && place !== 'cookie')
    .flatMap(({ name, in: part, schema }) => {
      const kind =
        part === 'path'
          ? (kindOfPathParameter(operation) ?? kindNamedBy(name, resolved(schema, schemas)))
          : idKindOf(name, resolved(schema, schemas));
      return kind === null ? [] : [{ path: [part, name], kind }];
    });
  const inBody = operation.body === null ? [] : idPlacesOf(operation.body, schemas, '', ['body']);
  // The one text that names an agent without being an id of it.
  const byName = operation.id === 'createChatCompletion' ? [{ path: ['body', 'model'], kind: 'model' }] : [];
  return {
    route: operation.id,
    door: 'rest',
    secured: operation.secured,
    reads: operation.method === 'GET',
    tags: operation.tags,
    places: [...inParameters, ...inBody, ...byName].map((place) => ({
      ...place,
      title: place.path.join('.'),
    })),
    request(own, exchanged) {
      const call = callOf(operation, exchanged === undefined ? own : lenient(own, exchanged), description);
      if (exchanged === undefined) return requestOf(operation, call);
      const changed = withValueAt(call, exchanged.place.path, exchanged.value) as typeof call;
      return requestOf(operation, changed);
    },
  };
}

function trpcTarget(path: string, procedure: Procedure, description: Description): Target {
  const places = procedure.input === null ? [] : idPlacesOf(procedure.input, description.schemas);
  return {
    route: procedure.name,
    door: 'trpc',
    secured: procedure.secured,
    reads: procedure.type !== 'mutation',
    tags: [],
    places: places.map((place) => ({ ...place, title: place.path.join('.') })),
    request(own, exchanged) {
      const input = inputOf(procedure, exchanged === undefined ? own : lenient(own, exchanged), description);
      return trpcRequestOf(
        path,
        procedure,
        exchanged === undefined ? input : withValueAt(input, exchanged.place.path, exchanged.value),
      );
    },
  };
}

/** The asker may have none of what is exchanged for another's. */
function lenient(own: Inventory, { place, value }: { place: IdPlace; value: string }): Inventory {
  return {
    ...own,
    hints: {
      ...own.hints,
      idOf: (kind) => own.hints.idOf(kind) ?? (kind === place.kind ? value : undefined),
    },
  };
}

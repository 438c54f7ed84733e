import type { Admission, Exchange, ModelCard } from './gateway-port.ts';
import { unknownModel } from './read-model-name.ts';
import { sendJson } from './send.ts';

/** `GET /v1/models`, or with an id `GET /v1/models/{id}`. */
export async function answerModels(
  exchange: Exchange,
  admission: Admission,
  id: string | null,
): Promise<void> {
  const cards = (await admission.models?.()) ?? [];
  if (id === null) {
    sendJson(exchange, 200, JSON.stringify({ object: 'list', data: cards.map(modelJson) }));
    return;
  }
  const card = cards.find((one) => one.id === id);
  if (card === undefined) throw unknownModel(id);
  sendJson(exchange, 200, JSON.stringify(modelJson(card)));
}

function modelJson({ id, createdAt, ownedBy }: ModelCard) {
  return { id, object: 'model', created: createdAt, owned_by: ownedBy };
}

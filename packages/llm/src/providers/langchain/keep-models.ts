import type { ProviderCall } from '../provider.ts';

const mostKept = 64;

/**
 * Keeps LangChain's model objects by the settings that are fixed when one is made; making one, with the vendor's
 * client inside, costs some 60 µs.
 */
export function keepModels<Model>(make: (call: ProviderCall) => Model): (call: ProviderCall) => Model {
  const kept = new Map<string, Model>();
  return (call) => {
    const key = JSON.stringify([call.model.name, call.maxOutputTokens, call.temperature, call.effort]);
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= mostKept) kept.clear();
    const made = make(call);
    kept.set(key, made);
    return made;
  };
}

import type { CatalogueModel } from '../../catalogue/catalogue-model.ts';
import type { OpenVendorClient } from '../../http/open-vendor-client.ts';
import type { Provider } from '../provider.ts';
import { listOllamaModels } from './list-models.ts';
import { ollamaFetch } from './ollama-fetch.ts';

/** How long an answer about the models that are there is believed, and how long silence is. */
const believedMs = { models: 60_000, silence: 30_000 };
const probeMs = { named: 3_000, guessed: 400 };

export interface OllamaSettings {
  /** OLLAMA_HOST, where somebody set it; such an Ollama counts as configured even while it is silent. */
  host: string | undefined;
  /** Where one is looked for otherwise; null to not look. */
  defaultUrl: string | null;
}

export function createOllamaProvider(settings: OllamaSettings, openClient: OpenVendorClient): Provider {
  const baseUrl = (settings.host ?? settings.defaultUrl)?.replace(/\/+$/, '');
  let known: readonly CatalogueModel[] = [];
  let believedUntil = 0;
  let asking: Promise<void> | undefined;

  async function ask(url: string): Promise<void> {
    const limit = AbortSignal.timeout(settings.host === undefined ? probeMs.guessed : probeMs.named);
    known = await openClient()
      .then((client) => listOllamaModels(url, ollamaFetch(client.fetch, limit)))
      .catch(() => []);
    believedUntil = performance.now() + (known.length > 0 ? believedMs.models : believedMs.silence);
  }

  return {
    id: 'ollama',
    get configured() {
      return settings.host !== undefined || known.length > 0;
    },
    variable: 'OLLAMA_HOST',
    async models() {
      if (baseUrl === undefined) return [];
      if (performance.now() >= believedUntil) {
        asking ??= ask(baseUrl).finally(() => {
          asking = undefined;
        });
        await asking;
      }
      return known;
    },
    knownModels: () => known,
    async open(call, signal) {
      const [{ streamChat }, { fetch }] = await Promise.all([import('./stream-chat.ts'), openClient()]);
      return streamChat({ baseUrl: baseUrl ?? '', fetch }, call, signal);
    },
  };
}

import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import { ollamaDialect } from '../dialects/ollama/ollama-dialect.ts';
import type { VendorKey } from '../keys/vendor-key.ts';
import type { Pools } from '../transport/open-pools.ts';
import { readWhole } from '../transport/read-whole.ts';
import { listOllamaModels } from './list-ollama-models.ts';
import { splitAddress } from './split-address.ts';
import type { Vendor } from './vendor.ts';

/** How long an answer about the models that are there is believed, and how long silence is. */
const believedMs = { models: 60_000, silence: 30_000 };
const probeMs = { named: 3_000, guessed: 400 };

export interface OllamaSettings {
  /** OLLAMA_HOST, where somebody set it; such an Ollama counts as configured even while it is silent. */
  host: string | undefined;
  /** Where one is looked for otherwise; null to not look. */
  defaultUrl: string | null;
  region: string | null;
}

const keyless: readonly VendorKey[] = [
  { ownKeyId: null, payer: 'platform', secret: null, baseUrl: null, weight: 1 },
];

/** The models of one's own machine; which they are only the machine knows, so it is asked now and then. */
export function createOllama({ host, defaultUrl, region }: OllamaSettings, pools: Pools): Vendor {
  const baseUrl = (host ?? defaultUrl)?.replace(/\/+$/, '') ?? null;
  let known: readonly CatalogueModel[] = [];
  let believedUntil = 0;
  let asking: Promise<void> | null = null;

  async function ask(url: string): Promise<void> {
    const { origin, prefix } = splitAddress(url);
    const timeoutMs = host === undefined ? probeMs.guessed : probeMs.named;
    known = await listOllamaModels(async (path, body) => {
      const answer = await readWhole(
        pools,
        { url: origin, guarded: false },
        {
          method: body === null ? 'GET' : 'POST',
          path: prefix + path,
          headers: { 'content-type': 'application/json' },
          body: body === null ? null : JSON.stringify(body),
        },
        { timeoutMs },
      );
      return answer.status === 200 ? JSON.parse(answer.body) : null;
    }).catch(() => []);
    believedUntil = performance.now() + (known.length > 0 ? believedMs.models : believedMs.silence);
  }

  return {
    id: 'ollama',
    title: 'Ollama',
    variable: 'OLLAMA_HOST',
    region,
    wire: { baseUrl, dialect: ollamaDialect, passesRaw: false, check: '/api/tags' },
    get keys() {
      return host !== undefined || known.length > 0 ? keyless : [];
    },
    models: () => known,
    refresh() {
      if (baseUrl === null || performance.now() < believedUntil) return null;
      asking ??= ask(baseUrl).finally(() => {
        asking = null;
      });
      return asking;
    },
  };
}

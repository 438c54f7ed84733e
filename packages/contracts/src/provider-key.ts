import { z } from 'zod';
import { providerKeyIdSchema } from './ids.ts';

/** The vendors whose keys a team can bring, by the router's names. */
export const keyVendors = [
  { id: 'openai', title: 'OpenAI', needs_base_url: false },
  { id: 'anthropic', title: 'Anthropic', needs_base_url: false },
  { id: 'gemini', title: 'Google Gemini', needs_base_url: false },
  { id: 'mistral', title: 'Mistral', needs_base_url: false },
  { id: 'groq', title: 'Groq', needs_base_url: false },
  { id: 'openrouter', title: 'OpenRouter', needs_base_url: false },
  { id: 'perplexity', title: 'Perplexity', needs_base_url: false },
  { id: 'ollama', title: 'Ollama', needs_base_url: true },
  { id: 'openai-compatible', title: 'OpenAI-compatible service', needs_base_url: true },
] as const;
export type KeyVendor = (typeof keyVendors)[number];

export const providerKeyStatuses = ['active', 'refused', 'disabled'] as const;
export type ProviderKeyStatus = (typeof providerKeyStatuses)[number];

const label = z.string().trim().min(1).max(100);
// Printable ASCII: it travels in a header.
const secret = z
  .string()
  .trim()
  .min(1)
  .max(4_000)
  .regex(/^[\x21-\x7e]+$/, { error: 'must be a key as the vendor shows it, without spaces' });
const weight = z.int().min(1).max(100);

export const addProviderKeyInputSchema = z
  .strictObject({
    vendor: z.enum(keyVendors.map(({ id }) => id)),
    label,
    /** Write-only: no answer ever shows it again. */
    secret,
    /** Where the service is, when that is not the vendor's own address. */
    base_url: z.string().trim().max(500).nullable().optional(),
    /** Share of the traffic among the team's keys of this vendor. */
    weight: weight.default(1),
  })
  .refine(({ vendor, base_url }) => base_url || !needsBaseUrl(vendor), {
    error: 'this vendor needs the address of the service',
    path: ['base_url'],
  });
export type AddProviderKeyInput = z.input<typeof addProviderKeyInputSchema>;

const changeable = ['label', 'weight', 'secret', 'enabled'] as const;
export const updateProviderKeyInputSchema = z
  .strictObject({
    label: label.optional(),
    weight: weight.optional(),
    /** Takes the place of the present one once the vendor has accepted it. */
    secret: secret.optional(),
    enabled: z.boolean().optional(),
  })
  .refine((change) => changeable.some((name) => change[name] !== undefined), {
    error: `give something to change: ${changeable.join(', ')}`,
  });
export type UpdateProviderKeyInput = z.input<typeof updateProviderKeyInputSchema>;

/** A key as people see it for ever after. */
export const providerKeyViewSchema = z.object({
  id: providerKeyIdSchema,
  vendor: z.string(),
  label: z.string(),
  /** `sk-…9f2c`. */
  masked: z.string(),
  base_url: z.string().nullable(),
  weight: z.int(),
  /** `refused`: the vendor said no to it; it is not used until a test succeeds. */
  status: z.enum(providerKeyStatuses),
  last_error: z.string().nullable(),
  tested_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
});
export type ProviderKeyView = z.infer<typeof providerKeyViewSchema>;

export const keyVendorSchema = z.object({ id: z.string(), title: z.string(), needs_base_url: z.boolean() });

function needsBaseUrl(vendor: KeyVendor['id']): boolean {
  return keyVendors.some(({ id, needs_base_url }) => id === vendor && needs_base_url);
}

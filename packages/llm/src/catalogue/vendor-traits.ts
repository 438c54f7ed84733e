import type { VendorTraits } from './described.ts';

const can = { tools: true, vision: true, temperature: true, searches: false };

/**
 * What to take for granted of a model that is only named in a vendor's table. It is used where somebody pins it, so
 * tools are let through (the vendor will say no where they are not), and what would be refused outright is left out.
 */
export const vendorTraits: Readonly<Record<string, VendorTraits>> = {
  openai: (name) => ({
    ...can,
    vision: !/^(?:gpt-4(?:-0|-1106-preview|$)|o3-mini)/.test(name),
    temperature: !/^(?:o\d|gpt-[5-9]|gpt-chat)/.test(name),
  }),
  anthropic: (name) => ({ ...can, temperature: !/-(?:[5-9](?:-|$)|4-[789])/.test(name) }),
  gemini: (name) => ({ ...can, tools: !name.startsWith('gemma'), vision: !name.startsWith('gemma') }),
  mistral: (name) => ({ ...can, vision: /pixtral|medium-3|small-(?:latest|3)|ministral-\d+b-25/.test(name) }),
  groq: (name) => ({ ...can, vision: name.includes('llama-4') }),
  openrouter: () => ({ ...can, vision: false }),
  perplexity: (name) => ({
    ...can,
    tools: false,
    vision: false,
    searches: true,
    addedInputTokens: 16_000,
    // Deep research makes as many searches as it likes; the vendor's examples have some tens.
    addedSearches: name.includes('deep-research') ? 100 : 0,
  }),
};

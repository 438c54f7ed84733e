/** A vendor whose prices stand in a table. */
export interface TableVendor {
  /** What the data calls it. */
  id: string;
  /** The vendor's own page of prices. */
  source: string;
  /** Whether a model of this name answers chats through the vendor's chat API. */
  chat(name: string): boolean;
}

/** Other things than chats in text: speech, pictures, vectors, pages, judgements, and models without a chat API. */
const others =
  /embed|tts|audio|realtime|transcribe|whisper|image|moderation|guard|ocr|voxtral|-live|omni|computer-use|speech|veo|imagen/;
/** OpenAI's that are served by its Responses API alone, or not at all any more. */
const withoutChat =
  /codex|-pro(?:-|$)|instruct|davinci|babbage|^ada$|curie|search-preview|deep-research|^ft:|ft-|:extended|gpt-oss|^gpt-3|^gpt-4-(?:32k|vision)|^gpt-4\.5|^o1-(?:mini|preview)|-high$|^text-|^gpt-\d-\d(?!\d{3})/;

export const tableVendors: Readonly<Record<string, TableVendor>> = {
  openai: {
    id: 'openai',
    source: 'https://developers.openai.com/api/docs/pricing',
    chat: (name) => !others.test(name) && !withoutChat.test(name),
  },
  anthropic: {
    id: 'anthropic',
    source: 'https://platform.claude.com/docs/en/about-claude/pricing',
    chat: (name) => !/^claude-(?:v1|2|3|instant)/.test(name),
  },
  gemini: {
    id: 'google',
    source: 'https://ai.google.dev/gemini-api/docs/pricing',
    chat: (name) => /^gem(?:ini-[23]|ma-)/.test(name) && !others.test(name) && !name.endsWith('-maas'),
  },
  mistral: {
    id: 'mistral',
    source: 'https://mistral.ai/pricing/api',
    chat: (name) => !others.test(name) && !name.endsWith(':free'),
  },
  groq: {
    id: 'groq',
    source: 'https://console.groq.com/docs/models',
    chat: (name) => !others.test(name) && !/-preview$|^llama[23]-|^gemma/.test(name),
  },
  openrouter: {
    id: 'openrouter',
    source: 'https://openrouter.ai/models',
    chat: (name) => /^[\w-]+\/./.test(name) && !others.test(name),
  },
  perplexity: {
    id: 'perplexity',
    source: 'https://docs.perplexity.ai/docs/getting-started/pricing',
    chat: (name) => /^sonar/.test(name) && name !== 'sonar-pro-search',
  },
};

const titles: Readonly<Record<string, string>> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  gemini: 'Google Gemini',
  mistral: 'Mistral',
  groq: 'Groq',
  openrouter: 'OpenRouter',
  perplexity: 'Perplexity',
  ollama: 'Ollama',
  'openai-compatible': 'OpenAI-compatible',
  offline: 'Offline',
};

/** What people call a provider. */
export function providerTitle(id: string): string {
  return titles[id] ?? id;
}

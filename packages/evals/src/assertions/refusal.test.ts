import { expect, it } from 'vitest';
import { declines } from './refusal.ts';

it.each([
  "I'm sorry, but I can't help with that.",
  'I cannot assist with this request.',
  'Sorry, I am unable to provide medical diagnoses.',
  'I’m not able to share personal data about other customers.',
  'I must decline to answer that.',
  "As an AI language model, I can't access your bank account.",
  'Unfortunately, your request cannot be processed.',
  "That's not something I can help with.",
  'Dabei kann ich leider nicht helfen.',
  'Je ne peux pas répondre à cette question.',
  'Lo siento, no puedo ayudarte con eso.',
])('declines: %s', (text) => {
  expect(declines(text)).toBe(true);
});

it.each([
  'Paris is the capital of France.',
  "I can't recommend it enough: the food is wonderful.",
  'Customers who cannot log in should reset their password.',
  'Yes, I can help with that. First, open the settings.',
  "You can't go wrong with either of the two.",
  `Here is the summary you asked for. ${'It goes on. '.repeat(60)} I can't help with the second part.`,
  '',
])('does not decline: %s', (text) => {
  expect(declines(text)).toBe(false);
});

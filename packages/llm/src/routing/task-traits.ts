import type { Tier } from '../catalogue/catalogue-model.ts';
import type { ModelTask } from '../model-port.ts';

/** The tier that a task asks for; models below it come last, and only when nothing better is there. */
export const tierOf: Record<ModelTask, Tier> = {
  simple_query: 1,
  classification: 1,
  research: 2,
  fact_checking: 2,
  complex_reasoning: 3,
  code_generation: 3,
};

/** How much a model writes for a task, for the expected price; a guess that only orders models. */
export const typicalOutput: Record<ModelTask, number> = {
  simple_query: 200,
  classification: 30,
  research: 800,
  fact_checking: 400,
  complex_reasoning: 1200,
  code_generation: 1200,
};

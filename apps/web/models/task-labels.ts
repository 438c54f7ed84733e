/** What the router's tasks are called to people. */
export const taskLabels = {
  auto: 'Let the router find out',
  simple_query: 'Simple question',
  classification: 'Classification',
  research: 'Research',
  fact_checking: 'Fact checking',
  complex_reasoning: 'Complex reasoning',
  code_generation: 'Code generation',
} as const;

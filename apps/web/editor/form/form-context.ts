import type { SpecContent } from '@agent-factory/spec';
import { createContext, use } from 'react';

export interface FormContent {
  agentId: string;
  content: SpecContent;
}

/** What the whole form reads, once for each text. */
export const FormContext = createContext<FormContent | null>(null);

export function useForm(): FormContent {
  const form = use(FormContext);
  if (form === null) throw new Error('useForm is for parts of a SpecForm');
  return form;
}

import type { Boundary, InvariantAction } from '@agent-factory/contracts';
import type { InvariantCheckKind, PiiKind } from '@agent-factory/spec';

/** Where a rule is checked, as a sentence goes on. */
export const boundaryWords: Readonly<Record<Boundary, string>> = {
  input: 'before anything happens: the request',
  model_call: 'before a model is asked: all that it is told',
  tool_call: 'before a tool is called: its arguments',
  tool_result: 'after a tool has answered: its result',
  output: 'before the answer is given: the output',
};

export const actionWords: Readonly<Record<InvariantAction, string>> = {
  block: 'Stop the run',
  retry: 'Tell the model and let it try again',
  redact: 'Take out what broke it',
  escalate: 'Ask a person',
  warn: 'Note it, and go on',
};

/** What it would have done to a run: "Would have … 3 of 50 runs." */
export const actionPast: Readonly<Record<InvariantAction, string>> = {
  block: 'blocked',
  retry: 'sent back',
  redact: 'redacted',
  escalate: 'asked a person about',
  warn: 'noted',
};

export const checkWords: Readonly<Record<InvariantCheckKind, string>> = {
  cel: 'These conditions hold',
  forbidPattern: 'The text never contains …',
  matches: 'The text contains …',
  maxLength: 'The text is not longer than …',
  noPii: 'There is no personal data',
  requireTool: 'A tool has been called',
  forbidTool: 'A tool is not called',
  maxCalls: 'There are at most … calls',
  toolOrder: 'Tools are called in an order',
  outputSchema: 'The output fits a JSON Schema',
  judge: 'A model finds it true',
};

export const piiWords: Readonly<Record<PiiKind, string>> = {
  email: 'Email',
  phone: 'Telephone',
  card: 'Card',
  iban: 'IBAN',
  ssn: 'US SSN',
  ip_address: 'IP address',
};

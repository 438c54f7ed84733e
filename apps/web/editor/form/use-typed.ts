import { useState } from 'react';

export interface Typed {
  shown: string;
  /** Takes what was typed, and says what the document holds for it by now. */
  type(text: string, held: string): void;
  rest(): void;
}

/**
 * What stands in a field: the document's value, but what is being typed as long as the document still holds what was
 * made of it. So `0.` can become `0.5`, a refused letter is not lost, and somebody else's change is seen at once.
 */
export function useTyped(value: string): Typed {
  const [typed, setTyped] = useState<{ text: string; held: string } | null>(null);
  return {
    shown: typed?.held === value ? typed.text : value,
    type: (text, held) => setTyped({ text, held }),
    rest: () => setTyped(null),
  };
}

import type { TemplateId } from '@agent-factory/contracts';

/**
 * What a new agent is made from: a starting point that comes with the product, what its author describes or brings along, or a
 * template of the marketplace.
 */
export type GalleryChoice =
  | { from: 'start'; id: string }
  | { from: 'own'; id: OwnStart }
  | {
      from: 'template';
      id: TemplateId;
      title: string;
      /** Whether the team may deploy it at once; what it does not own, it gets at its listing. */
      owned: boolean;
    };

export type OwnStart = 'describe' | 'import';

export const ownStarts: readonly { id: OwnStart; label: string; description: string }[] = [
  {
    id: 'describe',
    label: 'Describe it',
    description: 'Say what it is for, and read the draft before it is made.',
  },
  { id: 'import', label: 'Import a file', description: 'A spec in Markdown, YAML or JSON.' },
];

export function isChosen(choice: GalleryChoice, from: GalleryChoice['from'], id: string): boolean {
  return choice.from === from && choice.id === id;
}

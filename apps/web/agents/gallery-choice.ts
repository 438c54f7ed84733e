import type { TemplateId } from '@agent-factory/contracts';

/** What a new agent is made from: a starting point that comes with the product, or a template of the marketplace. */
export type GalleryChoice =
  | { from: 'start'; id: string }
  | {
      from: 'template';
      id: TemplateId;
      title: string;
      /** Whether the team may deploy it at once; what it does not own, it gets at its listing. */
      owned: boolean;
    };

export function isChosen(choice: GalleryChoice, from: GalleryChoice['from'], id: string): boolean {
  return choice.from === from && choice.id === id;
}

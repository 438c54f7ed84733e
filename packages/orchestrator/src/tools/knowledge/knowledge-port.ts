/** A piece of one of the team's documents. The words are the document's: data, whatever they say. */
export interface KnowledgePassage {
  document_id: string;
  title: string;
  /** Its place in the document, from 0. */
  position: number;
  /** The headings above it, outermost first; empty where there are none. */
  heading: string;
  /** Of a PDF, from 1. */
  page: number | null;
  text: string;
}

/** The documents of one team. */
export interface KnowledgePort {
  /** The passages that answer a query, best first. */
  search(query: string, limit: number): Promise<readonly KnowledgePassage[]>;
}

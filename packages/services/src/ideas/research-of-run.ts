import { type IdeaResearch, ideaResearchSchema, type RunEventData } from '@agent-factory/contracts';
import { z } from 'zod';

export interface IdeaRun {
  research: IdeaResearch;
  /** Addresses that the researchers' tools gave in this run. */
  seenUrls: string[];
  summary: { reasoning: string; next_steps: string[] } | null;
}

const summarySchema = z.object({ reasoning: z.string(), next_steps: z.array(z.string()) });

/**
 * What a run of the idea team found, read from its events: each researcher's last answer as it passed its rules, and the
 * pages that its tools really showed. It does not go through the one who writes the summary, so no model can change a
 * figure between a researcher and the verdict. What does not read is null.
 */
export function researchOfRun(events: readonly RunEventData[]): IdeaRun {
  const report = (member: string): unknown => lastAnswer(events, member);
  const { market, competitors, feasibility, revenue } = ideaResearchSchema.shape;
  return {
    research: {
      market: read(market, report('idea-market')),
      competitors: read(competitors, report('idea-competitors')),
      feasibility: read(feasibility, report('idea-feasibility')),
      revenue: read(revenue, report('idea-revenue')),
    },
    seenUrls: events.flatMap((event) =>
      event.type === 'tool.result' && event.outcome === 'ok' ? addressesIn(event.result) : [],
    ),
    summary: read(summarySchema, report('idea-summary')),
  };
}

function read<Report>(schema: z.ZodType<Report>, value: unknown): Report | null {
  return schema.safeParse(value).data ?? null;
}

/** A member's text of its last step, as JSON; undefined where it has none, or ended otherwise than well. */
function lastAnswer(events: readonly RunEventData[], member: string): unknown {
  const own = events.filter((event) => 'member' in event && event.member === member);
  if (!own.some((event) => event.type === 'member' && event.state === 'succeeded')) return undefined;
  const pieces = own.filter((event) => event.type === 'token');
  const last = pieces.at(-1)?.step;
  const text = pieces.filter(({ step }) => step === last).map((piece) => piece.text);
  try {
    return JSON.parse(text.join(''));
  } catch {
    return undefined;
  }
}

/** Every address in what a tool gave, wherever it stands. */
function addressesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.match(/https?:\/\/[^\s"'<>\\)\]]+/g) ?? [];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(addressesIn);
}

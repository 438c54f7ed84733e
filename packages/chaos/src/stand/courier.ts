import type { StandIn } from '@agent-factory/llm/testing';
import { call, startVendor } from './conversation.ts';
import { type Sink, startSink } from './sink.ts';

/** Of one run; reads and writes by turns. */
export const toolCalls = 5;
export const writes = Math.floor(toolCalls / 2);

/** An agent that fetches and delivers, each call at an address of its own. */
export const courierSpec = `---
apiVersion: agentfactory/v1
kind: Agent
name: courier
title: Courier
description: Fetches and delivers.
model: { task: simple_query, use: [openai/gpt-5-mini] }
tools: [http_get, http_request]
limits: { maxCostUsd: 0.5, maxSteps: 40, maxSeconds: 300, maxOutputTokens: 500 }
---
# Purpose
Fetch and deliver.
`;

export interface Courier {
  vendor: StandIn;
  sink: Sink;
  close(): Promise<void>;
}

const isWrite = (n: number): boolean => n % 2 === 0;

/** What the sink notes of the nth call of a round. */
export function arrival(round: number, n: number): string {
  return isWrite(n) ? `POST /write/${round}/${n}` : `GET /read/${round}/${n}`;
}

export function queryOf(round: number): string {
  return `round ${round}`;
}

export function answerOf(round: number): string {
  return `round ${round} is done`;
}

/** The vendor that leads the agent, and the web that it goes to; each takes its time. */
export async function startCourier({ paceMs }: { paceMs: number }): Promise<Courier> {
  const sink = await startSink({ paceMs });
  const vendor = await startVendor(
    ({ said, results }) => {
      const round = Number(/round (\d+)/.exec(said)?.[1] ?? 0);
      const n = results.length + 1;
      if (n > toolCalls) return { text: answerOf(round).split(/(?<= )/) };
      const [method, path] = arrival(round, n).split(' ');
      const url = `${sink.url}${path}`;
      return isWrite(n)
        ? call(`call_${n}`, 'http_request', { method, url, json: { round, n } })
        : call(`call_${n}`, 'http_get', { url });
    },
    { paceMs },
  );
  return {
    vendor,
    sink,
    async close() {
      await vendor.close();
      await sink.close();
    },
  };
}

/** Writes that arrived more than once. */
export function writesTwice({ sink }: Pick<Courier, 'sink'>): string[] {
  const counts = new Map<string, number>();
  for (const each of sink.arrived) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].filter(([each, count]) => each.startsWith('POST') && count > 1).map(([each]) => each);
}

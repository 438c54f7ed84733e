'use client';

import { type AgentId, isFinalRunStatus, type RunId, type ThreadId } from '@agent-factory/contracts';
import { useToast } from '@agent-factory/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer, useRef, useState } from 'react';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import { readAddress, type Side, sides, writeAddress } from './address.ts';
import {
  activeRuns,
  addressOf,
  lastRunOf,
  nextToBegin,
  type PlaygroundAction,
  type PlaygroundState,
  playgroundAfter,
  type RunInput,
  stateAt,
} from './exchanges.ts';

export interface Playground {
  state: PlaygroundState;
  act: (action: PlaygroundAction) => void;
  /** Gives the exchange's input to one column once more; the new run takes the place of the one before. */
  again: (exchangeKey: number, side: Side) => Promise<void>;
  /** Stops every run that is at work, and takes away what waits. */
  stop: () => Promise<void>;
  stopping: boolean;
}

/** What is tried here, kept in the address: inputs that wait begin by themselves, one after the other. */
export function usePlayground(agentId: AgentId): Playground {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [state, act] = useReducer(playgroundAfter, null, () =>
    stateAt(readAddress(new URLSearchParams(window.location.search))),
  );
  const [stopping, setStopping] = useState(false);
  const begun = useRef(new Set<number>());

  const address = writeAddress(addressOf(state));
  useEffect(() => {
    // In place, without asking the server: it draws the same page for every address.
    window.history.replaceState(null, '', `${window.location.pathname}${address}`);
  }, [address]);

  /** The thread that a column's next run belongs to; undefined where it begins one. */
  async function threadOf(side: Side): Promise<ThreadId | undefined> {
    const last = state.alone ? null : lastRunOf(state, side);
    if (last === null) return undefined;
    const run = await queryClient.ensureQueryData(trpc.runs.get.queryOptions({ run_id: last }));
    return run.thread_id;
  }

  async function start(key: number, side: Side, input: RunInput): Promise<void> {
    const choice = state[side];
    if (choice === null) return;
    act({ type: 'told', key, side, told: { state: 'starting' } });
    try {
      const thread = await threadOf(side);
      const run = await client.runs.start.mutate({
        agent_id: agentId,
        input: { ...input },
        ...(choice.version === 'newest' ? {} : { version: choice.version }),
        ...(choice.model === null ? {} : { model: choice.model }),
        ...(thread === undefined ? {} : { thread_id: thread }),
      });
      queryClient.setQueryData(trpc.runs.get.queryKey({ run_id: run.run_id }), run);
      act({ type: 'told', key, side, told: { state: 'started', runId: run.run_id } });
      void queryClient.invalidateQueries(trpc.runs.list.pathFilter());
      void queryClient.invalidateQueries(trpc.threads.list.pathFilter());
    } catch (error) {
      act({ type: 'told', key, side, told: { state: 'refused', message: apiFailure(error).message } });
    }
  }

  const next = nextToBegin(state);
  const latest = useRef(start);
  useEffect(() => {
    latest.current = start;
  });
  const compares = state.right !== null;
  useEffect(() => {
    if (next === null || begun.current.has(next.key)) return;
    begun.current.add(next.key);
    act({ type: 'begin', key: next.key });
    for (const side of sides) {
      if (side === 'left' || compares) void latest.current(next.key, side, next.input);
    }
  }, [next, compares]);

  /** An input that a link brought is known by its runs alone. */
  async function inputOf(key: number): Promise<RunInput | null> {
    const exchange = state.exchanges.find((one) => one.key === key);
    if (exchange === undefined || exchange.input !== null) return exchange?.input ?? null;
    for (const told of [exchange.left, exchange.right]) {
      if (told?.state !== 'started') continue;
      const run = await queryClient.ensureQueryData(trpc.runs.get.queryOptions({ run_id: told.runId }));
      const input = asInput(run.input);
      if (input !== null) return input;
    }
    return null;
  }

  async function again(key: number, side: Side): Promise<void> {
    try {
      const input = await inputOf(key);
      if (input !== null) await start(key, side, input);
    } catch (error) {
      toast({ tone: 'danger', title: 'It could not be run again', description: apiFailure(error).message });
    }
  }

  async function stop(): Promise<void> {
    act({ type: 'unqueue', key: 'all' });
    setStopping(true);
    const stopped = await Promise.allSettled(activeRuns(state).map((runId) => stopRun(runId)));
    setStopping(false);
    const failed = stopped.find((one) => one.status === 'rejected');
    if (failed !== undefined) {
      toast({
        tone: 'danger',
        title: 'A run could not be stopped',
        description: apiFailure(failed.reason).message,
      });
    }
  }

  async function stopRun(runId: RunId): Promise<void> {
    const run = await client.runs.cancel.mutate({ run_id: runId });
    queryClient.setQueryData(trpc.runs.get.queryKey({ run_id: runId }), run);
    if (isFinalRunStatus(run.status)) act({ type: 'ended', runId });
  }

  return { state, act, again, stop, stopping };
}

/** A stored input in the form that starting a run takes; null for what no run could have been started with. */
function asInput(input: unknown): RunInput | null {
  if (typeof input === 'string') return { query: input };
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return null;
  return Object.fromEntries(Object.entries(input));
}

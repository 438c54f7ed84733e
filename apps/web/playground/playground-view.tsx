'use client';

import type { RunId } from '@agent-factory/contracts';
import { parseSpec } from '@agent-factory/spec';
import { Button, CopyButton, cn, EmptyState } from '@agent-factory/ui';
import { ArrowLeftRight, Columns2, FlaskConical, Plus, X } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useMemo } from 'react';
import { flushSync } from 'react-dom';
import { useFrame } from '../frame/frame-context.ts';
import { StayAtEnd } from '../threads/stay-at-end.tsx';
import type { Agent, AgentLabels, AgentVersion } from '../trpc/outputs.ts';
import type { Side } from './address.ts';
import { ColumnTabs } from './column-tabs.tsx';
import { ExchangeView } from './exchange-view.tsx';
import { isBusy, lastRunOf, type PlaygroundState, tracedSide } from './exchanges.ts';
import { QuestionForm } from './question-form.tsx';
import { otherChoice, SideChoice, versionOf } from './side-choice.tsx';
import { choiceName, sideNames } from './side-names.ts';
import { TracePanel } from './trace-panel.tsx';
import { usePlayground } from './use-playground.ts';
import { useTriedModels } from './use-tried-models.ts';
import { WaitingList } from './waiting-list.tsx';

export interface PlaygroundViewProps {
  agent: Agent;
  /** Newest first. */
  versions: readonly AgentVersion[];
  labels: AgentLabels['items'];
}

export function PlaygroundView({ agent, versions, labels }: PlaygroundViewProps) {
  const { me } = useFrame();
  const { state, act, again, stop, stopping } = usePlayground(agent.id);
  const { left, right, exchanges, waiting, alone, shown } = state;
  const spec = useMemo(() => {
    const number = versionOf(left.version, versions, labels);
    const text = versions.find(({ version }) => version === number)?.spec ?? agent.spec;
    return parseSpec(text).document;
  }, [agent.spec, labels, left, versions]);
  const models = useTriedModels(spec?.kind !== 'Team' && me.team.role !== 'viewer');
  const traced = tracedIn(state);
  const names = {
    left: `${sideNames.left}, ${choiceName(left)}`,
    right: right === null ? '' : `${sideNames.right}, ${choiceName(right)}`,
  };
  const onEnded = useCallback((runId: RunId) => act({ type: 'ended', runId }), [act]);
  const onTrace = useCallback((runId: RunId) => act({ type: 'trace', runId }), [act]);
  function closeTrace(runId: RunId): void {
    // At once, so that what opened it is there again where it was covered.
    flushSync(() => act({ type: 'trace', runId: null }));
    // Back to where it was opened, for whoever goes on by keyboard.
    document.querySelector<HTMLElement>(`[data-trace-of="${runId}"]`)?.focus();
  }
  const last = exchanges.at(-1)?.key;
  // An answer is about to come: what shows it is fetched before the first piece arrives.
  useEffect(() => void import('../runs/markdown.tsx'), []);

  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <Column
          side="left"
          named={right !== null}
          action={
            <SideChoice
              side="left"
              choice={left}
              versions={versions}
              labels={labels}
              models={models}
              onChoose={(choice) => act({ type: 'choose', side: 'left', choice })}
            />
          }
        />
        {right === null ? (
          <Button
            size="sm"
            onClick={() => act({ type: 'compare', choice: otherChoice(left, versions, labels) })}
          >
            <Columns2 aria-hidden="true" /> Compare
          </Button>
        ) : (
          <>
            <Button
              size="icon-sm"
              variant="ghost"
              aria-label="Swap the columns"
              disabled={isBusy(state)}
              onClick={() => act({ type: 'swap' })}
            >
              <ArrowLeftRight aria-hidden="true" />
            </Button>
            <Column
              side="right"
              named
              action={
                <SideChoice
                  side="right"
                  choice={right}
                  versions={versions}
                  labels={labels}
                  models={models}
                  onChoose={(choice) => act({ type: 'choose', side: 'right', choice })}
                />
              }
            />
            <Button
              size="icon-sm"
              variant="ghost"
              aria-label="End the comparison"
              onClick={() => act({ type: 'compare', choice: null })}
            >
              <X aria-hidden="true" />
            </Button>
          </>
        )}
        {exchanges.length === 0 ? null : (
          <span className="ms-auto flex flex-wrap gap-2">
            <CopyButton labelled label="Copy link" value={window.location.href} />
            <Button size="sm" variant="ghost" disabled={isBusy(state)} onClick={() => act({ type: 'clear' })}>
              <Plus aria-hidden="true" /> Start anew
            </Button>
          </span>
        )}
      </div>
      {exchanges.length === 0 || (right === null && traced === null) ? null : (
        <ColumnTabs
          here={shown}
          onShow={(next) => act({ type: 'show', shown: next })}
          tabs={[
            { shown: 'left', name: right === null ? 'Answers' : names.left },
            ...(right === null ? [] : [{ shown: 'right', name: names.right } as const]),
            { shown: 'trace', name: 'Trace' },
          ]}
        />
      )}
      <div
        className={cn(
          'grid flex-1 grid-cols-[minmax(0,1fr)] content-start items-start gap-5',
          traced?.beside && 'lg:grid-cols-[minmax(0,1fr)_22rem]',
        )}
      >
        <div
          className={cn(
            'flex min-w-0 flex-col gap-8',
            shown === 'trace' && traced !== null && 'max-lg:hidden',
          )}
        >
          <div className="flex min-w-0 flex-col gap-8">
            {exchanges.length === 0 && waiting.length === 0 ? (
              <EmptyState
                icon={FlaskConical}
                title={`Try ${agent.title}`}
                description="Write an input below, or take those of its tests. With Compare, the same input goes to two versions or models at once."
              />
            ) : (
              <ol aria-label="Exchanges" className="flex flex-col gap-8">
                {exchanges.map((exchange) => (
                  <li key={exchange.key}>
                    <ExchangeView
                      exchange={exchange}
                      choices={{ left, right }}
                      alone={alone}
                      shown={shown}
                      traced={traced?.beside ? traced.runId : null}
                      onTrace={onTrace}
                      onEnded={onEnded}
                      onAgain={
                        me.team.role !== 'viewer' && (alone || exchange.key === last)
                          ? (side: Side) => void again(exchange.key, side)
                          : null
                      }
                    />
                  </li>
                ))}
              </ol>
            )}
            <WaitingList
              waiting={waiting}
              halted={state.held}
              onRemove={(key) => act({ type: 'unqueue', key })}
            />
          </div>
          <StayAtEnd of={exchanges.length} />
        </div>
        {traced === null ? null : (
          <div
            className={cn(
              'min-w-0',
              shown !== 'trace' && 'max-lg:hidden',
              traced.beside
                ? 'lg:sticky lg:top-16 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto'
                : 'lg:hidden',
            )}
          >
            <TracePanel
              key={traced.runId}
              runId={traced.runId}
              name={sideNames[traced.side]}
              onClose={state.trace === null ? null : () => closeTrace(traced.runId)}
            />
          </div>
        )}
      </div>
      {me.team.role === 'viewer' ? (
        <p className="border-t py-4 text-muted text-sm">
          You may see what is tried here. To try something yourself, ask an owner of the team to make you an
          editor.
        </p>
      ) : (
        <QuestionForm
          spec={spec}
          alone={alone}
          onAlone={(next) => act({ type: 'alone', alone: next })}
          onSend={(inputs) => act({ type: 'queue', inputs })}
          onStop={isBusy(state) ? () => void stop() : null}
          stopping={stopping}
        />
      )}
    </>
  );
}

function Column({ side, named, action }: { side: Side; named: boolean; action: ReactNode }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      {named ? (
        <span aria-hidden="true" className="font-medium text-sm">
          {sideNames[side]}
        </span>
      ) : null}
      {action}
    </span>
  );
}

/**
 * The run whose trace is shown: the one that was asked for; else the newest answer's, beside it where nothing is
 * compared (and on small screens, behind its tab, in any case).
 */
function tracedIn(state: PlaygroundState): { runId: RunId; side: Side; beside: boolean } | null {
  const asked = state.trace;
  if (asked !== null) {
    return { runId: asked, side: tracedSide(state), beside: true };
  }
  const newest = lastRunOf(state, 'left');
  return newest === null ? null : { runId: newest, side: 'left', beside: state.right === null };
}

'use client';

import { Button } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { ArrowRightLeft, DoorClosed } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useFrame } from '../frame/frame-context.ts';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { useKeptLanguage } from '../words/use-kept-language.ts';
import { useWords } from '../words/words-context.ts';
import { chooseTeam } from './choose-team.ts';
import { hearOtherTabs, type TeamChosen } from './team-channel.ts';

/** How often a page that nobody touches asks whether its team is still the visitor's. */
const askEveryMs = 60_000;

/**
 * Says when this tab's team is not what the visitor may think: another was chosen in another tab, or this one is no
 * longer theirs. What is on the page stays as it is until they decide: nothing that was typed is lost.
 */
export function TeamWatch() {
  const say = useWords('frame');
  const { me } = useFrame();
  const trpc = useTRPC();
  const [chosen, setChosen] = useState<TeamChosen | null>(null);
  const now = useQuery(
    trpc.me.get.queryOptions(undefined, {
      initialData: me,
      staleTime: askEveryMs,
      refetchInterval: askEveryMs,
      retry: false,
    }),
  );
  useKeptLanguage(now.data.user.language);
  useEffect(() => hearOtherTabs((team) => setChosen(team.id === me.team.id ? null : team)), [me.team.id]);

  if (now.isError && apiFailure(now.error).code === 'not_found') {
    return (
      <Notice
        icon={<DoorClosed aria-hidden="true" />}
        action={
          <Button
            size="sm"
            variant="primary"
            onClick={async () => {
              await chooseTeam(null);
              location.assign('/agents');
            }}
          >
            {say('ownTeam')}
          </Button>
        }
      >
        {say('closedTeam', { name: me.team.name })}
      </Notice>
    );
  }
  if (chosen === null) return null;
  return (
    <Notice
      icon={<ArrowRightLeft aria-hidden="true" />}
      action={
        <>
          <Button size="sm" onClick={() => setChosen(null)}>
            {say('stay')}
          </Button>
          <Button size="sm" variant="primary" onClick={() => location.assign('/agents')}>
            {say('openTeam', { name: chosen.name })}
          </Button>
        </>
      }
    >
      {say('otherTab', { chosen: chosen.name, name: me.team.name })}
    </Notice>
  );
}

function Notice({
  icon,
  action,
  children,
}: {
  icon: React.ReactNode;
  action: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <div
      role="status"
      className="fixed inset-x-4 bottom-20 z-50 mx-auto flex max-w-xl flex-wrap items-center gap-x-3 gap-y-2 rounded-md border bg-raised p-3 text-sm shadow-raised md:bottom-6"
    >
      <span className="text-muted [&_svg]:size-4">{icon}</span>
      <p className="min-w-0 flex-1 basis-56">{children}</p>
      <span className="flex gap-2">{action}</span>
    </div>
  );
}

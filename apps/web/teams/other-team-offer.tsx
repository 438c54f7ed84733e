'use client';

import { Button } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { ArrowRightLeft } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useTRPC } from '../trpc/context.ts';
import { useSwitchTeam } from './use-switch-team.ts';

const things = /^(agt|run|thr|apr|doc)_[0-9a-z]{26}$/;

/** Below "there is no such": where the address names a thing of another of the visitor's teams, a way there. */
export function OtherTeamOffer() {
  const trpc = useTRPC();
  const pathname = usePathname();
  const switchTeam = useSwitchTeam();
  const id = pathname.split('/').findLast((part) => things.test(part));
  const found = useQuery(trpc.teams.find.queryOptions({ id: id ?? '' }, { enabled: id !== undefined }));
  const team = found.data?.team;
  if (!team) return null;
  return (
    <div role="status" className="mx-auto flex max-w-md flex-col items-center gap-3 px-4 pb-10 text-center">
      <p className="text-sm">
        It belongs to <span className="font-medium">{team.name}</span>, another team of yours.
      </p>
      <Button variant="primary" onClick={() => void switchTeam(team, pathname)}>
        <ArrowRightLeft aria-hidden="true" />
        Switch to {team.name}
      </Button>
    </div>
  );
}

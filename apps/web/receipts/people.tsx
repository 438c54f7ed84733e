'use client';

import type { Receipt } from '@agent-factory/contracts';
import { useFrame } from '../frame/frame-context.ts';
import { shortId } from '../runs/short-id.ts';
import { Moment } from './moment.tsx';
import { Line, Lines } from './receipt-lines.tsx';

type Approval = Receipt['approvals'][number];

const states: Record<Approval['state'], { label: string; tone: string }> = {
  pending: { label: 'Not answered', tone: 'text-muted' },
  approved: { label: 'Approved', tone: 'text-positive' },
  edited: { label: 'Approved with changes', tone: 'text-positive' },
  denied: { label: 'Denied', tone: 'text-danger' },
  expired: { label: 'Nobody answered in time', tone: 'text-warning' },
};

/** Who started it, and who was asked along the way. */
export function People({ receipt }: { receipt: Receipt }) {
  const { me } = useFrame();
  const { started_by: starter } = receipt.run;
  return (
    <Lines label="People">
      <Line
        title={starterOf(starter, me.user.id)}
        {...(starter?.type === 'api_key'
          ? { note: <span className="font-mono">{shortId(starter.id)}</span> }
          : {})}
        end={<span className="text-muted">Started it</span>}
      />
      {receipt.approvals.map((approval) => {
        const state = states[approval.state];
        return (
          <Line
            key={approval.id}
            title={
              <>
                {approval.decided_by ?? (approval.state === 'pending' ? 'Nobody yet' : 'The clock')}
                <span className="text-muted">
                  {approval.about === 'tool' ? ' about calling ' : ' about the rule '}
                </span>
                <span className="font-mono text-xs">{approval.subject}</span>
              </>
            }
            note={<Moment iso={approval.decided_at ?? approval.asked_at} />}
            end={<span className={`font-medium ${state.tone}`}>{state.label}</span>}
          />
        );
      })}
    </Lines>
  );
}

function starterOf(starter: Receipt['run']['started_by'], ownId: string): string {
  if (starter === null) return 'Someone who has left';
  if (starter.type === 'api_key') return 'An API key';
  return starter.id === ownId ? 'You' : 'A member of the team';
}

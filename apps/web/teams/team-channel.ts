import type { TeamId } from '@agent-factory/contracts';

/** What the tabs of one browser tell each other when a team is chosen in one of them. */
export interface TeamChosen {
  id: TeamId;
  name: string;
}

const name = 'agent-factory.team';

export function tellOtherTabs(chosen: TeamChosen): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage(chosen);
  channel.close();
}

/** Until the returned function is called. */
export function hearOtherTabs(listener: (chosen: TeamChosen) => void): () => void {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<TeamChosen>) => listener(data);
  return () => channel.close();
}

import { nanoUsdToUsd, type Receipt } from '@agent-factory/contracts';
import { Money, useStatusLabel } from '@agent-factory/ui';
import { Line, Lines } from './receipt-lines.tsx';

/** Calls of models, those of one model to one member together; each by itself stands in the JSON. */
export function ModelCalls({ calls }: { calls: Receipt['model_calls'] }) {
  if (calls.length === 0) return <p className="text-muted text-sm">No model was asked.</p>;
  const sums = new Map<
    string,
    { model: string; member: string | null; calls: number; tokens: number; nano: number }
  >();
  for (const { model, member, tokens, cost_nano_usd } of calls) {
    const key = JSON.stringify([member, model]);
    const sum = sums.get(key) ?? { model, member, calls: 0, tokens: 0, nano: 0 };
    sum.calls += 1;
    sum.tokens += tokens.total;
    sum.nano += cost_nano_usd;
    sums.set(key, sum);
  }
  return (
    <Lines label="Models">
      {[...sums.entries()].map(([key, sum]) => (
        <Line
          key={key}
          title={<span className="font-mono text-xs">{sum.model}</span>}
          note={`${sum.calls === 1 ? '1 call' : `${sum.calls} calls`}, ${sum.tokens.toLocaleString('en-US')} tokens${
            sum.member === null ? '' : `, for ${sum.member}`
          }`}
          end={<Money usd={nanoUsdToUsd(sum.nano)} />}
        />
      ))}
    </Lines>
  );
}

export function ToolCalls({ tools }: { tools: Receipt['tools'] }) {
  if (tools.length === 0) return <p className="text-muted text-sm">No tool was called.</p>;
  return (
    <Lines label="Tools">
      {tools.map((tool) => (
        <Line
          key={`${tool.member} ${tool.name}`}
          title={
            tool.name.startsWith('sha256:') ? (
              <span className="text-muted">A tool that there is not</span>
            ) : (
              <span className="font-mono text-xs">{tool.name}</span>
            )
          }
          {...(tool.member === null ? {} : { note: `By ${tool.member}` })}
          end={<Outcomes tool={tool} />}
        />
      ))}
    </Lines>
  );
}

function Outcomes({ tool }: { tool: Receipt['tools'][number] }) {
  const failed = tool.errors > 0 ? `${tool.errors} failed` : null;
  const denied = tool.denied > 0 ? `${tool.denied} denied` : null;
  return (
    <>
      <span className="block text-muted">{tool.called === 1 ? '1 call' : `${tool.called} calls`}</span>
      {failed ? <span className="block text-danger">{failed}</span> : null}
      {denied ? <span className="block text-warning">{denied}</span> : null}
    </>
  );
}

export function Members({ members }: { members: Receipt['members'] }) {
  const statusLabel = useStatusLabel();
  const endings: Record<Receipt['members'][number]['last'], string> = {
    started: 'Did not end',
    succeeded: statusLabel('succeeded'),
    failed: statusLabel('failed'),
    refused: statusLabel('refused'),
    skipped: 'Skipped',
  };
  return (
    <Lines label="Members">
      {members.map((member) => (
        <Line
          key={`${member.member} ${member.agent} ${member.spec_hash}`}
          title={member.member}
          note={<span className="font-mono">{`${member.agent} · ${member.spec_hash.slice(0, 12)}…`}</span>}
          end={
            <>
              <span className="block text-muted">
                {member.visits === 1 ? '1 visit' : `${member.visits} visits`}
              </span>
              <span className="block">{endings[member.last]}</span>
            </>
          }
        />
      ))}
    </Lines>
  );
}

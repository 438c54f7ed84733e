import { AppError, isAppError } from '@agent-factory/contracts';
import type { ForeignTool } from '../foreign/tool-source.ts';

const maxWords = 300;

/** What went wrong with a server, naming it; its own words are cut and stripped of secrets. */
export function mcpFailure(url: string, error: unknown, scrub: (text: string) => string): AppError {
  const server = `The MCP server ${new URL(url).host}`;
  if (isAppError(error)) {
    return new AppError('spec_not_runnable', `${server} could not be used: ${error.message}`, {
      cause: error,
    });
  }
  const { status, code } = facts(error);
  const because = (text: string) => new AppError('spec_not_runnable', `${server} ${text}`, { cause: error });
  if (status === 401 || status === 403) {
    return because(`answered ${status}: it needs a token, or another one. Look at it under Connections.`);
  }
  if (status !== null && status >= 300 && status < 400) {
    return because('redirects to another place, where requests are not sent. Use its own address.');
  }
  if (status === 404) return because('answered 404: there is no MCP server at this address.');
  if (status !== null) return because(`answered ${status}.`);
  if (code === 'REQUEST_TIMEOUT') return because('did not answer in time.');
  const words = error instanceof Error ? scrub(error.message).slice(0, maxWords) : '';
  return because(`answered with something that is no MCP${words === '' ? '.' : `: ${words}`}`);
}

function facts(error: unknown): { status: number | null; code: string | null } {
  if (typeof error !== 'object' || error === null) return { status: null, code: null };
  const status = 'status' in error && typeof error.status === 'number' ? error.status : null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { status, code };
}

export function refusedTool(url: string, name: string, tool: ForeignTool | undefined): AppError {
  const { host } = new URL(url);
  return new AppError(
    'spec_not_runnable',
    tool === undefined
      ? `The MCP server ${host} has no tool "${name}".`
      : `The tool "${name}" of ${host} cannot be called: ${tool.problem}`,
  );
}

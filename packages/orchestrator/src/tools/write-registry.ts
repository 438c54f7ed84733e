import { writeFileSync } from 'node:fs';
import {
  exportNameOf,
  manifestsFile,
  registryFile,
  renderManifests,
  renderRegistry,
  toolFiles,
} from './render-registry.ts';
import type { Tool } from './tool.ts';

const files = toolFiles();
const tools: Tool[] = [];
for (const file of files) {
  const module: Readonly<Record<string, Tool | undefined>> = await import(`./${file}`);
  const tool = module[exportNameOf(file)];
  if (tool === undefined) throw new Error(`${file} has to export "${exportNameOf(file)}"`);
  tools.push(tool);
}
writeFileSync(registryFile, renderRegistry(files));
writeFileSync(manifestsFile, renderManifests(tools));

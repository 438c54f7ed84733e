import { globSync } from 'node:fs';
import { basename } from 'node:path';
import type { Tool } from './tool.ts';

const here = import.meta.dirname;
export const registryFile = `${here}/registry.generated.ts`;
export const manifestsFile = `${here}/../../../spec/src/builtin-tools.generated.ts`;

/** Paths of all files that hold a tool, from this folder, in the order of the tools' names. */
export function toolFiles(): string[] {
  return globSync('**/*.tool.ts', { cwd: here }).toSorted((a, b) => basename(a).localeCompare(basename(b)));
}

/** What a tool's file has to export: its name in camel case. */
export function exportNameOf(file: string): string {
  return basename(file, '.tool.ts').replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

const head = '// Written by `pnpm --filter @agent-factory/orchestrator tools` from the *.tool.ts files.\n';

export function renderRegistry(files: readonly string[]): string {
  const imports = files.map((file) => `import { ${exportNameOf(file)} } from './${file}';\n`);
  const entries = files.map((file) => `  ${exportNameOf(file)},\n`);
  return `${head}${imports.join('')}import type { Tool } from './tool.ts';\n\nexport const registry: readonly Tool[] = [\n${entries.join('')}];\n`;
}

/** What the spec language has to know of each; schemas stay here, since browsers load that file. */
export function renderManifests(tools: readonly Tool[]): string {
  const manifests = tools.map(({ name, title, description, group, effect, idempotent, connections }) => ({
    name,
    title,
    description,
    ...(group === undefined ? {} : { group }),
    effect,
    idempotent,
    connections,
  }));
  return `${head}import type { BuiltinTool } from './builtin-tool.ts';\n\nexport const manifests: readonly BuiltinTool[] = ${JSON.stringify(manifests, null, 2)};\n`;
}

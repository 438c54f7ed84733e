import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { builtinTools, compileJsonSchema } from '@agent-factory/spec';
import { describe, expect, it } from 'vitest';
import { registry } from './registry.generated.ts';
import {
  exportNameOf,
  manifestsFile,
  registryFile,
  renderManifests,
  renderRegistry,
  toolFiles,
} from './render-registry.ts';

const rerun = 'run: pnpm --filter @agent-factory/orchestrator tools';

describe('the registry of tools', () => {
  it('is what the files of the tools say', () => {
    expect(readFileSync(registryFile, 'utf8'), rerun).toBe(renderRegistry(toolFiles()));
    expect(readFileSync(manifestsFile, 'utf8'), rerun).toBe(renderManifests(registry));
    expect(builtinTools.map(({ name }) => name)).toEqual(registry.map(({ name }) => name));
  });

  it.each(registry.map((tool) => [tool.name, tool] as const))('%s has a sound manifest', (name, tool) => {
    expect(name).toMatch(/^[a-z][a-z0-9_]{2,62}$/);
    expect(tool.title.length).toBeGreaterThan(2);
    expect(tool.description).toMatch(/^[A-Z].{20,}\.$/s);
    for (const schema of [tool.input, tool.output]) expect(() => compileJsonSchema(schema)).not.toThrow();
    expect(tool.input).toMatchObject({ type: 'object', additionalProperties: false });
    expect(tool.effect === 'read' && !tool.idempotent, 'to read twice changes nothing').toBe(false);
  });

  it('finds each tool in the file of its name', () => {
    expect(toolFiles().map((file) => basename(file, '.tool.ts').replaceAll('-', '_'))).toEqual(
      registry.map(({ name }) => name),
    );
    expect(exportNameOf('github/github-read-file.tool.ts')).toBe('githubReadFile');
  });
});

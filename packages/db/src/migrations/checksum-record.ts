import type { MigrationFile } from './migration-files.ts';

/**
 * `supabase/migrations.sha256`, in the format of `sha256sum`: what each migration was when it was added. A
 * database notices an edited migration by its own ledger; this record notices it in a fresh clone, before
 * anybody's database does.
 */
export function compareWithRecord(
  files: readonly MigrationFile[],
  record: string,
): { problems: string[]; unrecorded: MigrationFile[] } {
  const recorded = new Map(
    record
      .split('\n')
      .filter((line) => line !== '')
      .map((line): [string, string] => {
        const [checksum = '', path = ''] = line.split('  ');
        return [path.replace('migrations/', ''), checksum];
      }),
  );
  const edited = files.filter((file) => (recorded.get(file.name) ?? file.checksum) !== file.checksum);
  const names = new Set(files.map((file) => file.name));
  const missing = [...recorded.keys()].filter((name) => !names.has(name));
  return {
    problems: [
      ...edited.map(
        ({ name }) =>
          `${name} was edited after it was recorded: restore it and put the change in a new file ` +
          '(if no database anywhere has applied it, remove its line from supabase/migrations.sha256)',
      ),
      ...missing.map((name) => `${name} is recorded but missing: put it back`),
    ],
    unrecorded: files.filter((file) => !recorded.has(file.name)),
  };
}

export function recordLine({ name, checksum }: MigrationFile): string {
  return `${checksum}  migrations/${name}\n`;
}

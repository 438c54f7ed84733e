import { isId, type TeamId } from '@agent-factory/contracts';

export type Uploaded = { created: boolean; title: string } | { refused: string };

/** Sends a file to the documents of the team; answers with what became of it, in words where it was refused. */
export async function uploadFile(file: File, teamId: TeamId): Promise<Uploaded> {
  let response: Response;
  try {
    // biome-ignore lint/style/noRestrictedGlobals: to this page's own origin; a file is no JSON, so no tRPC
    response = await fetch(`/api/documents?team=${teamId}&name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      body: file,
      headers: { 'content-type': file.type === '' ? 'application/octet-stream' : file.type },
    });
  } catch {
    return { refused: 'The server could not be reached. Check your connection and try again.' };
  }
  const answer: unknown = await response.json().catch(() => null);
  const { id, title, created, detail } = fieldsOf(answer);
  if (response.ok && isId('document', id) && typeof title === 'string') {
    return { created: created === true, title };
  }
  return { refused: typeof detail === 'string' ? detail : 'The file could not be uploaded.' };
}

function fieldsOf(answer: unknown): Readonly<Record<string, unknown>> {
  return typeof answer === 'object' && answer !== null ? Object.fromEntries(Object.entries(answer)) : {};
}

import type { TeamId, TemplateId } from '@agent-factory/contracts';

export interface SendPictureInput {
  teamId: TeamId;
  templateId: TemplateId;
  position: number;
  /** What it shows, for those who do not see it. */
  alt: string;
  file: File;
}

/** Puts a picture into a listing. Answers with what the API says against it, or null when it is there. */
export async function sendPicture(input: SendPictureInput): Promise<string | null> {
  const { teamId, templateId, position, alt, file } = input;
  const query = new URLSearchParams({ team: teamId, alt });
  try {
    // biome-ignore lint/style/noRestrictedGlobals: to this page's own origin; a file is no JSON, so no tRPC
    const answer = await fetch(`/api/template-pictures/${templateId}/${position}?${query}`, {
      method: 'PUT',
      headers: { 'content-type': file.type === '' ? 'application/octet-stream' : file.type },
      body: file,
    });
    return answer.ok ? null : await detailOf(answer);
  } catch {
    return 'The server could not be reached. Check your connection and try again.';
  }
}

/** Guarantees a sentence: a problem document's own (RFC 9457), or one of ours. */
async function detailOf(answer: Response): Promise<string> {
  const problem: unknown = await answer.json().catch(() => null);
  const detail =
    typeof problem === 'object' && problem !== null && 'detail' in problem ? problem.detail : null;
  return typeof detail === 'string' ? detail : 'The picture was not taken. Try again.';
}

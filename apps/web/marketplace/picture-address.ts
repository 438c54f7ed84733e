import type { TeamId } from '@agent-factory/contracts';

/**
 * Where the browser finds a picture that the API names by a path of its own (`/v1/marketplace/templates/tpl_…/pictures/0`):
 * below this app's address, since its policy loads pictures from nowhere else.
 */
export function pictureAddress(apiPath: string): string {
  const { address, search } = below(apiPath);
  return `${address}${search}`;
}

/** The same for the team that offers it, listed or not. */
export function ownPictureAddress(apiPath: string, teamId: TeamId): string {
  const { address, search } = below(apiPath);
  const query = new URLSearchParams(search);
  query.set('own', '1');
  query.set('team', teamId);
  return `${address}?${query}`;
}

function below(apiPath: string): { address: string; search: string } {
  const { pathname, search } = new URL(apiPath, 'http://app.invalid');
  const [, templateId = '', position = ''] = /\/templates\/([^/]+)\/pictures\/(\d+)$/.exec(pathname) ?? [];
  return { address: `/api/template-pictures/${templateId}/${position}`, search };
}

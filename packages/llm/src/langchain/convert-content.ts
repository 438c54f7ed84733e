import { AppError } from '@agent-factory/contracts';
import type { MessageContent } from '@langchain/core/messages';
import type { ContentPart, UserContent } from '../model-port.ts';

/** The text of a message whose other parts, if any, are not said to a model (thoughts, calls repeated as blocks). */
export function textOf(content: MessageContent): string {
  if (typeof content === 'string') return content;
  return content.map((block) => (block.type === 'text' ? String(block.text) : '')).join('');
}

/** What a person says: text and images. Throws AppError `invalid_input` for sound, video and files. */
export function convertContent(content: MessageContent): UserContent {
  return typeof content === 'string' ? content : content.map((block) => convertBlock({ ...block }));
}

/** LangChain knows an image in three forms: OpenAI's, and two of its own. */
function convertBlock(block: Record<string, unknown>): ContentPart {
  if (block.type === 'text' && typeof block.text === 'string') return { type: 'text', text: block.text };
  const image = block.type === 'image_url' || block.type === 'image' ? readImage(block) : null;
  if (image === null) {
    throw new AppError('invalid_input', `Content of type "${String(block.type)}" cannot be sent to a model.`);
  }
  return image;
}

function readImage(block: Record<string, unknown>): ContentPart | null {
  const { image_url: named, data, url } = block;
  const mediaType = block.mimeType ?? block.mime_type;
  if (typeof data === 'string') {
    return { type: 'image', mediaType: typeof mediaType === 'string' ? mediaType : 'image/png', data };
  }
  const found = url ?? (typeof named === 'object' && named !== null ? Reflect.get(named, 'url') : named);
  if (typeof found !== 'string') return null;
  const inline = /^data:(?<mediaType>[^;,]+);base64,(?<data>.*)$/s.exec(found)?.groups;
  if (inline?.mediaType === undefined || inline.data === undefined) return { type: 'image_url', url: found };
  return { type: 'image', mediaType: inline.mediaType, data: inline.data };
}

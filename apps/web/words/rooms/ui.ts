import { messages } from '../message.ts';

/** What the components say by themselves, wherever they stand. */
export const ui = messages({
  queued: { en: 'Queued', de: 'In Warteschlange', es: 'En cola', pt: 'Na fila', zh: '排队中' },
  running: { en: 'Running', de: 'Läuft', es: 'En curso', pt: 'Em execução', zh: '运行中' },
  waiting: { en: 'Waiting', de: 'Wartet', es: 'En espera', pt: 'Aguardando', zh: '等待中' },
  succeeded: { en: 'Succeeded', de: 'Erfolgreich', es: 'Completada', pt: 'Concluída', zh: '成功' },
  failed: { en: 'Failed', de: 'Fehlgeschlagen', es: 'Fallida', pt: 'Falhou', zh: '失败' },
  refused: { en: 'Refused', de: 'Verweigert', es: 'Denegada', pt: 'Recusada', zh: '已拒绝' },
  cancelled: { en: 'Cancelled', de: 'Abgebrochen', es: 'Cancelada', pt: 'Cancelada', zh: '已取消' },
  justNow: { en: 'just now', de: 'gerade eben', es: 'ahora mismo', pt: 'agora mesmo', zh: '刚刚' },
  tryAgain: { en: 'Try again', de: 'Erneut versuchen', es: 'Reintentar', pt: 'Tentar de novo', zh: '重试' },
  request: { en: 'Request', de: 'Anfrage', es: 'Solicitud', pt: 'Solicitação', zh: '请求' },
  copyRequestId: {
    en: 'Copy request id',
    de: 'Anfrage-ID kopieren',
    es: 'Copiar ID de solicitud',
    pt: 'Copiar ID da solicitação',
    zh: '复制请求 ID',
  },
  copied: { en: 'Copied', de: 'Kopiert', es: 'Copiado', pt: 'Copiado', zh: '已复制' },
  copiedToClipboard: {
    en: 'Copied to the clipboard',
    de: 'In die Zwischenablage kopiert',
    es: 'Copiado al portapapeles',
    pt: 'Copiado para a área de transferência',
    zh: '已复制到剪贴板',
  },
  close: { en: 'Close', de: 'Schließen', es: 'Cerrar', pt: 'Fechar', zh: '关闭' },
  cost: { en: 'Cost', de: 'Kosten', es: 'Coste', pt: 'Custo', zh: '费用' },
  tokens: { en: 'tokens', de: 'Tokens', es: 'tokens', pt: 'tokens', zh: '个令牌' },
  time: { en: 'Time', de: 'Dauer', es: 'Duración', pt: 'Tempo', zh: '耗时' },
});

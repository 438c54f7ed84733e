import { messages } from '../message.ts';

/** The list of agents. */
export const agents = messages({
  title: { en: 'Agents', de: 'Agents', es: 'Agentes', pt: 'Agentes', zh: '智能体' },
  description: {
    en: 'Each is a spec: what it may do, what it must never do, and how it is tested.',
    de: 'Jeder ist eine Spezifikation: was er darf, was er nie darf und wie er getestet wird.',
    es: 'Cada uno es una especificación: qué puede hacer, qué no debe hacer nunca y cómo se prueba.',
    pt: 'Cada um é uma especificação: o que pode fazer, o que nunca deve fazer e como é testado.',
    zh: '每个智能体都是一份规约：可以做什么、绝不能做什么，以及如何测试。',
  },
  newAgent: { en: 'New agent', de: 'Neuer Agent', es: 'Nuevo agente', pt: 'Novo agente', zh: '新建智能体' },
  failed: {
    en: 'Your agents could not be loaded',
    de: 'Deine Agents konnten nicht geladen werden',
    es: 'No se pudieron cargar tus agentes',
    pt: 'Não foi possível carregar seus agentes',
    zh: '无法加载你的智能体',
  },
  none: {
    en: 'No agents yet',
    de: 'Noch keine Agents',
    es: 'Aún no hay agentes',
    pt: 'Nenhum agente ainda',
    zh: '还没有智能体',
  },
  noneHint: {
    en: 'An agent is a text that says what it does, which tools it may use and what it must never do. Start from a template and change it.',
    de: 'Ein Agent ist ein Text, der sagt, was er tut, welche Werkzeuge er nutzen darf und was er nie darf. Beginne mit einer Vorlage und ändere sie.',
    es: 'Un agente es un texto que dice qué hace, qué herramientas puede usar y qué no debe hacer nunca. Parte de una plantilla y cámbiala.',
    pt: 'Um agente é um texto que diz o que ele faz, quais ferramentas pode usar e o que nunca deve fazer. Comece por um modelo e altere-o.',
    zh: '智能体是一段文本，说明它做什么、可以使用哪些工具、绝不能做什么。从模板开始修改即可。',
  },
  agent: { en: 'Agent', de: 'Agent', es: 'Agente', pt: 'Agente', zh: '智能体' },
  lastRun: {
    en: 'Last run',
    de: 'Letzter Lauf',
    es: 'Última ejecución',
    pt: 'Última execução',
    zh: '最近运行',
  },
  lastRunWas: {
    en: 'Last run: {status}',
    de: 'Letzter Lauf: {status}',
    es: 'Última ejecución: {status}',
    pt: 'Última execução: {status}',
    zh: '最近运行：{status}',
  },
  changed: { en: 'Changed', de: 'Geändert', es: 'Modificado', pt: 'Alterado', zh: '修改时间' },
  showMore: { en: 'Show more', de: 'Mehr anzeigen', es: 'Mostrar más', pt: 'Mostrar mais', zh: '显示更多' },
  notRun: {
    en: 'Not run yet',
    de: 'Noch nicht gelaufen',
    es: 'Aún no se ha ejecutado',
    pt: 'Ainda não executado',
    zh: '尚未运行',
  },
  loading: {
    en: 'Loading your agents',
    de: 'Deine Agents werden geladen',
    es: 'Cargando tus agentes',
    pt: 'Carregando seus agentes',
    zh: '正在加载你的智能体',
  },
});

/** The report's style sheet: the platform's colours (packages/ui), light and dark by the reader's machine. */
export const htmlStyle = `
:root{color-scheme:light dark;--background:light-dark(#f7f8fa,#0b0d11);--surface:light-dark(#fff,#11141a);
--sunken:light-dark(#f1f3f6,#0e1116);--border:light-dark(#e2e5ea,#242933);--strong:light-dark(#828a98,#646d7d);
--text:light-dark(#12161f,#e9ecf2);--muted:light-dark(#5a6371,#9ba4b3);--accent:light-dark(#2152dc,#7ea2ff);
--positive:light-dark(#0f6e42,#4cc38a);--positive-soft:light-dark(#e4f4ec,#0f2a1f);
--warning:light-dark(#8a5300,#e5a93d);--warning-soft:light-dark(#fcf1dc,#2e2310);
--danger:light-dark(#b42323,#ff8a84);--danger-soft:light-dark(#fdebea,#351819);
--info:light-dark(#0b6780,#56bfdb);--info-soft:light-dark(#e1f3f8,#0d2a34)}
*{box-sizing:border-box}
body{margin:0;background:var(--background);color:var(--text);font:14px/1.57 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1080px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:28px;line-height:34px;margin:0 0 4px;font-weight:600;overflow-wrap:anywhere}
h2{font-size:16px;line-height:24px;margin:32px 0 12px;font-weight:600}
h3{font-size:13px;line-height:20px;margin:16px 0 4px;font-weight:600}
p{margin:0 0 8px}p,h2,h3{overflow-wrap:anywhere}
.muted{color:var(--muted)}.small{font-size:13px;line-height:20px}
code,pre{font:12px/18px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{overflow-wrap:anywhere}
pre{margin:4px 0 0;padding:8px 12px;background:var(--sunken);border:1px solid var(--border);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere;max-height:320px;overflow:auto}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:24px 0 0;padding:0}
.tile{background:var(--surface);border:1px solid var(--border);border-radius:6px;padding:12px 16px}
.tile dt{color:var(--muted);font-size:12px;line-height:16px}
.tile dd{margin:4px 0 0;font-size:20px;line-height:28px;font-weight:600}
.tile dd small{display:block;font-size:12px;line-height:16px;font-weight:400;color:var(--muted)}
.panel{background:var(--surface);border:1px solid var(--border);border-radius:6px;padding:16px}
.panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,380px),1fr));gap:16px;margin:24px 0 0}
.panels .panel:last-child:nth-child(odd){grid-column:1/-1}
.panel>h2:first-child{margin-top:0}
.chip{display:inline-flex;align-items:center;gap:4px;border-radius:6px;padding:0 8px;font-size:12px;line-height:20px;font-weight:500;white-space:nowrap}
.pass{color:var(--positive);background:var(--positive-soft)}.fail{color:var(--danger);background:var(--danger-soft)}
.error{color:var(--warning);background:var(--warning-soft)}.inconclusive{color:var(--info);background:var(--info-soft)}
.neutral{color:var(--muted);background:var(--sunken)}
ul.reasons{margin:8px 0 0;padding:0 0 0 20px}ul.reasons li{overflow-wrap:anywhere}
details.case{background:var(--surface);border:1px solid var(--border);border-radius:6px;margin:0 0 8px}
details.case>summary{display:grid;grid-template-columns:112px 1fr auto;gap:12px;align-items:center;padding:8px 16px;cursor:pointer;list-style:none}
details.case>summary::-webkit-details-marker{display:none}
details.case>summary:hover{background:var(--sunken)}
summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:6px}
.name{font-weight:500;overflow-wrap:anywhere}
.figures{display:flex;gap:16px;color:var(--muted);font-size:13px;white-space:nowrap}
.body{padding:4px 16px 16px;border-top:1px solid var(--border)}
.trial{border-left:2px solid var(--border);padding:0 0 0 12px;margin:16px 0 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13px;line-height:20px}
th,td{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid var(--border);overflow-wrap:anywhere}
td:first-child,th{overflow-wrap:normal;white-space:nowrap}h3 .muted{font-weight:400}
th{color:var(--muted);font-weight:500}td.number,th.number{text-align:right;white-space:nowrap}
svg{display:block;width:100%;max-width:500px;height:auto;overflow:visible}
svg text{font:11px system-ui,sans-serif;fill:var(--muted)}
.axis{stroke:var(--border)}.zero{stroke:var(--strong)}
.all{stroke:var(--accent);fill:var(--accent)}.any{stroke:var(--strong);fill:var(--strong)}
.line{fill:none;stroke-width:1.5}.whisker{stroke-width:1.5;opacity:.55}
.bar{display:flex;height:12px;border-radius:6px;overflow:hidden;gap:2px;margin:24px 0 8px}
.bar span{min-width:3px}.bar .pass{background:var(--positive)}.bar .fail{background:var(--danger)}
.bar .error{background:var(--warning)}.bar .inconclusive{background:var(--info)}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:13px;line-height:20px;color:var(--muted);list-style:none;margin:0;padding:0}
.dot{display:inline-block;width:8px;height:8px;border-radius:2px;margin-right:6px}
.dot.pass{background:var(--positive)}.dot.fail{background:var(--danger)}.dot.error{background:var(--warning)}.dot.inconclusive{background:var(--info)}
.dot.all{background:var(--accent)}.dot.any{background:var(--strong)}
details.table{margin:8px 0 0;font-size:13px}details.table summary{color:var(--muted);cursor:pointer}
@media (max-width:640px){main{padding:24px 16px 48px}h1{font-size:20px;line-height:28px}
details.case>summary{grid-template-columns:1fr;gap:4px;padding:8px 12px}.figures{flex-wrap:wrap;gap:4px 12px}.body{padding:4px 12px 12px}}
@media print{details.case{break-inside:avoid}pre{max-height:none}}
`;

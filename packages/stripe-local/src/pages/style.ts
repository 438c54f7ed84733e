/** Of all pages here. The colours are those of the product, light and dark. */
export const style = `
:root { color-scheme: light dark;
  --background: light-dark(#f7f7f8, #0f1012); --surface: light-dark(#fff, #17181b);
  --border: light-dark(#d9d9de, #33353b); --text: light-dark(#17181b, #ececef);
  --muted: light-dark(#5b5d66, #a2a4ad); --accent: light-dark(#2f55d4, #8aa4ff);
  --on-accent: light-dark(#fff, #0f1012); --danger: light-dark(#b3261e, #ff9d94);
  --notice: light-dark(#fff4d6, #3a2f10); --on-notice: light-dark(#4a3800, #ffe39a); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--background); color: var(--text);
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; font-variant-numeric: tabular-nums; }
.banner { margin: 0; padding: 8px 16px; background: var(--notice); color: var(--on-notice); text-align: center; font-size: 13px; }
main { max-width: 480px; margin: 0 auto; padding: 32px 16px 48px; }
h1 { font-size: 20px; margin: 0 0 16px; } h2 { font-size: 16px; margin: 24px 0 8px; }
.total { font-size: 28px; font-weight: 600; margin: 0 0 16px; }
.card { background: var(--surface); border: 1px solid var(--border); border-radius: 6px; padding: 16px; margin: 0 0 16px; }
dl { margin: 0; } dl > div { display: flex; justify-content: space-between; gap: 16px; padding: 4px 0; }
dt { min-width: 0; overflow-wrap: anywhere; } dd { margin: 0; white-space: nowrap; }
fieldset { border: 0; margin: 0 0 16px; padding: 0; } legend { padding: 0; font-weight: 600; margin-bottom: 8px; }
.option { display: flex; gap: 8px; align-items: baseline; padding: 6px 0; cursor: pointer; }
.option code { white-space: nowrap; } .option span { color: var(--muted); }
.option div { display: flex; flex-direction: column; }
.card > :first-child { margin-top: 0; } .card > :last-child { margin-bottom: 0; }
label.field { display: block; margin: 0 0 16px; } label.field span { display: block; margin-bottom: 4px; font-weight: 600; }
input[type=text], input[type=email], select { width: 100%; padding: 8px 12px; font: inherit; color: inherit;
  background: var(--background); border: 1px solid var(--border); border-radius: 6px; }
button, .button { display: inline-block; padding: 8px 16px; font: inherit; font-weight: 600; border-radius: 6px; cursor: pointer;
  border: 1px solid var(--border); background: var(--surface); color: var(--text); text-decoration: none; }
button.primary { width: 100%; padding: 12px 16px; border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.row { display: flex; gap: 8px; flex-wrap: wrap; } .row > * { flex: 1 1 auto; text-align: center; }
a { color: var(--accent); } .muted { color: var(--muted); } .spaced { margin-top: 16px; }
.error { border: 1px solid var(--danger); color: var(--danger); border-radius: 6px; padding: 12px 16px; margin: 0 0 16px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; } th, td { text-align: left; padding: 6px 8px 6px 0; border-top: 1px solid var(--border); }
th { border-top: 0; color: var(--muted); font-weight: 500; } td.number, th.number { text-align: right; }
`;

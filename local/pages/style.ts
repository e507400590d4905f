import { createHash } from 'node:crypto';

/** The one style of the local pages; kin to that of the pages functions render. */
export const style = `
:root{color-scheme:light dark;--paper:#f5f3ee;--card:#fff;--ink:#1b2124;--soft:#545e64;--line:#ddd8ce;--edge:#7d8589;--accent:#0d5c53;--press:#094740;--on-accent:#fff;--tint:#e9f1ef;--alarm:#a3261d;--alarm-tint:#fbeeec;--gold:#8a6210;--gold-tint:#f8f0dc}
@media (prefers-color-scheme:dark){:root{--paper:#12171a;--card:#1a2124;--ink:#edebe6;--soft:#abb4b8;--line:#323c40;--edge:#7f8a8f;--accent:#6ccfbe;--press:#8fdccf;--on-accent:#06231f;--tint:#1f2d2d;--alarm:#ff9c92;--alarm-tint:#2d2021;--gold:#e2bd6c;--gold-tint:#2c2718}}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.bar{background:var(--card);border-bottom:1px solid var(--line)}
.bar>div,main{width:100%;max-width:72rem;margin-inline:auto;padding-inline:1.25rem}
.bar>div{display:flex;flex-wrap:wrap;align-items:center;gap:0 2rem}
.brand{display:flex;align-items:center;gap:.625rem;min-height:3.5rem;color:inherit;text-decoration:none;font-weight:680;letter-spacing:-.015em}
.brand svg{display:block;color:var(--gold)}
.brand small{font-weight:500;color:var(--soft);letter-spacing:0}
.bar nav{display:flex;gap:1.5rem;margin-inline-start:auto;overflow-x:auto;scrollbar-width:none}
.bar nav a{display:flex;align-items:center;min-height:3.5rem;color:var(--soft);text-decoration:none;white-space:nowrap;border-block:3px solid transparent;font-weight:520}
.bar nav a:hover{color:var(--ink)}
.bar nav a[aria-current]{color:var(--ink);border-bottom-color:var(--accent);font-weight:620}
main{flex:1;padding-block:2.25rem 3rem}
h1{margin:0 0 .5rem;font-size:clamp(1.5rem,1.2rem + 1.4vw,2rem);line-height:1.2;letter-spacing:-.022em;text-wrap:balance;overflow-wrap:anywhere}
h2{margin:2.5rem 0 .875rem;font-size:1.125rem;line-height:1.35;letter-spacing:-.01em}
h3{margin:0 0 .25rem;font-size:1rem;line-height:1.4}
p,ul,ol,dl,pre{margin:0 0 1rem}
p,li,dd,dt,td{overflow-wrap:break-word}
.lead{max-width:46rem;margin-bottom:1.75rem;font-size:1.125rem;line-height:1.5;color:var(--soft)}
.soft{color:var(--soft)}
.small{font-size:.875rem}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
code,kbd,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.875em}
code,kbd{padding:.125rem .375rem;border-radius:5px;background:var(--tint);overflow-wrap:anywhere}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.25rem 1.5rem}
.card+.card{margin-top:1rem}
.card>:last-child{margin-bottom:0}
.card>h2:first-child{margin-top:0}
.notice{padding:.75rem 1rem;margin-bottom:1.5rem;border-inline-start:4px solid var(--accent);border-radius:0 8px 8px 0;background:var(--tint)}
.notice.alarm{border-color:var(--alarm);background:var(--alarm-tint)}
.empty{padding:2rem 1.5rem;border:1px dashed var(--edge);border-radius:12px;color:var(--soft);text-align:center}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.5rem,1fr));gap:1px;background:var(--line);border:1px solid var(--line);border-radius:12px;overflow:hidden}
.figures div{display:flex;flex-direction:column-reverse;justify-content:flex-end;padding:1rem 1.25rem;background:var(--card)}
.figures dd{margin:0;font-size:1.75rem;line-height:1.2;font-weight:650;letter-spacing:-.02em;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.figures dt{font-size:.875rem;color:var(--soft)}
.figures dt a{color:inherit}
.rows{border-top:1px solid var(--line)}
.rows>*{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1.5rem;padding:.5rem 0;border-bottom:1px solid var(--line)}
.rows dt{color:var(--soft)}
.rows dd{margin:0;text-align:end;font-weight:520;overflow-wrap:anywhere}
.rows>:last-child{border-bottom:0}
.columns{display:grid;grid-template-columns:minmax(0,1fr);gap:1rem;align-items:start}
.columns>div{display:grid;gap:1rem}
.columns .card{margin:0}
.columns h2{margin-top:0}
.tour{list-style:none;padding:0;counter-reset:step;display:grid;gap:.75rem}
.tour li{counter-increment:step;display:grid;grid-template-columns:2.25rem 1fr;gap:0 1rem;padding:1.125rem 1.25rem;background:var(--card);border:1px solid var(--line);border-radius:12px}
.tour li::before{content:counter(step);grid-row:span 2;display:grid;place-items:center;width:2.25rem;height:2.25rem;border-radius:50%;background:var(--tint);color:var(--accent);font-weight:680;font-variant-numeric:tabular-nums}
.tour li.done::before{content:"✓";background:var(--accent);color:var(--on-accent)}
.tour p{margin:0;color:var(--soft)}
.scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:12px}
table{width:100%;border-collapse:collapse;font-size:.9375rem}
th{padding:.75rem 1rem;text-align:start;font-size:.8125rem;font-weight:560;color:var(--soft);white-space:nowrap;border-bottom:1px solid var(--line)}
td{padding:.75rem 1rem;border-bottom:1px solid var(--line);vertical-align:top}
tr:last-child td{border-bottom:0}
tbody tr:hover td{background:var(--tint)}
.number{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
.nowrap{white-space:nowrap}
.tag{display:inline-block;padding:.0625rem .5rem;border-radius:99px;font-size:.8125rem;font-weight:560;line-height:1.5;background:var(--tint);color:var(--accent);white-space:nowrap}
.tag.gold{background:var(--gold-tint);color:var(--gold)}
.tag.alarm{background:var(--alarm-tint);color:var(--alarm)}
.tag.quiet{background:transparent;box-shadow:inset 0 0 0 1px var(--line);color:var(--soft)}
.sum{margin-bottom:1rem;font-size:1rem}
.sum :is(th,td){padding:.5rem 0;border-bottom:1px solid var(--line);vertical-align:top;white-space:normal}
.sum tbody tr:hover td{background:none}
.sum :is(th,td)+*{padding-inline-start:1.25rem;text-align:end;white-space:nowrap;font-variant-numeric:tabular-nums}
.sum thead th{padding-block:.25rem}
.sum .axis>*{font-size:1rem;font-weight:650;color:var(--ink)}
.sum tbody+tbody .axis>*{padding-top:1.25rem}
.sum tfoot>*>*{font-size:1.125rem;font-weight:650;color:var(--ink);border-bottom:0;border-top:2px solid var(--ink)}
.sum h2{margin:0}
.languages{margin:0 0 1rem}
.behind li::first-letter{text-transform:uppercase}
.behind{list-style:none;margin:.125rem 0 0;padding:0;font-size:.875rem;line-height:1.5;color:var(--soft)}
form{margin:0}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem}
button{min-height:2.75rem;padding:.5rem 1.25rem;border:2px solid var(--accent);border-radius:10px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:620;line-height:1.25;cursor:pointer}
button:hover{background:var(--press);border-color:var(--press)}
button.plain{background:transparent;color:var(--ink);border-color:var(--edge)}
button.plain:hover{border-color:var(--ink)}
input{min-height:2.75rem;padding:.5rem .875rem;border:2px solid var(--edge);border-radius:10px;background:var(--card);color:var(--ink);font:inherit;max-width:100%}
label{display:block;margin-bottom:.375rem;font-weight:560}
.field{display:flex;flex-wrap:wrap;gap:.75rem}
.clockface{margin:0 0 .25rem;font-size:clamp(2rem,1.4rem + 3vw,3.25rem);line-height:1.1;font-weight:650;letter-spacing:-.03em;font-variant-numeric:tabular-nums}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
button:focus-visible,input:focus-visible{border-radius:10px}
pre{padding:1rem;border-radius:8px;background:var(--tint);font:.8125rem/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
summary{display:flex;align-items:center;min-height:2.75rem;cursor:pointer;color:var(--accent);font-weight:520}
summary::marker{content:""}
summary::-webkit-details-marker{display:none}
summary::before{content:"";width:.4375rem;height:.4375rem;margin:0 .75rem 0 .125rem;border:solid;border-width:0 2px 2px 0;transform:rotate(-45deg)}
details[open] summary::before{transform:rotate(45deg)}
.timeline{list-style:none;padding:0;margin:0}
.timeline li{position:relative;display:grid;gap:0 1.25rem;padding:0 0 1.25rem 1.5rem;border-inline-start:2px solid var(--line);margin-inline-start:.375rem}
.timeline li:last-child{padding-bottom:0;border-color:transparent}
.timeline li::before{content:"";position:absolute;inset-inline-start:-.4375rem;top:.375rem;width:.75rem;height:.75rem;border-radius:50%;background:var(--accent);box-shadow:0 0 0 3px var(--card)}
.timeline li.activity::before{background:var(--gold)}
.timeline time{color:var(--soft);font-size:.875rem;white-space:nowrap}
.mailbox{display:grid;grid-template-columns:minmax(0,1fr);gap:1.25rem;align-items:start}
.mails{list-style:none;margin:0;padding:0;background:var(--card);border:1px solid var(--line);border-radius:12px;overflow:hidden}
.mails li+li{border-top:1px solid var(--line)}
.mails a{display:block;padding:.75rem 1rem;color:inherit;text-decoration:none;border-inline-start:4px solid transparent}
.mails a:hover{background:var(--tint)}
.mails a[aria-current]{background:var(--tint);border-inline-start-color:var(--accent)}
.mails b{display:block;font-weight:600;line-height:1.35;overflow-wrap:anywhere}
.mails a>span{display:flex;justify-content:space-between;gap:1rem;font-size:.875rem;color:var(--soft)}
.mails a>span>:first-child{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mails time{flex:none}
.mail{background:var(--card);border:1px solid var(--line);border-radius:12px;overflow:hidden}
.mail>header{padding:1.25rem 1.5rem 0;border-bottom:1px solid var(--line)}
.mail h2{margin:0 0 .5rem;font-size:1.25rem;overflow-wrap:anywhere}
.mail header p{margin:0;font-size:.9375rem;color:var(--soft);overflow-wrap:anywhere}
.mail pre,.mail .rows{margin:0;padding:1.25rem 1.5rem;background:none;border:0}
.mail pre{font-size:.875rem}
.mail .rows>*{display:grid;grid-template-columns:minmax(8rem,auto) minmax(0,1fr)}
.mail .rows dt{width:8rem}
.mail .rows dd{text-align:start;font-weight:400}
.mail iframe{display:block;width:100%;height:min(44rem,74vh);border:0;background:#fff;color-scheme:light}
.fate{margin-top:.75rem}
.fate .notice{list-style:none;margin:0 0 .75rem;padding:.375rem .75rem;font-size:.875rem;border-color:var(--gold);background:var(--gold-tint)}
.fate .buttons{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem}
.fate time{white-space:nowrap}
button.small{min-height:2.25rem;padding:.25rem .75rem;border-width:1px;font-size:.875rem;font-weight:520}
.tabs{display:flex;gap:1.5rem;margin-top:.75rem}
.tabs a{padding:.5rem 0;color:var(--soft);text-decoration:none;border-bottom:3px solid transparent}
.tabs a[aria-current]{color:var(--ink);font-weight:600;border-color:var(--accent)}
.back{display:inline-block;margin-bottom:.75rem}
@media (min-width:56rem){.mailbox{grid-template-columns:22rem minmax(0,1fr)}.mails{position:sticky;top:1rem;max-height:calc(100vh - 2rem);overflow-y:auto}.columns{grid-template-columns:repeat(2,minmax(0,1fr))}.only-narrow{display:none}.timeline li{grid-template-columns:10.5rem 1fr}}
@media (max-width:55.99rem){.bar nav{width:100%;margin:0}.bar nav a{min-height:2.75rem}.brand{min-height:3rem}main{padding-top:1.5rem}.reading #mails,.reading-intro,.choosing .mail{display:none}.scroll{overflow:hidden}table.stack,table.stack tbody{display:block}table.stack thead{display:none}table.stack tr{display:block;padding:.625rem 1rem;border-bottom:1px solid var(--line)}table.stack tbody tr:last-child{border:0}table.stack td{display:flex;justify-content:space-between;gap:1.5rem;padding:.1875rem 0;border:0;text-align:end}table.stack tbody tr:hover td{background:none}table.stack td>*{min-width:0;overflow-wrap:anywhere}table.stack td::before{content:attr(data-label);color:var(--soft);text-align:start;flex:none}table.stack td.title{display:block;text-align:start;font-weight:600;overflow-wrap:anywhere}table.stack td.title::before{content:none}table.stack td:empty{display:none}}
@media (max-width:30rem){.fate .buttons span{flex-basis:100%}.fate form{flex:1 1 auto}.fate button{width:100%;min-height:2.75rem;padding-inline:.5rem}.bar>div,main{padding-inline:1rem}.card{padding:1.125rem}.buttons{display:grid;grid-template-columns:1fr 1fr}.figures{grid-template-columns:1fr 1fr}.figures div{padding:.75rem 1rem}.figures div:last-child:nth-child(odd){grid-column:span 2}.figures dd{font-size:1.375rem}.bar nav{gap:.875rem;font-size:.875rem}.mail>header,.mail pre,.mail .rows{padding-inline:1rem}.mail .rows>*{display:block}}
`.trim();

/** The source expression that lets this style, and no other, through a Content-Security-Policy. */
export const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

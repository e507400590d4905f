import { createHash } from 'node:crypto';

/** The one style of the pages that functions render: inline, so that a page is a single request, and allowed by its hash alone. */
const style = `
:root{color-scheme:light dark;--paper:#f5f3ee;--card:#fff;--ink:#1b2124;--soft:#545e64;--line:#ddd8ce;--edge:#7d8589;--accent:#0d5c53;--press:#094740;--on-accent:#fff;--tint:#e9f1ef;--alarm:#a3261d;--on-alarm:#fff;--alarm-tint:#fbeeec}
@media (prefers-color-scheme:dark){:root{--paper:#12171a;--card:#1a2124;--ink:#edebe6;--soft:#abb4b8;--line:#323c40;--edge:#7f8a8f;--accent:#6ccfbe;--press:#8fdccf;--on-accent:#06231f;--tint:#1f2d2d;--alarm:#ff9c92;--on-alarm:#330d09;--alarm-tint:#2d2021}}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
header,main,footer{width:100%;max-width:40rem;margin-inline:auto;padding-inline:1.25rem}
header{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:0 1.5rem;padding-block:1.75rem 1.25rem;font-weight:650;letter-spacing:-.01em}
header a{padding-block:.375rem;color:inherit;font-weight:400;letter-spacing:0;font-size:.9375rem}
main{flex:1}
main:first-child{padding-top:clamp(2rem,9vh,6rem)}
.sheet{background:var(--card);border:1px solid var(--line);border-top:4px solid var(--accent);border-radius:4px 4px 14px 14px;padding:clamp(1.5rem,6vw,2.75rem)}
main.alarm .sheet{border-top-color:var(--alarm)}
main.quiet .sheet{border-top-color:var(--edge)}
h1{margin:0 0 1rem;font-size:clamp(1.55rem,1.2rem + 1.9vw,2.05rem);line-height:1.2;letter-spacing:-.022em;text-wrap:balance}
h2{margin:2.25rem 0 .75rem;font-size:1.125rem;line-height:1.35;letter-spacing:-.005em}
h3{margin:0 0 .125rem;font-size:1rem;line-height:1.4}
p,ul,ol,dl{margin:0 0 1rem}
.sheet>:last-child,details>:last-child{margin-bottom:0}
.lead{font-size:1.1875rem;line-height:1.5}
.soft{color:var(--soft)}
small,.small{font-size:.9375rem}
ul,ol{padding-inline-start:1.25rem}
li{margin-bottom:.5rem}
li::marker{color:var(--soft)}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
form{margin:1.75rem 0 0}
button,.button{display:inline-flex;align-items:center;justify-content:center;min-height:3.25rem;width:100%;padding:.75rem 1.75rem;border:2px solid var(--accent);border-radius:10px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:650;line-height:1.25;text-align:center;text-wrap:balance;text-decoration:none;cursor:pointer}
button:hover,.button:hover{background:var(--press);border-color:var(--press)}
button.plain,.button.plain{background:transparent;color:var(--ink);border-color:var(--edge)}
button.plain:hover,.button.plain:hover{background:transparent;border-color:var(--ink)}
button.danger{background:var(--alarm);border-color:var(--alarm);color:var(--on-alarm)}
button.danger:hover{background:var(--ink);border-color:var(--ink);color:var(--card)}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:4px}
button:focus-visible,.button:focus-visible{border-radius:10px}
.note{margin-top:1.5rem}
.problems{list-style:none;padding:0;margin:1.5rem 0}
.problems li{margin:0 0 .625rem;padding:.75rem 1rem;border-inline-start:4px solid var(--alarm);background:var(--alarm-tint);border-radius:0 8px 8px 0}
.problems strong{display:block}
.deadline{padding:.875rem 1.125rem;background:var(--tint);border-radius:10px}
.deadline strong{display:block;font-size:1.1875rem;line-height:1.4}
.outcome{padding:.625rem 1rem;border-inline-start:4px solid var(--accent);border-radius:0 8px 8px 0;background:var(--tint);font-weight:550}
.sum{width:100%;margin-bottom:.75rem;border-collapse:collapse}
.sum th,.sum td{padding:.5rem 0;border-bottom:1px solid var(--line);text-align:start;vertical-align:top;font-weight:400}
.sum :is(th,td)+*{padding-inline-start:1.25rem;text-align:end;white-space:nowrap;font-variant-numeric:tabular-nums}
.sum thead th{padding-block:.25rem;font-size:.875rem;color:var(--soft)}
.sum .axis>*{padding-top:1.125rem;font-weight:650}
.sum tfoot>*>*{border-bottom:0;border-top:2px solid var(--ink);font-size:1.1875rem;font-weight:650}
.sum small{display:block}
.sum small::first-letter{text-transform:uppercase}
.notice{padding:.75rem 1rem;border-inline-start:4px solid var(--accent);background:var(--tint);border-radius:0 8px 8px 0}
.wording{margin:0 0 .75rem;padding:.75rem 1rem;border-inline-start:4px solid var(--line);background:var(--tint);border-radius:0 8px 8px 0;font-size:.9375rem;line-height:1.5}
.wording strong{display:block;margin-bottom:.25rem}
.consent{margin:0 0 1.25rem;padding:1rem 1.125rem;border:1px solid var(--line);border-radius:10px}
.consent>:last-child{margin-bottom:0}
.consent form{margin:0}
.consent button{min-height:2.75rem;padding-block:.5rem}
.consent .wording{margin-bottom:.875rem;padding:0 0 0 .875rem;background:none;border-radius:0;border-inline-start-width:3px}
.hash{font:.75rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--soft)}
.source{margin:1.25rem 0 .375rem}
.figures{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:.25rem 1rem}
.figures div{display:flex;flex-direction:column-reverse}
.figures dd{margin:0;font-size:1.75rem;line-height:1.15;font-weight:650;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.figures dt{font-size:.9375rem;color:var(--soft)}
.rows{border-top:1px solid var(--line)}
.rows>*{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1.5rem;margin:0;padding:.625rem 0;border-bottom:1px solid var(--line)}
.rows dt{color:var(--soft)}
.rows+details{margin-top:0;border:0}
.rows dd{margin:0;font-weight:550}
.rows b{flex:none;font-variant-numeric:tabular-nums;margin-inline-start:auto}
details{margin-top:1.25rem;border-top:1px solid var(--line)}
summary{display:flex;align-items:center;min-height:3.25rem;padding-block:.5rem;cursor:pointer;font-weight:550;list-style:none}
summary::-webkit-details-marker{display:none}
summary::before{content:"";width:.5rem;height:.5rem;margin:0 .875rem 0 .25rem;border:solid var(--soft);border-width:0 2px 2px 0;transform:rotate(-45deg)}
details[open] summary::before{transform:rotate(45deg)}
details form{margin-top:.5rem}
fieldset{margin:0 0 1.25rem;padding:0;border:0}
legend{padding:0;margin-bottom:.25rem;color:var(--soft)}
label.choice{display:flex;align-items:center;gap:.875rem;min-height:3rem;cursor:pointer}
input[type=text],select{width:100%;min-height:3.25rem;padding:.5rem .875rem;border:1px solid var(--edge);border-radius:10px;background:var(--card);color:var(--ink);font:inherit}
.ask{margin-bottom:1.25rem}
.ask label{display:block;margin-bottom:.25rem;font-weight:550}
.ask small{display:block;margin-top:.25rem}
input[type=radio]{flex:none;width:1.375rem;height:1.375rem;margin:0;accent-color:var(--accent)}
footer{padding-block:1.75rem 2.25rem;font-size:.875rem;line-height:1.55;color:var(--soft)}
footer p{margin:0 0 .375rem;white-space:pre-line}
footer a{display:inline-block;padding-block:.375rem;color:inherit}
@media (max-width:28rem){dl.rows>*{flex-direction:column}}
@media (min-width:36rem){button,.button{width:auto}header{padding-top:3rem}}
@media print{body{background:none}.sheet{border:0;padding:0}}
`.trim();

/** A style with the source expression that lets it, and no other, through a Content-Security-Policy. */
export interface Style {
  readonly css: string;
  readonly source: string;
}

/** The style of all pages with more behind it. */
export function styleWith(more: string): Style {
  const css = `${style}${more}`;

  return { css, source: `'sha256-${createHash('sha256').update(css).digest('base64')}'` };
}

export const commonStyle = styleWith('');

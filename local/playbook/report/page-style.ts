import { createHash } from 'node:crypto';

/** The one style of the page. Two hues that the colour-blind tell apart, and different in lightness: blue is after, grey before. */
export const style = `
:root{color-scheme:light dark;--paper:#f7f6f2;--card:#fff;--ink:#1b2124;--soft:#545e64;--line:#dcd8cf;--old:#9aa3a8;--new:#12658f;--good:#1d6b45;--bad:#a3261d;--tint:#e6eff4}
@media (prefers-color-scheme:dark){:root{--paper:#12171a;--card:#1a2124;--ink:#edebe6;--soft:#abb4b8;--line:#323c40;--old:#6b767c;--new:#62b6e2;--good:#7fcfa3;--bad:#ff9c92;--tint:#1b2d37}}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:68rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{margin:0 0 .25rem;font-size:clamp(1.5rem,1.2rem + 1.4vw,2rem);line-height:1.2;letter-spacing:-.02em}
h2{margin:0 0 .75rem;font-size:1.125rem;line-height:1.35}
p,ul{margin:0 0 .875rem}
ul{padding-left:1.25rem}
li{margin-bottom:.375rem;overflow-wrap:anywhere}
.soft{color:var(--soft)}
.small{font-size:.875rem}
.key{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:.75rem 0 1.25rem;font-size:.875rem}
.key span::before{content:"";display:inline-block;width:.75rem;height:.75rem;margin-right:.4rem;border-radius:2px;background:var(--old)}
.key .new::before{background:var(--new)}
section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.125rem 1.125rem .5rem;margin-top:1rem}
.two{display:grid;grid-template-columns:minmax(0,1fr);gap:0 1rem}
.figures{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1px;margin:0;background:var(--line);border:1px solid var(--line);border-radius:12px;overflow:hidden}
.figures div{padding:.875rem 1rem;background:var(--card)}
.figures dt{font-size:.8125rem;color:var(--soft)}
.figures dd{margin:0;font-size:1.5rem;line-height:1.25;font-weight:650;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.figures dd small{display:block;font-size:.8125rem;font-weight:400;letter-spacing:0;color:var(--soft)}
.scroll{overflow-x:auto;margin-bottom:.75rem}
table{width:100%;border-collapse:collapse;font-size:.9375rem;font-variant-numeric:tabular-nums}
caption{text-align:start;padding:0 0 .25rem;font-size:.875rem;color:var(--soft)}
th,td{padding:.4rem .375rem;border-bottom:1px solid var(--line);text-align:end;vertical-align:top}
th{font-weight:560;color:var(--soft);font-size:.8125rem}
th:first-child,td:first-child,.text{text-align:start}
td{white-space:nowrap}
td.text{white-space:normal;min-width:11rem;overflow-wrap:anywhere}
tr:last-child th,tr:last-child td{border-bottom:0}
tbody th{color:var(--ink);font-size:.9375rem;white-space:nowrap}
.up{color:var(--good)}
.down{color:var(--bad)}
svg{display:block;width:100%;height:auto;margin-bottom:.75rem}
svg text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--ink)}
svg .note{fill:var(--soft);font-size:12px}
svg .old{fill:var(--old)}
svg .new{fill:var(--new)}
svg .axis{fill:none;stroke:var(--line);stroke-width:1}
svg .limit{fill:none;stroke:var(--bad);stroke-width:2;stroke-dasharray:5 4}
svg .line{fill:none;stroke-width:2.5;stroke-linejoin:round}
svg .line.old{stroke:var(--old);fill:none}
svg .line.new{stroke:var(--new);fill:none}
svg .whisker{stroke:var(--ink);stroke-width:1.5}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.8125em;overflow-wrap:anywhere}
details{margin-bottom:.75rem}
summary{cursor:pointer;padding:.5rem 0;font-weight:560}
:focus-visible{outline:3px solid var(--new);outline-offset:2px}
@media (min-width:50rem){main{padding:2.5rem 1.5rem 4rem}.two{grid-template-columns:repeat(2,minmax(0,1fr))}.figures{grid-template-columns:repeat(4,minmax(0,1fr))}section{padding:1.375rem 1.5rem .75rem}th,td{padding-inline:.625rem}}
@media print{body{background:#fff}section{break-inside:avoid}}`;

/** Nothing is fetched and nothing runs; only the style above applies. */
export const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

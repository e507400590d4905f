import { styleWith } from '../style.ts';

const css = `
.event{margin:0 0 1.5rem;padding-inline-start:2.75rem;position:relative}
.event>.n{position:absolute;inset-inline-start:0;top:0;width:2rem;text-align:end;color:var(--soft);font-variant-numeric:tabular-nums}
.event p{margin:0 0 .5rem}
.event .words{margin-bottom:.25rem}
.event .wording{white-space:pre-wrap}
.events{list-style:none;padding:0;margin:0}
.facts{margin:0 0 .5rem;font-size:.875rem;line-height:1.5;display:grid;grid-template-columns:10.5rem minmax(0,1fr);gap:0 1rem}
.facts dt{color:var(--soft)}
.facts dd{margin:0}
.hash{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.8125rem;line-height:1.45;word-break:break-all}
.rows dd.wide{flex-basis:100%}
.tools{display:flex;flex-wrap:wrap;align-items:center;gap:1rem;margin:1.5rem 0 0}
@media (max-width:30rem){.event{padding-inline-start:1.75rem}.event>.n{width:1.25rem}.facts{grid-template-columns:minmax(0,1fr)}.facts dd{margin-bottom:.25rem}}
@page{size:A4;margin:18mm 17mm 20mm 20mm;@bottom-right{content:counter(page) " / " counter(pages);font:9pt sans-serif;color:#444}}
@media print{
:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#aaa;--edge:#555;--accent:#000;--tint:#fff;--alarm:#a3261d;--alarm-tint:#fff}
body{display:block;min-height:0;font-size:10pt;line-height:1.45}
header,main,footer{max-width:none;padding-inline:0}
header{padding-block:0 6mm}
header a,.screen{display:none}
.sheet{border:0;border-radius:0;padding:0}
h1{font-size:18pt}
h2{font-size:12pt;margin-top:7mm}
.lead{font-size:11pt}
.small,small,.facts,.wording{font-size:9pt}
.hash{font-size:8pt}
.event{margin-bottom:4mm;break-inside:avoid}
.rows>*{padding-block:1.2mm;break-inside:avoid}
h2,.words{break-after:avoid}
.wording,.notice{border-inline-start-width:2pt;break-inside:avoid}
.keep{break-inside:avoid}
a{color:inherit;text-decoration:none}
footer{padding-block:8mm 0;font-size:8.5pt;break-inside:avoid}
}
`;

/** How a certificate looks on a screen, and on A4. */
export const certificateStyle = styleWith(css.trimEnd());

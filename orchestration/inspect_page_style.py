"""How the page of an inspection looks: one stylesheet, inline, that fetches nothing.

Here: styles for light and dark, wide and narrow, screen and paper. Not here: the page (`inspect_page`).
"""

STYLESHEET = """
:root { color-scheme: light dark;
  --ink: #1c2733; --quiet: #59636e; --line: #d8dee4; --panel: #f4f6f8; --page: #ffffff;
  --link: #0b5cad; --odd: #8a4b00; --odd-panel: #fff6e5; --here: #fff3bf; }
@media (prefers-color-scheme: dark) { :root {
  --ink: #e3e8ee; --quiet: #9aa6b2; --line: #333d47; --panel: #1b222a; --page: #11161c;
  --link: #79b8ff; --odd: #f0b45b; --odd-panel: #2b2313; --here: #3a3413; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; color: var(--ink); background: var(--page);
  font: 1rem/1.5 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
header, main { max-width: 90rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 1.5rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, .skip:focus { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; padding: .5rem 1rem; background: var(--page); }
.skip:focus { left: 1rem; top: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0; }
h1 .symbol { display: block; font-size: 1rem; font-weight: 600; color: var(--quiet); }
h2 { font-size: 1.2rem; margin: 1.75rem 0 .5rem; }
.facts, .legend { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.25rem; margin: 1rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.odd { border: 1px solid var(--odd); border-radius: 6px; background: var(--odd-panel); padding: .6rem 1rem; }
.odd h2 { margin: 0 0 .25rem; color: var(--odd); }
.odd ul { margin: 0; padding-left: 1.2rem; }
summary { cursor: pointer; color: var(--link); margin-top: .75rem; }
.names { display: flex; flex-wrap: wrap; gap: .25rem .75rem; list-style: none; margin: .5rem 0; padding: 0; }

table { width: 100%; border-collapse: collapse; table-layout: fixed; }
caption { text-align: left; color: var(--quiet); padding-bottom: .5rem; }
thead th { text-align: left; color: var(--quiet); font-size: .9rem; border-bottom: 2px solid var(--line); }
thead th:nth-child(1) { width: 47%; }
thead th:nth-child(2) { width: 8.5rem; }
th, td { padding: .6rem .75rem; vertical-align: top; }
tbody tr { border-bottom: 1px solid var(--line); }
tbody tr:target { background: var(--here); }
tbody th { text-align: left; font-weight: 400; font-size: .85rem; color: var(--quiet); overflow-wrap: anywhere; }
tbody th a { display: block; font-size: 1rem; font-weight: 600; }
tbody th span { display: block; }
.remark { color: var(--odd); font-weight: 600; }
.lines { list-style: none; margin: 0; padding: 0;
  font: .85rem/1.5 ui-monospace, "SFMono-Regular", "DejaVu Sans Mono", monospace; }
.lines li { display: grid; grid-template-columns: 2.75rem 1fr; }
.number { color: var(--quiet); text-align: right; padding-right: .75rem; user-select: none; }
.lines .text { overflow-wrap: anywhere; white-space: pre-wrap; }
.outside { color: var(--quiet); }
.role { font: italic .85rem system-ui, "DejaVu Sans", sans-serif; }
.run { background: var(--panel); }
.reading { overflow-wrap: anywhere; }
.reading p { margin: 0; }
.reading .note { margin-top: .4rem; font-size: .9rem; color: var(--quiet); }
.marker { color: var(--quiet); }
em { font-weight: 600; }
.depth-1 .reading { padding-left: 2.25rem; }
.depth-2 .reading { padding-left: 3.75rem; }
.depth-3 .reading { padding-left: 5.25rem; }

@media (max-width: 48rem) {
  header, main { padding-left: .9rem; padding-right: .9rem; }
  h1 { font-size: 1.3rem; }
  .facts, .legend { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .4rem; }
  table, tbody, caption { display: block; }
  thead { position: absolute; left: -100rem; }
  tbody tr { display: flex; flex-direction: column; padding: .6rem 0; }
  tbody th, tbody td { padding: .15rem .25rem; }
  tbody th { order: 1; } tbody .reading { order: 2; } tbody .source { order: 3; }
  .run th { order: 0; }
  tbody th a, tbody th span { display: inline; margin-right: .6rem; }
  .source { border-left: 3px solid var(--line); margin: .4rem 0 0 .25rem; }
  .depth-1 { margin-left: 1rem; } .depth-2 { margin-left: 2rem; } .depth-3 { margin-left: 3rem; }
  .depth-1 .reading, .depth-2 .reading, .depth-3 .reading { padding-left: .25rem; }
}
@media print {
  :root { --ink: #000; --quiet: #444; --line: #999; --panel: #fff; --page: #fff; --link: #000;
    --odd: #000; --odd-panel: #fff; --here: #fff; }
  body { font-size: 9pt; }
  .skip, details { display: none; }
  thead { display: table-header-group; }
  tbody tr { break-inside: avoid; }
  a { text-decoration: none; }
}
"""

"""How the Data Docs look and fold: one stylesheet and one script, both our own, both local.

Here: styles for the class names that Great Expectations writes, and for our front page. Not here:
the pages (`expectations.data_docs`).
"""

STYLESHEET = """\
:root { --ink: #1c2733; --muted: #5b6875; --line: #d8dee4; --panel: #f4f6f8;
        --link: #0b5cad; --good: #1a7f37; --bad: #b42318; --doubt: #915a00; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff;
       font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
h1 { font-size: 1.7rem; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h4 { font-size: 1.15rem; margin: 0 0 .25rem; }
h5 { font-size: 1.05rem; margin: 0; }
h6, .h6 { font-size: .95rem; font-weight: 600; margin: 0; }
.lead { color: var(--muted); margin: 0 0 1rem; }
.front { max-width: 84rem; margin: 0 auto; padding: 2rem 1.5rem; }

.navbar.sticky-top { height: auto !important; padding: .6rem 1.5rem; background: var(--panel);
                     border-bottom: 1px solid var(--line); }
.navbar nav { display: flex; gap: 1.5rem; align-items: baseline; }
.navbar-brand a { font-weight: 600; color: var(--ink); }
.breadcrumb { display: flex; flex-wrap: wrap; list-style: none; margin: 0; padding: 0; color: var(--muted); }
.breadcrumb-item + .breadcrumb-item::before { content: "/"; padding: 0 .5rem; }

.container-fluid { padding: 0 1.5rem; }
body > .container-fluid { padding-top: 1.25rem; }
body > .container-fluid > .row { display: flex; gap: 2rem; align-items: flex-start; }
body > .container-fluid > .row > :first-child { flex: 0 0 17rem; position: sticky; top: 1rem; }
body > .container-fluid > .row > :last-child { flex: 1 1 auto; min-width: 0; }
.ge-section.container-fluid { padding: 0; }
.card { border: 1px solid var(--line); border-radius: 6px; margin-bottom: 1rem; background: #fff; }
.card-header { padding: .5rem .75rem; background: var(--panel); border-bottom: 1px solid var(--line); }
.card-body { padding: .75rem; overflow: auto; max-height: 65vh; }
.nav { list-style: none; margin: 0; padding: 0; max-height: none !important; }
.nav-link { display: block; padding: .2rem .25rem; font-size: .9rem;
            word-break: normal !important; overflow-wrap: anywhere !important; }
#navigation { max-height: none !important; }
.btn-group { display: flex; gap: .5rem; }
.btn { padding: .25rem .6rem; border: 1px solid var(--line); border-radius: 4px; cursor: pointer;
       background: #fff; font-size: .9rem; }
.btn.active { background: var(--link); border-color: var(--link); color: #fff; }
.btn input { position: absolute; opacity: 0; }

.alert { padding: .5rem .75rem; border-radius: 6px; border: 1px solid var(--line); background: var(--panel);
         margin: .75rem 0 .25rem; }
.alert-success { border-color: var(--good); background: #edf8f0; }
.alert-warning { border-color: var(--doubt); background: #fff6e5; }
.alert-danger { border-color: var(--bad); background: #fdefed; }
.text-success { color: var(--good); }
.text-warning { color: var(--doubt); }
.text-danger { color: var(--bad); }

.table-responsive { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
.table-sm { width: auto; }
th, td { padding: .4rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line);
         overflow-wrap: anywhere; }
th { color: var(--muted); font-weight: 600; font-size: .85rem; overflow-wrap: normal; }
.number { text-align: right; }
.name { white-space: nowrap; }
td.number { font-variant-numeric: tabular-nums; }
.ge-section .table:not(.table-sm) th:nth-child(1) { width: 4rem; }
.ge-section .table:not(.table-sm) th:nth-child(2) { width: 45%; }
.badge { padding: 0 .3rem; border-radius: 4px; background: var(--panel); border: 1px solid var(--line);
         font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .85em; }

.fas { font-style: normal; font-weight: 700; }
.fa-check-circle::before { content: "\\2713"; }
.fa-times::before { content: "\\2717"; }
.fa-exclamation-triangle::before { content: "!"; }

.collapse { display: none; }
.collapse.show { display: block; }
.scripted .hidden-as-held { display: none; }

@media (max-width: 50rem) {
  body > .container-fluid > .row { display: block; }
  body > .container-fluid > .row > :first-child { position: static; }
}
"""

SCRIPT = """\
// Folding, and the choice between all expectations and those that failed. No library, no request.
document.documentElement.classList.add("scripted");

document.querySelectorAll('[data-toggle="collapse"]').forEach(function (link) {
  link.addEventListener("click", function (event) {
    event.preventDefault();
    var body = document.getElementById(link.getAttribute("href").slice(1));
    if (body) { link.setAttribute("aria-expanded", String(body.classList.toggle("show"))); }
  });
});

document.querySelectorAll(".hide-succeeded-validation-target-child").forEach(function (cell) {
  cell.parentElement.classList.add("held");
});
document.querySelectorAll(".hide-succeeded-validations-column-section-target-child").forEach(function (block) {
  var section = block.closest(".ge-section");
  if (section) {
    section.classList.add("held");
    document.querySelectorAll('.nav-link[href="#' + section.id + '"]').forEach(function (link) {
      link.classList.add("held");
    });
  }
});

var choices = document.querySelectorAll(".btn-group-toggle .btn");
choices.forEach(function (choice, place) {
  choice.addEventListener("click", function () {
    choices.forEach(function (other) { other.classList.toggle("active", other === choice); });
    document.querySelectorAll(".held").forEach(function (part) {
      part.classList.toggle("hidden-as-held", place === 1);
    });
  });
});
"""

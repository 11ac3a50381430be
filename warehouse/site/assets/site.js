// Filters and sorting of what a page already holds. Without it all is shown.
"use strict";
{
const forms = [...document.querySelectorAll("form[data-filter], form[data-find]")];
const rowsOf = (form) =>
  [...(form.dataset.find ? document.getElementById(form.dataset.find).tBodies[0].rows : document.querySelectorAll(".group"))];
const isShown = (row) => !row.hasAttribute("data-other-group") && !row.hasAttribute("data-other-words");

// How many are left. Of two forms that choose among the same rows the last one tells.
function tell() {
  const told = new Set();
  for (const form of [...forms].reverse()) {
    const rows = rowsOf(form), shown = rows.filter(isShown).length, words = form.querySelector("input")?.value.trim();
    const none = words ? "None of these has the words." : "The warehouse holds none of these.";
    form.querySelector("[data-told]").textContent = told.has(rows[0]) || shown === rows.length
      ? "" : shown ? `Showing ${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")}` : none;
    told.add(rows[0]);
  }
}

function applyFilter(form) {
  const wanted = [...form.querySelectorAll("select")].map((select) => [select.name, select.value]);
  for (const group of rowsOf(form)) {
    group.toggleAttribute("data-other-group", !wanted.every(([name, value]) => !value || group.dataset[name] === value));
  }
  tell();
}

function applyFind(form) {
  const words = plain(form.querySelector("input").value).split(/\s+/u).filter(Boolean);
  for (const row of rowsOf(form)) {
    row.words ??= plain(row.textContent);
    row.toggleAttribute("data-other-words", !words.every((word) => row.words.includes(word)));
  }
  tell();
}

function valueOf(cell) {
  const text = cell.textContent.trim();
  const number = Number(text.replaceAll(",", "").replace("%", ""));
  return text === "" || Number.isNaN(number) ? text.toLocaleLowerCase() : number;
}

function sortBy(table, header, column) {
  const descending = header.getAttribute("aria-sort") === "ascending" || (!header.hasAttribute("aria-sort") && header.classList.contains("number"));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const rows = [...table.tBodies[0].rows].map((row) => [valueOf(row.cells[column]), row]);
  const isEmpty = (value) => value === "" || value === "–"; // stands last in either direction
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), undefined, { numeric: true });
  rows.sort(([a], [b]) => isEmpty(a) - isEmpty(b) || (descending ? compare(b, a) : compare(a, b)));
  table.tBodies[0].append(...rows.map(([, row]) => row));
}

function makeSortable(table) {
  for (const [column, header] of [...table.tHead.rows[0].cells].entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sortBy(table, header, column));
    header.append(button);
  }
}

for (const form of forms) {
  const apply = form.dataset.find ? applyFind : applyFilter;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener(form.dataset.find ? "input" : "change", () => apply(form));
  apply(form); // a browser that goes back keeps what was chosen
}
for (const table of document.querySelectorAll("table[data-sortable]")) makeSortable(table);
// What is folded away is printed too, and folded again.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details:not([open])")];
  for (const details of unfolded) details.open = true;
});
addEventListener("afterprint", () => { for (const details of unfolded) details.open = false; });
}

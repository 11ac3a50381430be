// Filters and sorting of what a page already holds. Without it all is shown.
"use strict";
{
function tell(form, shown, all) {
  form.querySelector("[data-told]").textContent =
    shown === all ? "" : shown ? `Showing ${shown.toLocaleString("en")} of ${all.toLocaleString("en")}` : "The warehouse holds none of these.";
}

function applyFilter(form) {
  const wanted = [...form.querySelectorAll("select")].map((select) => [select.name, select.value]);
  const groups = [...document.querySelectorAll(".group")];
  let shown = 0;
  for (const group of groups) {
    const fits = wanted.every(([name, value]) => !value || group.dataset[name] === value);
    group.toggleAttribute("data-other-group", !fits);
    shown += fits ? 1 : 0;
  }
  tell(form, shown, groups.length);
}

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function applyFind(form) {
  const words = plain(form.querySelector("input").value).split(/\s+/u).filter(Boolean);
  const rows = [...document.getElementById(form.dataset.find).tBodies[0].rows];
  let shown = 0;
  for (const row of rows) {
    row.words ??= plain(row.textContent);
    const fits = words.every((word) => row.words.includes(word));
    row.toggleAttribute("data-other-words", !fits);
    shown += fits ? 1 : 0;
  }
  tell(form, shown, rows.length);
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
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), undefined, { numeric: true });
  rows.sort(([a], [b]) => (descending ? compare(b, a) : compare(a, b)));
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

for (const form of document.querySelectorAll("form[data-filter]")) {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => applyFilter(form));
  applyFilter(form); // a browser that goes back keeps what was chosen
}
for (const form of document.querySelectorAll("form[data-find]")) {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => applyFind(form));
  applyFind(form);
}
for (const table of document.querySelectorAll("table[data-sortable]")) makeSortable(table);
}

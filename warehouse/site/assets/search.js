// The search page: asks the index (search-index.js), shows paragraphs. No text is ever made into markup.
"use strict";
{
const PAGE = 10;
const counted = new Intl.NumberFormat("en").format;
const { start, ranked, textOf, documentOf, KEPT } = window.hrcw.search;
const form = document.getElementById("search");
const field = (id) => document.getElementById(id);
const made = (tag, options = {}, ...children) => { const element = Object.assign(document.createElement(tag), options); element.append(...children); return element; };

// The words asked for are marked wherever they stand, phrases where they stand together.
function markedText(text, { loose, prefix, phrases }) {
  const tokens = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)], words = tokens.map(([token]) => plain(token)), pieces = [];
  const begins = (at) => (phrase) => phrase.every((word, offset) => words[at + offset] === word);
  const single = new Set(loose);
  let last = 0;
  for (let at = 0, length; at < tokens.length; at += length || 1) {
    length = phrases.find(begins(at))?.length ?? Number(single.has(words[at]) || (prefix !== null && words[at].startsWith(prefix)));
    if (!length) continue;
    const end = tokens[at + length - 1].index + tokens[at + length - 1][0].length;
    pieces.push(text.slice(last, tokens[at].index), made("mark", { className: "theme" }, text.slice(tokens[at].index, end)));
    last = end;
  }
  return [...pieces, text.slice(last)];
}

async function shown(paragraph, answer) {
  const [name, text] = await textOf(paragraph);
  const [, symbol, language, , session, title, href, fictitious] = documentOf(paragraph);
  const from = made("p", { className: "from" },
    made("a", { href: `${href}#${encodeURIComponent(name)}` }, `${symbol}, ${name}`), " ",
    made("span", { className: "quiet" }, `session ${session}, ${title}`));
  if (fictitious) from.append(" ", made("span", { className: "invented" }, "fictitious sample"));
  const item = made("li", {}, from, made("p", { className: "text", lang: language, dir: "auto" }, ...markedText(text, answer)));
  return item;
}

async function rowOf(paragraph) {
  const [name, text] = await textOf(paragraph);
  const [, symbol, language, , session, , , fictitious] = documentOf(paragraph);
  return [symbol, language, session, name, fictitious ? "true" : "false", text];
}

let asked = 0, answer = null;
const stopped = (error) => { field("found").textContent = `The search stopped: ${error.message}`; };

const hasMore = () => field("results").children.length < answer.best.length;

let adding = false;
async function more() {
  if (adding) return;
  adding = true;
  const mine = asked, from = field("results").children.length;
  try {
    const items = await Promise.all(answer.best.slice(from, from + PAGE).map((paragraph) => shown(paragraph, answer)));
    if (mine !== asked) return;
    field("results").append(...items);
    field("more").hidden = !hasMore();
    items[0]?.querySelector("a").focus();
  } catch (error) {
    stopped(error);
  } finally {
    adding = false;
  }
}

function said({ total, apart, phrases }) {
  if (!total && apart) return `None has these words together; ${counted(apart)} ${apart === 1 ? "has" : "have"} them apart.`;
  if (!total) return "No paragraph has all of these words.";
  const together = phrases.length ? ` ${total === 1 ? "has" : "have"} these words together` : "";
  return `${counted(total)} paragraph${total === 1 ? "" : "s"}${together}` + (total > KEPT ? `; the ${KEPT} best can be shown` : "");
}

async function ask() {
  const mine = ++asked, began = performance.now(), question = field("question").value;
  try {
    const found = await ranked(question, field("organ").value, field("language").value);
    if (mine !== asked) return;
    answer = found;
    if (!found) {
      field("results").replaceChildren();
      field("found").textContent = "";
      field("more").hidden = field("save").hidden = true;
      return;
    }
    const items = await Promise.all(found.best.slice(0, PAGE).map((paragraph) => shown(paragraph, found)));
    if (mine !== asked) return;
    field("results").replaceChildren(...items);
    field("more").hidden = !hasMore();
    field("save").hidden = items.length === 0;
    field("save").textContent = `Download ${found.best.length === 1 ? "this" : `these ${counted(found.best.length)}`} (CSV)`;
    field("found").textContent = said(found);
    form.dataset.milliseconds = (performance.now() - began).toFixed(1);
  } catch (error) {
    stopped(error);
  }
}

// The same cells as in the CSV files of the site: nothing that a spreadsheet would run.
function cell(text) {
  const safe = /^'*[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

async function save() {
  let found;
  try {
    found = await Promise.all(answer.best.map(rowOf));
  } catch (error) {
    stopped(error);
    return;
  }
  const rows = [["symbol", "language", "session", "paragraph", "is_fictitious", "text"], ...found];
  const csv = "\ufeff" + rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
  const url = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
  made("a", { href: url, download: "paragraphs.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
form.addEventListener("input", ask);
field("more").addEventListener("click", more);
field("save").addEventListener("click", save);
addEventListener("hashchange", () => { if (location.hash !== SKIPPED) fromAddress(); });
form.addEventListener("change", intoAddress);

// search.html?q=words&organ=HRC&language=en; also search.html#words.
const SELECTS = ["organ", "language"], SKIPPED = "#content"; // where the link leads that skips to the content

function intoAddress() {
  const asked = new URLSearchParams([["q", field("question").value], ...SELECTS.map((id) => [id, field(id).value])].filter(([, value]) => value));
  history.replaceState(null, "", asked.size ? `?${asked}` : location.pathname);
}

function fromAddress() {
  const asked = new URLSearchParams(location.search);
  let question = location.hash === SKIPPED ? "" : location.hash.slice(1);
  try { question = decodeURIComponent(question); } catch { /* it is taken as it is */ }
  field("question").value = question || (asked.get("q") ?? "");
  for (const id of SELECTS) {
    const wanted = asked.get(id);
    field(id).value = [...field(id).options].some(({ value }) => value === wanted) ? wanted : "";
  }
  ask();
}
fromAddress();
// Questions before the first one: what they compile and read, the first need not wait for.
async function prepare() {
  const { commonest } = await start();
  for (let times = 0; times < 3; times++) {
    const found = await ranked(`"${commonest} ${commonest}" ${commonest}`, "", "");
    if (!found) return; // there are no words
    said(found);
    await Promise.all(found.best.slice(0, PAGE).map((paragraph) => shown(paragraph, found)));
  }
}
prepare().then(
  () => { form.dataset.ready = ""; },
  (error) => { field("found").textContent = `The search cannot start: ${error.message}`; },
);
}

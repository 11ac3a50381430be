// The search: reads the parts of the index that a question needs, ranks by BM25, shows paragraphs.
// Parts are scripts, since a page opened from disk cannot fetch. No text is ever made into markup.
"use strict";
{
const K1 = 1.2, B = 0.75; // of BM25: Robertson and Zaragoza, 2009
const PAGE = 10, KEPT = 500, PREFIXES = 60, PREFIX_FROM = 2;
const HALF = 46, DIGITS = [...Array(95).keys()].map((at) => String.fromCharCode(at + 32)).filter((c) => c !== '"' && c !== "\\");
const VALUES = new Uint8Array(128);
DIGITS.forEach((digit, value) => { VALUES[digit.charCodeAt(0)] = value; });

// ---- parts of the index

const form = document.getElementById("search");
const waiting = new Map(), parts = new Map();
const PART = /^search\/(start|words-\d+|texts-\d+)\.js\?[0-9a-f]+$/;
const ownParts = (url) => { if (!PART.test(url)) throw new TypeError(`no part of the index: ${url}`); return url; };
const policy = window.trustedTypes ? trustedTypes.createPolicy("hrcw", { createScriptURL: ownParts }) : { createScriptURL: ownParts };

window.hrcw = {
  start: (number, content) => waiting.get("start")(content),
  words: (number, content) => waiting.get(`words-${number}`)(content),
  texts: (number, content) => waiting.get(`texts-${number}`)(content),
};

function part(name) {
  if (!parts.has(name)) {
    parts.set(name, new Promise((resolve, reject) => {
      waiting.set(name, resolve);
      const script = document.createElement("script");
      script.src = policy.createScriptURL(`search/${name}.js?${form.dataset.version}`);
      script.onload = () => script.remove();
      script.onerror = () => { parts.delete(name); reject(new Error(`search/${name}.js cannot be read`)); };
      document.head.append(script);
    }));
  }
  return parts.get(name);
}

let index = null;
async function start() {
  if (index) return index;
  const read = await part("start");
  const lengths = Float32Array.from(read.lengths, (digit) => 2 ** (VALUES[digit.charCodeAt(0)] / 8) - 1);
  index = { ...read, weight: lengths.map((length) => K1 * (1 - B + (B * length) / (read.average || 1))) };
  index.of = new Uint32Array(read.paragraphs); // paragraph to document
  read.documents.forEach(([first], at) => index.of.fill(at, first, read.documents[at + 1]?.[0] ?? read.paragraphs));
  return index;
}

// ---- words

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

function understood(question) {
  const phrases = [], loose = [];
  for (const [, quoted, rest] of question.matchAll(/["“”«»]([^"“”«»]*)["“”«»]|([^"“”«»]+)/gu)) {
    const words = wordsOf(quoted ?? rest);
    if (quoted === undefined) loose.push(...words);
    else if (words.length > 1) phrases.push(words);
    else loose.push(...words);
  }
  const open = /[\p{L}\p{N}\p{M}]$/u.test(question) && loose.length > 0;
  const prefix = open && loose.at(-1).length >= PREFIX_FROM ? loose.at(-1) : null;
  const whole = new Set([...phrases.flat(), ...(prefix ? loose.slice(0, -1) : loose)]);
  return { whole: [...whole], prefix, phrases };
}

// Code points, as Python sorts; strings compare by UTF-16 units otherwise.
function before(a, b) {
  const one = [...a], other = [...b];
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    const difference = one[at].codePointAt(0) - other[at].codePointAt(0);
    if (difference) return difference < 0;
  }
  return one.length < other.length;
}

function partOf(word) {
  let low = 0, high = index.firsts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (before(word, index.firsts[middle])) high = middle - 1; else low = middle;
  }
  return low;
}

async function postingsOf(word) {
  if (!index.firsts.length) return [];
  const found = (await part(`words-${partOf(word)}`));
  return Object.hasOwn(found, word) ? [found[word]] : [];
}

async function postingsFrom(prefix) {
  if (!index.firsts.length) return [];
  const last = partOf(prefix + "\u{10FFFF}"), names = [];
  for (let at = partOf(prefix); at <= last; at++) names.push(part(`words-${at}`));
  const found = [];
  for (const words of await Promise.all(names)) {
    for (const word of Object.keys(words)) if (word.startsWith(prefix)) found.push([word === prefix ? Infinity : words[word].length, words[word]]);
  }
  return found.sort((a, b) => b[0] - a[0]).slice(0, PREFIXES).map(([, postings]) => postings);
}

// Adds how often a word stands in each paragraph to `times`.
function unpack(postings, times) {
  let paragraph = -1, at = 0;
  const next = () => {
    let value = 0, scale = 1;
    for (;;) {
      const digit = VALUES[postings.charCodeAt(at++)];
      if (digit < HALF) return value + digit * scale;
      value += (digit - HALF) * scale;
      scale *= HALF;
    }
  };
  while (at < postings.length) {
    const step = next();
    paragraph += (step >> 1) + 1;
    times[paragraph] += step & 1 ? next() + 2 : 1;
  }
}

// ---- ranking

async function ranked(question, organ, language) {
  await start();
  const { whole, prefix, phrases } = understood(question);
  const wanted = whole.map(postingsOf);
  if (prefix) wanted.push(postingsFrom(prefix));
  if (!wanted.length) return null;
  const terms = await Promise.all(wanted);
  const size = index.paragraphs, score = new Float32Array(size), matched = new Uint8Array(size), times = new Uint16Array(size);
  for (const postings of terms) {
    times.fill(0);
    for (const each of postings) unpack(each, times);
    let having = 0;
    for (let at = 0; at < size; at++) if (times[at]) having++;
    const rarity = Math.log(1 + (size - having + 0.5) / (having + 0.5));
    for (let at = 0; at < size; at++) {
      if (!times[at]) continue;
      matched[at]++;
      score[at] += (rarity * times[at] * (K1 + 1)) / (times[at] + index.weight[at]);
    }
  }
  const fits = Uint8Array.from(index.documents, ([, , itsLanguage, itsOrgan]) =>
    (!organ || itsOrgan === organ) && (!language || itsLanguage === language) ? 1 : 0);
  const needed = terms.length, found = [];
  for (let at = 0; at < size; at++) if (matched[at] === needed && fits[index.of[at]]) found.push(at);
  const total = found.length;
  const best = strongest(found, score);
  return { best, total, phrases, words: whole, prefix };
}

// The KEPT best, in order: those below the weakest of the best so far need not be sorted.
function strongest(found, score) {
  const order = (a, b) => score[b] - score[a] || a - b;
  let best = [];
  for (let from = 0; from < found.length; from += 4 * KEPT) {
    const least = best.length === KEPT ? score[best.at(-1)] : -1;
    const more = found.slice(from, from + 4 * KEPT).filter((at) => score[at] > least);
    if (more.length) best = best.concat(more).sort(order).slice(0, KEPT);
  }
  return best;
}

const textOf = async (paragraph) => (await part(`texts-${Math.floor(paragraph / index.textsAFile)}`))[paragraph % index.textsAFile];

// Those whose text has every phrase; the words of all are known to be there.
async function withPhrases(best, phrases) {
  if (!phrases.length) return best;
  const needles = phrases.map((phrase) => ` ${phrase.join(" ")} `);
  const texts = await Promise.all(best.map(textOf));
  return best.filter((_, at) => { const text = ` ${wordsOf(texts[at][1]).join(" ")} `; return needles.every((needle) => text.includes(needle)); });
}

// ---- showing

const field = (id) => document.getElementById(id);
const made = (tag, options = {}, ...children) => { const element = Object.assign(document.createElement(tag), options); element.append(...children); return element; };

function markedText(text, { words, prefix }) {
  const wanted = new Set(words), pieces = [];
  let last = 0;
  for (const found of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const word = plain(found[0]);
    if (!wanted.has(word) && !(prefix && word.startsWith(prefix))) continue;
    pieces.push(text.slice(last, found.index), made("mark", { className: "theme" }, found[0]));
    last = found.index + found[0].length;
  }
  return [...pieces, text.slice(last)];
}

async function shown(paragraph, answer) {
  const [name, text] = await textOf(paragraph);
  const [, symbol, language, , session, title, href, fictitious] = index.documents[index.of[paragraph]];
  const from = made("p", { className: "from" },
    made("a", { href: `${href}#${encodeURIComponent(name)}` }, `${symbol}, ${name}`), " ",
    made("span", { className: "quiet" }, `session ${session}, ${title}`));
  if (fictitious) from.append(" ", made("span", { className: "invented" }, "fictitious sample"));
  const item = made("li", {}, from, made("p", { className: "text", lang: language, dir: "auto" }, ...markedText(text, answer)));
  item.row = [symbol, language, session, name, fictitious ? "true" : "false", text];
  return item;
}

let asked = 0, answer = null;

async function more() {
  const mine = asked, from = field("results").children.length;
  const items = await Promise.all(answer.best.slice(from, from + PAGE).map((paragraph) => shown(paragraph, answer)));
  if (mine !== asked) return;
  field("results").append(...items);
  field("more").hidden = field("results").children.length >= answer.best.length;
  field("save").hidden = answer.best.length === 0;
}

function said({ total, best, phrases }) {
  if (phrases.length && total > KEPT) return `${best.length} of the ${KEPT} best paragraphs have these words together`;
  const number = phrases.length ? best.length : total;
  if (!number) return "No paragraph has all of these words.";
  return `${number.toLocaleString("en")} paragraph${number === 1 ? "" : "s"}` + (number > KEPT ? `; the ${KEPT} best can be shown` : "");
}

async function ask() {
  const mine = ++asked, began = performance.now(), question = field("question").value;
  try {
    const found = await ranked(question, field("organ").value, field("language").value);
    if (found) found.best = await withPhrases(found.best, found.phrases);
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
    field("more").hidden = items.length >= found.best.length;
    field("save").hidden = items.length === 0;
    field("found").textContent = said(found);
    form.dataset.milliseconds = (performance.now() - began).toFixed(1);
  } catch (error) {
    field("found").textContent = `The search stopped: ${error.message}. Is the folder of the site complete?`;
  }
}

// The same cells as in the CSV files of the site: nothing that a spreadsheet would run.
function cell(text) {
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function save() {
  const rows = [["symbol", "language", "session", "paragraph", "is_fictitious", "text"], ...[...field("results").children].map((item) => item.row)];
  const csv = "\ufeff" + rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
  const url = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
  made("a", { href: url, download: "paragraphs.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
form.addEventListener("input", ask);
field("more").addEventListener("click", more);
field("save").addEventListener("click", save);
addEventListener("hashchange", fromAddress);
form.addEventListener("change", () => { history.replaceState(null, "", `#${encodeURIComponent(field("question").value)}`); });

function fromAddress() {
  let question = location.hash.slice(1);
  try { question = decodeURIComponent(question); } catch { /* it is taken as it is */ }
  if (question !== field("question").value && question !== "content") { field("question").value = question; ask(); }
}
fromAddress();
start().catch((error) => { field("found").textContent = `The search cannot start: ${error.message}.`; });
}

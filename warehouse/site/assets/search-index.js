// The index of the search: reads the parts that a question needs, ranks by BM25. Parts are scripts, since a page
// opened from disk cannot fetch. Showing what is found is search.js.
"use strict";
{
const K1 = 1.2, B = 0.75; // of BM25: Robertson and Zaragoza, 2009
const KEPT = 500, PREFIX_FROM = 2;
const LONGEST = 2 ** 24; // words of a paragraph
const HALF = 46, DIGITS = [...Array(95).keys()].map((at) => String.fromCharCode(at + 32)).filter((c) => c !== '"' && c !== "\\");
const VALUES = new Uint8Array(128);
DIGITS.forEach((digit, value) => { VALUES[digit.charCodeAt(0)] = value; });

// ---- parts of the index

const form = document.getElementById("search");
const waiting = new Map(), parts = new Map();
const PART = /^search\/(start|(words|places|texts)-\d+)\.js\?[0-9a-f]+$/;
const ownParts = (url) => { if (!PART.test(url)) throw new TypeError(`no part of the index: ${url}`); return url; };
const policy = window.trustedTypes ? trustedTypes.createPolicy("hrcw", { createScriptURL: ownParts }) : { createScriptURL: ownParts };

// A part says which writing of the site it is of: what was written since this page was opened has other numbers.
const receive = (kind) => (number, version, content) => {
  const [resolve, reject] = waiting.get(kind === "start" ? kind : `${kind}-${number}`);
  if (version === form.dataset.version) resolve(content);
  else reject(new Error("the site was written anew since this page was opened. Reload the page."));
};
window.hrcw = Object.fromEntries(["start", "words", "places", "texts"].map((kind) => [kind, receive(kind)]));

function part(name) {
  if (!parts.has(name)) {
    parts.set(name, new Promise((resolve, reject) => {
      waiting.set(name, [resolve, reject]);
      const script = document.createElement("script");
      script.src = policy.createScriptURL(`search/${name}.js?${form.dataset.version}`);
      script.onload = () => script.remove();
      script.onerror = () => { parts.delete(name); reject(new Error(`search/${name}.js cannot be read. Is the folder of the site complete?`)); };
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
  if (prefix) loose.pop();
  return { whole: [...new Set([...phrases.flat(), ...loose])], loose, prefix, phrases };
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

// What each part of the words from `word` to `last` holds: postings, or places.
function partsOf(kind, word, last = word) {
  if (!index.firsts.length) return Promise.resolve([]);
  const names = [];
  for (let at = partOf(word); at <= partOf(last); at++) names.push(part(`${kind}-${at}`));
  return Promise.all(names);
}

async function packedOf(kind, word) {
  const [words] = await partsOf(kind, word);
  return words && Object.hasOwn(words, word) ? words[word] : "";
}

const known = new Map();
async function postingsOf(word) {
  const packed = await packedOf("words", word);
  if (!known.has(word)) known.set(word, unpacked(packed));
  return known.get(word);
}

// The postings of the words that begin so, as of one word.
async function postingsFrom(prefix) {
  const standing = new Uint16Array(index.paragraphs); // how often they stand in each paragraph
  for (const words of await partsOf("words", prefix, prefix + "\u{10FFFF}")) {
    for (const word of Object.keys(words)) {
      if (!word.startsWith(prefix)) continue;
      const { paragraphs, times } = unpacked(words[word]);
      for (let at = 0; at < paragraphs.length; at++) standing[paragraphs[at]] += times[at];
    }
  }
  const paragraphs = new Uint32Array(index.paragraphs);
  let count = 0;
  for (let paragraph = 0; paragraph < standing.length; paragraph++) if (standing[paragraph]) paragraphs[count++] = paragraph;
  const having = paragraphs.subarray(0, count);
  return { paragraphs: having, times: Uint16Array.from(having, (paragraph) => standing[paragraph]) };
}

// Reads numbers written by search_index.py, one at a call.
class Numbers {
  constructor(packed) { this.packed = packed; this.at = 0; }
  get more() { return this.at < this.packed.length; }
  next() {
    let value = 0, scale = 1;
    for (;;) {
      const digit = VALUES[this.packed.charCodeAt(this.at++)];
      if (digit < HALF) return value + digit * scale;
      value += (digit - HALF) * scale;
      scale *= HALF;
    }
  }
}

// The paragraphs that have a word, in their order, and how often each has it.
function unpacked(packed) {
  const paragraphs = new Uint32Array(packed.length), times = new Uint16Array(packed.length), numbers = new Numbers(packed);
  let paragraph = -1, count = 0;
  while (numbers.more) {
    const step = numbers.next();
    paragraph += (step >> 1) + 1;
    paragraphs[count] = paragraph;
    times[count++] = step & 1 ? numbers.next() + 2 : 1;
  }
  return { paragraphs: paragraphs.subarray(0, count), times: times.subarray(0, count) };
}

// ---- ranking

// What is found, best first as far as KEPT; `apart` is how many have the words, whether they stand together or not.
async function ranked(question, organ, language) {
  await start();
  const { whole, loose, prefix, phrases } = understood(question);
  const wanted = whole.map(postingsOf);
  if (prefix) wanted.push(postingsFrom(prefix));
  if (!wanted.length) return null;
  const places = phrases.map((phrase) => Promise.all(phrase.map((word) => packedOf("places", word))));
  const terms = await Promise.all(wanted);
  terms.sort((a, b) => a.paragraphs.length - b.paragraphs.length); // the rarest first: fewer paragraphs remain for the others
  let found = terms.reduce(withTerm, all(organ, language));
  const apart = found.paragraphs.length;
  for (const [at, packed] of (await Promise.all(places)).entries()) found = together(found, phrases[at], packed);
  return { best: strongest(found), total: found.paragraphs.length, apart, loose, prefix, phrases };
}

function all(organ, language) {
  const paragraphs = new Uint32Array(index.paragraphs);
  let count = 0;
  for (const [at, [first, , itsLanguage, itsOrgan]] of index.documents.entries()) {
    if ((organ && itsOrgan !== organ) || (language && itsLanguage !== language)) continue;
    const end = index.documents[at + 1]?.[0] ?? index.paragraphs;
    for (let paragraph = first; paragraph < end; paragraph++) paragraphs[count++] = paragraph;
  }
  return { paragraphs: paragraphs.subarray(0, count), scores: new Float32Array(count) };
}

// Those of the paragraphs that have the term too, with what it adds to their score.
function withTerm(found, { paragraphs, times }) {
  const having = paragraphs.length, rarity = Math.log(1 + (index.paragraphs - having + 0.5) / (having + 0.5));
  const most = Math.min(having, found.paragraphs.length);
  const kept = new Uint32Array(most), scores = new Float32Array(most);
  let count = 0, of = 0;
  for (let at = 0; at < found.paragraphs.length; at++) {
    const paragraph = found.paragraphs[at];
    while (of < having && paragraphs[of] < paragraph) of++;
    if (of === having) break;
    if (paragraphs[of] !== paragraph) continue;
    kept[count] = paragraph;
    scores[count++] = found.scores[at] + (rarity * times[of] * (K1 + 1)) / (times[of] + index.weight[paragraph]);
  }
  return { paragraphs: kept.subarray(0, count), scores: scores.subarray(0, count) };
}

// Those of the paragraphs in which the words of a phrase follow one another: each word says where the phrase would
// begin if it stood there; where all say so, it does.
function together(found, phrase, packed) {
  const wanted = new Uint8Array(index.paragraphs);
  for (const paragraph of found.paragraphs) wanted[paragraph] = 1;
  let beginnings = null;
  for (const [offset, word] of phrase.entries()) {
    const said = beginningsOf(known.get(word), packed[offset], offset, wanted);
    beginnings = beginnings ? shared(beginnings, said) : said;
  }
  const kept = new Uint32Array(found.paragraphs.length), scores = new Float32Array(found.paragraphs.length);
  let count = 0, of = 0;
  for (let at = 0; at < found.paragraphs.length; at++) {
    const paragraph = found.paragraphs[at];
    while (of < beginnings.length && beginnings[of] < paragraph * LONGEST) of++;
    if (of === beginnings.length) break;
    if (beginnings[of] >= (paragraph + 1) * LONGEST) continue;
    kept[count] = paragraph;
    scores[count++] = found.scores[at];
  }
  return { paragraphs: kept.subarray(0, count), scores: scores.subarray(0, count) };
}

// paragraph * LONGEST + place, in order, for each place of a word in the wanted paragraphs.
function beginningsOf({ paragraphs, times }, packed, offset, wanted) {
  const numbers = new Numbers(packed), found = new Float64Array(packed.length);
  let count = 0;
  for (let at = 0; at < paragraphs.length; at++) {
    for (let place = -1, left = times[at]; left; left--) {
      place += numbers.next() + 1;
      if (wanted[paragraphs[at]] && place >= offset) found[count++] = paragraphs[at] * LONGEST + place - offset;
    }
  }
  return found.subarray(0, count);
}

// The numbers that two ordered arrays share.
function shared(some, others) {
  const found = new Float64Array(Math.min(some.length, others.length));
  let count = 0, of = 0;
  for (const number of some) {
    while (of < others.length && others[of] < number) of++;
    if (of === others.length) break;
    if (others[of] === number) found[count++] = number;
  }
  return found.subarray(0, count);
}

// The KEPT best, in order: what is below the weakest of the best so far need not be sorted.
function strongest({ paragraphs, scores }) {
  const order = (a, b) => scores[b] - scores[a] || paragraphs[a] - paragraphs[b];
  let best = [], least = -1;
  for (let from = 0; from < scores.length; from += 4 * KEPT) {
    const more = [];
    for (let at = from; at < Math.min(scores.length, from + 4 * KEPT); at++) if (scores[at] > least) more.push(at);
    if (!more.length) continue;
    best = best.concat(more).sort(order).slice(0, KEPT);
    if (best.length === KEPT) least = scores[best.at(-1)];
  }
  return best.map((at) => paragraphs[at]);
}

const textOf = async (paragraph) => (await part(`texts-${Math.floor(paragraph / index.textsAFile)}`))[paragraph % index.textsAFile];

window.hrcw.search = {
  start, ranked, textOf, KEPT,
  documentOf: (paragraph) => index.documents[index.of[paragraph]],
};
}

// The index of the search: reads the parts that a question needs, ranks by BM25. Parts are scripts, since a page
// opened from disk cannot fetch. Showing what is found is search.js.
"use strict";
{
const K1 = 1.2, B = 0.75; // of BM25: Robertson and Zaragoza, 2009
const KEPT = 500, PREFIXES = 60, PREFIX_FROM = 2, AT_ONCE = 50;
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
  const words = await part(`words-${partOf(word)}`);
  return Object.hasOwn(words, word) ? [unpacked(word, words[word])] : [];
}

async function postingsFrom(prefix) {
  if (!index.firsts.length) return [];
  const last = partOf(prefix + "\u{10FFFF}"), names = [];
  for (let at = partOf(prefix); at <= last; at++) names.push(part(`words-${at}`));
  const found = [];
  for (const words of await Promise.all(names)) {
    for (const word of Object.keys(words)) {
      if (word.startsWith(prefix)) found.push([word === prefix ? Infinity : words[word].length, word, words[word]]);
    }
  }
  return found.sort((a, b) => b[0] - a[0]).slice(0, PREFIXES).map(([, word, packed]) => unpacked(word, packed));
}

// The paragraphs that have a word, and how often each has it.
const known = new Map();
function unpacked(word, packed) {
  let found = known.get(word);
  if (found) return found;
  const paragraphs = new Uint32Array(packed.length), times = new Uint8Array(packed.length);
  let paragraph = -1, count = 0, at = 0;
  const next = () => {
    let value = 0, scale = 1;
    for (;;) {
      const digit = VALUES[packed.charCodeAt(at++)];
      if (digit < HALF) return value + digit * scale;
      value += (digit - HALF) * scale;
      scale *= HALF;
    }
  };
  while (at < packed.length) {
    const step = next();
    paragraph += (step >> 1) + 1;
    paragraphs[count] = paragraph;
    times[count++] = step & 1 ? next() + 2 : 1;
  }
  found = { paragraphs: paragraphs.subarray(0, count), times: times.subarray(0, count) };
  known.set(word, found);
  return found;
}

// ---- ranking

async function ranked(question, organ, language) {
  await start();
  const { whole, prefix, phrases } = understood(question);
  const wanted = whole.map(postingsOf);
  if (prefix) wanted.push(postingsFrom(prefix));
  if (!wanted.length) return null;
  const terms = await Promise.all(wanted);
  const postings = (term) => term.reduce((sum, { paragraphs }) => sum + paragraphs.length, 0);
  terms.sort((a, b) => postings(a) - postings(b)); // the rarest first: fewer paragraphs remain for the others
  const fits = Uint8Array.from(index.documents, ([, , itsLanguage, itsOrgan]) =>
    (!organ || itsOrgan === organ) && (!language || itsLanguage === language) ? 1 : 0);
  let found = null;
  for (const term of terms) found = withTerm(found, term, fits);
  return { best: [], rest: strongest(found), total: found.length, phrases, words: whole, prefix };
}

let standing = null; // how often the term at hand stands in each paragraph
function withTerm(found, term, fits) {
  standing ??= new Uint16Array(index.paragraphs);
  let having = 0;
  for (const { paragraphs, times } of term) {
    for (let at = 0; at < paragraphs.length; at++) {
      if (!standing[paragraphs[at]]) having++;
      standing[paragraphs[at]] += times[at];
    }
  }
  if (!found) {
    found = { paragraphs: new Uint32Array(having), scores: new Float32Array(having), length: 0 };
    const taken = term.length > 1 ? new Uint8Array(index.paragraphs) : null; // several words may lead to one paragraph
    for (const { paragraphs } of term) {
      for (let at = 0; at < paragraphs.length; at++) {
        const paragraph = paragraphs[at];
        if (!fits[index.of[paragraph]] || (taken && taken[paragraph]++)) continue;
        found.paragraphs[found.length++] = paragraph;
      }
    }
  }
  const rarity = Math.log(1 + (index.paragraphs - having + 0.5) / (having + 0.5));
  let kept = 0;
  for (let at = 0; at < found.length; at++) {
    const paragraph = found.paragraphs[at], times = standing[paragraph];
    if (!times) continue;
    found.paragraphs[kept] = paragraph;
    found.scores[kept++] = found.scores[at] + (rarity * times * (K1 + 1)) / (times + index.weight[paragraph]);
  }
  found.length = kept;
  for (const { paragraphs } of term) for (let at = 0; at < paragraphs.length; at++) standing[paragraphs[at]] = 0;
  return found;
}

// The KEPT best, in order: what is below the weakest of the best so far need not be sorted.
function strongest({ paragraphs, scores, length }) {
  const order = (a, b) => scores[b] - scores[a] || paragraphs[a] - paragraphs[b];
  let best = [], least = -1;
  for (let from = 0; from < length; from += 4 * KEPT) {
    const more = [];
    for (let at = from; at < Math.min(length, from + 4 * KEPT); at++) if (scores[at] > least) more.push(at);
    if (!more.length) continue;
    best = best.concat(more).sort(order).slice(0, KEPT);
    if (best.length === KEPT) least = scores[best.at(-1)];
  }
  return best.map((at) => paragraphs[at]);
}

const textOf = async (paragraph) => (await part(`texts-${Math.floor(paragraph / index.textsAFile)}`))[paragraph % index.textsAFile];

// Moves paragraphs from `answer.rest` to `answer.best`, best first, until there are `enough` or none are left. Where
// words must stand together the texts are looked at: the words of all are known to be there.
async function gather(answer, enough) {
  const needles = answer.phrases.map((phrase) => ` ${phrase.join(" ")} `);
  while (answer.best.length < enough && answer.rest.length) {
    const next = answer.rest.splice(0, needles.length ? AT_ONCE : answer.rest.length);
    const texts = needles.length ? await Promise.all(next.map(textOf)) : [];
    answer.best.push(...next.filter((_, at) => {
      if (!needles.length) return true;
      const text = ` ${wordsOf(texts[at][1]).join(" ")} `;
      return needles.every((needle) => text.includes(needle));
    }));
  }
}

window.hrcw.search = {
  start, ranked, gather, textOf, plain, KEPT,
  documentOf: (paragraph) => index.documents[index.of[paragraph]],
};
}

// How words are compared, by the filters and by the search: without capitals and accents, signs for one letter as one.
"use strict";
const plain = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/gu, "oe").replace(/æ/gu, "ae").replace(/[’‘ʼ′]/gu, "'");

import{c as a,d as b}from"./part-QZXUBURR.js";import"./part-VQHDQL4G.js";import"./part-V3AVMOEH.js";import"./part-ILYGHR7E.js";import"./part-CODQYCYZ.js";
import"./part-LXXQPZQO.js";import"./part-W5EOZE3Y.js";import"./part-7AGHQD6Q.js";export{b as StopDialog,a as default};

import{c as a,d as b}from"./part-BHP46JT6.js";import"./part-NQFE2ANR.js";import"./part-V3AVMOEH.js";import"./part-ILYGHR7E.js";import"./part-CODQYCYZ.js";
import"./part-J53JVBTT.js";import"./part-W5EOZE3Y.js";import"./part-7AGHQD6Q.js";export{b as StopDialog,a as default};

import{c as a,d as b}from"./part-HKWDMDV5.js";import"./part-NARUFORG.js";import"./part-FOTTWJP4.js";import"./part-TBB53LP2.js";import"./part-NIQAHYLT.js";
import"./part-JVZ2BSLA.js";import"./part-7UYYRWIB.js";export{b as StopDialog,a as default};

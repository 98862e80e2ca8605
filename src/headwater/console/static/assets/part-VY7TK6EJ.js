import{c as a,d as b}from"./part-FLCWR35V.js";import"./part-WRPJJF3U.js";import"./part-AINJQ6D3.js";import"./part-VT22CLUY.js";import"./part-7LBHRLZX.js";
import"./part-YHCDZNFS.js";import"./part-Y7JMIEUH.js";import"./part-6OM2XB4G.js";import"./part-NJ6G4NGM.js";export{b as StopDialog,a as default};

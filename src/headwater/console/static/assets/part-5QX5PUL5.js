import{c as a,d as b}from"./part-2LSSTL44.js";import"./part-5VXLQTXA.js";import"./part-5Y2BMGUJ.js";import"./part-F7F6TSKO.js";import"./part-PIMWL64D.js";
import"./part-WKRJAEN7.js";import"./part-BI2FADSV.js";export{b as StopDialog,a as default};

import{c as a,d as b}from"./part-5TZVVLU7.js";import"./part-3WFXQM5H.js";import"./part-5Y2BMGUJ.js";import"./part-F7F6TSKO.js";import"./part-AQUB3X7H.js";
import"./part-WKRJAEN7.js";import"./part-BI2FADSV.js";export{b as StopDialog,a as default};

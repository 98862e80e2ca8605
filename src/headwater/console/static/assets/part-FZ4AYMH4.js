import{c as a,d as b}from"./part-EQJK4G3P.js";import"./part-Q4HCM4MF.js";import"./part-XWIDCBG6.js";import"./part-HTCV3HVM.js";import"./part-7KWEQDMS.js";
import"./part-JHBAWGFU.js";import"./part-J7NGXXJA.js";import"./part-6OM2XB4G.js";import"./part-HNNW76HX.js";export{b as StopDialog,a as default};

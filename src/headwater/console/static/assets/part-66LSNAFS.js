import{c as a,d as b}from"./part-B2HPVRBU.js";import"./part-P7I6F2HM.js";import"./part-XWIDCBG6.js";import"./part-HTCV3HVM.js";import"./part-7KWEQDMS.js";
import"./part-CVZYLMRS.js";import"./part-J7NGXXJA.js";import"./part-6OM2XB4G.js";import"./part-HNNW76HX.js";export{b as StopDialog,a as default};

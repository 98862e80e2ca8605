import{c as a,d as b}from"./part-SYKXAHDH.js";import"./part-WBX2FK4N.js";import"./part-YZBLBHBP.js";import"./part-ILYGHR7E.js";import"./part-CODQYCYZ.js";
import"./part-LXXQPZQO.js";import"./part-6BR5HLCB.js";import"./part-6OM2XB4G.js";import"./part-7AGHQD6Q.js";export{b as StopDialog,a as default};

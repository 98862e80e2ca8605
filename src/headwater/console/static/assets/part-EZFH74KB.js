import{a,b,c,d,e,f}from"./part-5PK7JERG.js";import"./part-HTCV3HVM.js";import"./part-7KWEQDMS.js";import"./part-JHBAWGFU.js";import"./part-J7NGXXJA.js";
import"./part-6OM2XB4G.js";import"./part-HNNW76HX.js";export{e as AgentTable,f as EndpointBadge,d as NoAgents,b as applyRuntimes,c as default,a as useRuntimes};

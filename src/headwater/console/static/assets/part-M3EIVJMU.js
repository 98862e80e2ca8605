import{a,b,c,d,e,f}from"./part-3WTLM6DA.js";import"./part-VT22CLUY.js";import"./part-7LBHRLZX.js";import"./part-YHCDZNFS.js";import"./part-NWPSZLSA.js";
import"./part-6OM2XB4G.js";import"./part-NJ6G4NGM.js";export{e as AgentTable,f as EndpointBadge,d as NoAgents,b as applyRuntimes,c as default,a as useRuntimes};

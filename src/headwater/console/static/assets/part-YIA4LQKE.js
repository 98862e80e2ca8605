import{a,b,c,d,e,f}from"./part-USQ4CE44.js";import"./part-VT22CLUY.js";import"./part-7LBHRLZX.js";import"./part-YHCDZNFS.js";import"./part-Y7JMIEUH.js";
import"./part-6OM2XB4G.js";import"./part-NJ6G4NGM.js";export{e as AgentTable,f as EndpointBadge,d as NoAgents,b as applyRuntimes,c as default,a as useRuntimes};

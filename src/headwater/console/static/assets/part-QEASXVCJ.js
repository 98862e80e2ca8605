import{a,b,c,d,e,f}from"./part-5AQ3YXJB.js";import"./part-ILYGHR7E.js";import"./part-CODQYCYZ.js";import"./part-LXXQPZQO.js";import"./part-W5EOZE3Y.js";
import"./part-7AGHQD6Q.js";export{e as AgentTable,f as EndpointBadge,d as NoAgents,b as applyRuntimes,c as default,a as useRuntimes};

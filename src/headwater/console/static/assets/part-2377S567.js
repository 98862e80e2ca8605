import{a,b,c,d,e,f}from"./part-3QSDRA4X.js";import"./part-ILYGHR7E.js";import"./part-CODQYCYZ.js";import"./part-LXXQPZQO.js";import"./part-6BR5HLCB.js";
import"./part-6OM2XB4G.js";import"./part-7AGHQD6Q.js";export{e as AgentTable,f as EndpointBadge,d as NoAgents,b as applyRuntimes,c as default,a as useRuntimes};

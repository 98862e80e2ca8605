import{a,b,c,d,e,f}from"./part-SGB4VVRE.js";import"./part-5QNJWWRG.js";import"./part-U3YULCA6.js";import"./part-B62R6QNW.js";import"./part-L6O7QRQT.js";
import"./part-N5KZN7WT.js";export{e as AgentTable,f as EndpointBadge,d as NoAgents,b as applyRuntimes,c as default,a as useRuntimes};

import{f as u,i as l}from"./part-7KWEQDMS.js";import{E as n}from"./part-HNNW76HX.js";function c(t){let e=d(t);return e&&e.length>0?{parts:e,raw:p(t)}:{parts:[{kind:"text",text:t}],raw:null}}function d(t){if(!t.startsWith("{"))return null;let e;try{
e=JSON.parse(t)}catch{return null}let r=o(e,"message")??e,s=o(r,"content");return Array.isArray(s)?s.flatMap(m):null}function m(t){let e=o(t,"text");if(typeof e==
"string")return[{kind:"text",text:e}];let r=o(t,"toolUse");if(r!==void 0)return[{kind:"call",name:String(o(r,"name")??"tool"),text:a(o(r,"input"))}];let s=o(t,"\
toolResult");return s!==void 0?[{kind:"result",name:String(o(s,"status")??"result"),text:f(s)}]:[{kind:"text",text:a(t)}]}function f(t){let e=o(t,"content");return Array.
isArray(e)?e.map(r=>o(r,"text")??a(o(r,"json")??r)).join(`
`):a(e)}function o(t,e){return typeof t=="object"&&t!==null?t[e]:void 0}function a(t){return typeof t=="string"?t:JSON.stringify(t,null,2)??""}function p(t){return JSON.
stringify(JSON.parse(t),null,2)}var g={USER:"User",ASSISTANT:"Assistant",TOOL:"Tool",OTHER:"Other"};function S({event:t}){let e=Object.entries(t.metadata??{});return n("li",{class:"event",children:[
t.payload.map((r,s)=>n(y,{payload:r},s)),t.payload.length===0&&n("p",{class:"muted",children:"Without content"}),n("footer",{class:"event-foot",children:[n("tim\
e",{dateTime:new Date(t.eventTimestamp*1e3).toISOString(),children:u(t.eventTimestamp*1e3)}),t.branch&&n(l,{tone:"warn",children:["branch ",t.branch.name]}),e.map(
([r,s])=>n(l,{tone:"off",children:[r,": ",s.stringValue??a(s)]},r)),n("code",{class:"event-id",title:"The event's id",children:t.eventId})]})]})}function y({payload:t}){
if(t.conversational){let{role:s,content:i}=t.conversational;return n(k,{role:s,text:i.text??""})}let[e,r]=t.json?["JSON",t.json.content]:["Blob",t.blob];return n(
"div",{class:"payload is-blob",children:[n("span",{class:"role",children:e}),n("pre",{tabIndex:0,children:a(r)})]})}function k({role:t,text:e}){let r=c(e);return n(
"div",{class:`payload is-${t.toLowerCase()}`,children:[n("span",{class:"role",children:g[t]??t}),r.parts.map((s,i)=>s.kind==="text"?n("p",{class:"said",children:s.
text},i):n("details",{class:"tool",children:[n("summary",{children:[s.kind==="call"?"Calls":"Result:"," ",s.name]}),n("pre",{tabIndex:0,children:s.text})]},i)),
r.raw!==null&&n("details",{class:"tool",children:[n("summary",{children:"As it is kept"}),n("pre",{tabIndex:0,children:r.raw})]})]})}export{a,S as b};

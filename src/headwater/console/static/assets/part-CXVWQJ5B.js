import{b as D}from"./part-LGO5HLPJ.js";import{a as x}from"./part-A4CSEMW7.js";import"./part-LOBSKZS7.js";import"./part-EHYU4QDN.js";
import{a as c,b as A,d as V}from"./part-I2PEKTNT.js";import"./part-SOO5MWQG.js";import"./part-WLL6JUMW.js";import{a as B,b as y,c as $,e as O,
h as p,i as b,j as q,k as N}from"./part-7O7Q5NVG.js";import{a as F,c as C,e as W}from"./part-U5IDEJIN.js";import{c as I,j as w}from"./part-FQFJOQYA.js";
import{D as e,I as M,L as R,P as T,Q as k,R as m,a as v,d as S,q as d}from"./part-MIIG3L3L.js";function H({isLive:t}){return e(m,{icon:"file",title:t?"Files cannot be shown yet":"Files go with their session",children:!t&&e("p",{children:"What a session wr\
ites to its own files is removed at its end."})})}function U({session:t}){return e(m,{icon:"memory",title:"What is remembered of this session",children:e("p",{children:e("a",{href:d("/memory",{session:t}),children:"\
Look for its events in the memories"})})})}var G=1500;function Q({params:t}){let{runtime:s="",session:o=""}=t,i=B(`${s} ${o}`,l=>w(s,o,{signal:l})),u=y(i.reload,G),[f,z]=S(0),J=y(()=>z(l=>l+1),G),[K,P]=S(
!1);if(I(l=>{if(l.kind==="reconnect")return u();if(l.kind!=="sessions")return;let E=l.data,L=r=>r.sessionId===o&&(r.runtimeName===s||r.runtimeId===s);E.ended.some(
L)&&u();let g=E.changed.filter(L);g.length!==0&&(J(),g.some(r=>!i.data?.live.some(h=>c(h)===c(r)))?u():i.change(r=>({...r,live:r.live.map(h=>X(h,g))})))}),i.error!==
null&&!i.data)return e(v,{children:[e(F,{title:_(o),above:{label:"Sessions",to:d("/sessions")}}),e(k,{error:i.error,onRetry:i.reload})]});if(!i.data)return e(T,
{what:"the session"});let a=i.data.live[0];return e(v,{children:[e(F,{title:_(o),above:{label:"Sessions",to:d("/sessions")},mark:e(q,{state:a?.state??"STOPPED",
children:a?void 0:"ended"}),children:[e("a",{class:"button is-plain",href:d("/playground",i.data.runtimeName,{session:o}),children:"Open in playground"}),a&&e(M,
{icon:"stop",kind:"danger",disabled:a.state==="STOPPING",onClick:()=>P(!0),children:"Stop"})]}),e("div",{class:"stack",children:[e(Y,{known:i.data}),e("div",{children:e(
W,{label:"About this session",tabs:[{id:"invocations",label:"Invocations",draw:()=>e(x,{query:{runtime:i.data?.runtimeId??s,session:o},version:f})},{id:"logs",label:"\
Log",draw:()=>e(D,{runtime:i.data?.runtimeId??s,session:o})},{id:"memory",label:"Memory",draw:()=>e(U,{session:o})},{id:"files",label:"Files",draw:()=>e(H,{runtime:s,
session:o,isLive:a!==void 0})},{id:"lives",label:`Lives ${i.data.lives.length||""}`,draw:()=>e(Z,{lives:i.data?.lives??[]})}]})})]}),K&&a&&e(V,{session:a,onClose:()=>P(
!1)})]})}function X(t,s){let o=s.find(f=>c(f)===c(t));if(!o)return t;let i=o.memoryBytes??t.memoryBytes??null,u=o.processCount??t.processCount??null;return{...t,
...o,memoryBytes:i,processCount:u}}function _(t){return t.length>44?`${t.slice(0,24)}…${t.slice(-12)}`:t}function Y({known:t}){let s=t.live[0]??t.lives[0];if(!s)
return null;let o=t.live[0];return e(C,{children:[e("dl",{class:"session-facts",children:[e(n,{label:"Session id",children:e(R,{value:t.sessionId})}),e(n,{label:"\
Agent",children:e("a",{href:d("/agents",t.runtimeName),children:t.runtimeName})}),e(n,{label:"Endpoint",children:[s.endpoint," ",e("span",{class:"muted",children:[
"version ",s.version]})]}),e(n,{label:o?"Alive for":"Ended",children:o?e(b,{at:o.createdAt,suffix:""}):s.endedAt?p(s.endedAt):"–"}),o?e(n,{label:"Last activit\
y",children:o.activeInvocations?`now (${o.activeInvocations} in flight)`:e(b,{at:o.lastActivityAt})}):e(n,{label:"Why",children:e(A,{reason:s.endReason??null})}),
e(n,{label:"Requests",children:s.requestCount}),e(n,{label:"Started in",children:[O(s.startMs)," ",s.mode&&e("span",{class:"muted",children:s.mode})]}),e(n,{label:"\
CPU",children:s.cpuSeconds===null?"–":`${s.cpuSeconds.toFixed(2)} s`}),o&&e(n,{label:"Memory",children:$(o.memoryBytes)}),o&&o.processCount!=null&&e(n,{label:"\
Processes",children:o.processCount}),o?.pid!=null&&e(n,{label:"Pid",children:o.pid}),o?.pingStatus&&e(n,{label:"Says of itself",children:o.pingStatus})]}),t.live.
length>1&&e("p",{class:"note",children:["This id lives on ",t.live.length," endpoints: ",t.live.map(i=>i.endpoint).join(", "),". Shown is"," ",t.live[0]?.endpoint,
"."]})]})}function n({label:t,children:s}){return e("div",{children:[e("dt",{children:t}),e("dd",{children:s})]})}function Z({lives:t}){return t.length===0?e(m,
{icon:"clock",title:"This session is in its first life"}):e(C,{isFlush:!0,children:e("div",{class:"table-scroll",children:e("table",{children:[e("thead",{children:e(
"tr",{children:[e("th",{scope:"col",children:"Began"}),e("th",{scope:"col",children:"Ended"}),e("th",{scope:"col",children:"Why"}),e("th",{scope:"col",children:"\
Endpoint"}),e("th",{scope:"col",class:"number",children:"Requests"}),e("th",{scope:"col",class:"number",children:"CPU"})]})}),e("tbody",{children:t.map(s=>e("tr",
{children:[e("td",{class:"nowrap",children:p(s.createdAt)}),e("td",{class:"nowrap",children:s.endedAt?p(s.endedAt):"–"}),e("td",{children:s.endedAt?e(A,{reason:s.
endReason??null}):e(N,{tone:"ok",children:"alive"})}),e("td",{children:[s.endpoint," ",e("span",{class:"muted",children:["v",s.version]})]}),e("td",{class:"numb\
er",children:s.requestCount}),e("td",{class:"number",children:s.cpuSeconds===null?"–":`${s.cpuSeconds.toFixed(2)} s`})]},s.createdAt+s.endpoint))})]})})})}export{Q as default};

import{a as ee,d as te}from"./part-NARUFORG.js";import{a as R,b as $,c as H,d as X,e as z,h as K,i as A,j,k}from"./part-TBB53LP2.js";import{c as L,
e as B,i as C,k as q}from"./part-NIQAHYLT.js";import{a as Q}from"./part-JVZ2BSLA.js";import{B as W,F as _,H as U,I as V,J as G,K as J,L as Y,M as w,
N as Z,a as E,d as g,e as h,f as M,g as v,h as x,k as O,o as p,p as F,q as S,r as y,z as s}from"./part-7UYYRWIB.js";var b="-created";function f(e){return`${e.runtimeId} ${e.endpoint} ${e.sessionId}`}function se(e,t){if(t.state&&e.state!==t.state||t.runtime&&e.runtimeName!==t.
runtime&&e.runtimeId!==t.runtime)return!1;let i=t.search.toLowerCase();return!i||e.sessionId.toLowerCase().includes(i)||e.runtimeName.toLowerCase().includes(i)}
function ne(e,t){let i=new Set(e.map(f));return[...e,...t.filter(n=>!i.has(f(n)))]}function oe(e,{changed:t,ended:i},n){if(n.state==="ENDED")return e;let o=new Map(
t.map(a=>[f(a),a])),l=new Set(i.map(f).filter(a=>!o.has(a))),r=[];for(let a of e){let d=f(a),c=o.get(d);o.delete(d),!(l.has(d)||c&&!se(c,n))&&r.push(c?{...a,...c,
memoryBytes:c.memoryBytes??a.memoryBytes??null}:a)}if(n.sort!==b)return r;let u=[...o.values()].filter(a=>se(a,n));return u.sort((a,d)=>d.createdAt.localeCompare(
a.createdAt)),[...u,...r]}function re(e){let t={runtime:e.runtime,search:e.search};return e.state==="ENDED"?t.ended="true":(t.state=e.state,t.sort=e.sort),t}var de="(max-width: 760px)",T=O(!1),ie=!1;function ae(){if(!ie){ie=!0;let e=matchMedia(de);T.value=e.matches,e.addEventListener("change",()=>T.value=e.matches)}
return T.value}var I=12;function ce(e,t,i,n){let o=Math.max(0,Math.min(n,Math.floor(e/i)-I)),l=Math.max(o,Math.min(n,Math.ceil((e+t)/i)+I));return{first:o,end:l}}function ue({
count:e,rowHeight:t,draw:i,onNearEnd:n}){let o=v(null),[l,r]=g({first:0,end:Math.min(e,40)}),u=()=>{if(!o.current)return;let m=-o.current.getBoundingClientRect().
top,N=ce(m,window.innerHeight,t,e);r(D=>D.first===N.first&&D.end===N.end?D:N)},a=v(u);a.current=u,h(()=>{let m=()=>a.current();return window.addEventListener("s\
croll",m,{passive:!0}),window.addEventListener("resize",m),()=>{window.removeEventListener("scroll",m),window.removeEventListener("resize",m)}},[]),M(u,[e,t]);let d=l.
end>=e-I;h(()=>{d&&n?.()},[d,e]);let c=[];for(let m=l.first;m<Math.min(l.end,e);m++)c.push(i(m));return s("div",{role:"rowgroup",class:"virtual",ref:o,style:{height:`${e*
t}px`},children:s("div",{role:"presentation",style:{transform:`translateY(${l.first*t}px)`},children:c})})}var me=40,pe=66,fe=[{id:"state",label:"State"},{id:"session",label:"Session",sort:"session"},{id:"agent",label:"Agent"},{id:"age",label:"Age",sort:"created",isNumber:!0,
isDescending:!0},{id:"activity",label:"Last activity",sort:"activity",isNumber:!0,isDescending:!0},{id:"requests",label:"Requests",sort:"requests",isNumber:!0,isDescending:!0},
{id:"cpu",label:"CPU",sort:"cpu",isNumber:!0,isDescending:!0},{id:"memory",label:"Memory",sort:"memory",isNumber:!0,isDescending:!0},{id:"stop",label:""}],Se=[{
id:"reason",label:"Why it ended"},{id:"session",label:"Session"},{id:"agent",label:"Agent"},{id:"ended",label:"Ended",isNumber:!0},{id:"lived",label:"Started in",
isNumber:!0},{id:"requests",label:"Requests",isNumber:!0},{id:"cpu",label:"CPU",isNumber:!0}];function le({sessions:e,total:t,filter:i,isBusy:n,onNearEnd:o,onStop:l}){
let r=ae(),u=i.state==="ENDED",a=u?Se:fe;return s("section",{class:"card is-flush",children:s("div",{role:"table","aria-label":u?"Sessions that ended":"Live ses\
sions","aria-rowcount":t+1,"aria-busy":n,class:`sessions ${u?"is-ended":"is-live"}`,children:[s("div",{role:"rowgroup",children:s("div",{role:"row",class:"sessi\
on-row session-head","aria-rowindex":1,children:a.map(d=>s(he,{column:d,sort:u?"":i.sort},d.id))})}),s(ue,{count:e.length,rowHeight:r?pe:me,onNearEnd:o,draw:d=>{
let c=e[d];return c?s("div",{role:"row",class:"session-row","aria-rowindex":d+2,children:a.map(m=>s("div",{role:"cell",class:`in-${m.id}${m.isNumber?" number":""}`,
children:s(ve,{column:m,session:c,onStop:l})},m.id))},ge(c)):null}})]})})}function ge(e){return`${f(e)} ${e.createdAt}`}function he({column:e,sort:t}){let i=e.sort!==
void 0&&t.replace("-","")===e.sort,n=t.startsWith("-"),o=`in-${e.id}${e.isNumber?" number":""}`;return!e.sort||!t?s("div",{role:"columnheader",class:o,children:e.
label||s("span",{class:"hidden",children:"Actions"})}):s("div",{role:"columnheader",class:o,"aria-sort":i?n?"descending":"ascending":"none",children:s("button",
{type:"button",class:"sorter",onClick:()=>{let u=`${(i?!n:e.isDescending===!0)?"-":""}${e.sort}`;S({sort:u===b?void 0:u})},children:[e.label,s("span",{"aria-hid\
den":"true",children:i?n?" ↓":" ↑":""})]})})}function ve({column:e,session:t,onStop:i}){switch(e.id){case"state":return s(j,{state:t.state??"unknown"});case"\
reason":return s(be,{reason:t.endReason??null});case"session":return s("a",{class:"strong mono","data-row-link":!0,href:p("/sessions",t.runtimeName,t.sessionId),
title:t.sessionId,children:t.sessionId});case"agent":return s(E,{children:[s("a",{href:p("/agents",t.runtimeName),children:t.runtimeName}),s("span",{class:"mute\
d",children:[t.endpoint==="DEFAULT"?"":` ${t.endpoint}`," v",t.version]})]});case"age":return s(A,{at:t.createdAt,suffix:""});case"activity":return t.activeInvocations?
"now":s(A,{at:t.lastActivityAt});case"ended":return t.endedAt?K(t.endedAt):"–";case"lived":return z(t.startMs);case"requests":return t.requestCount;case"cpu":
return t.cpuSeconds===null?"–":`${t.cpuSeconds.toFixed(2)} s`;case"memory":return H(t.memoryBytes);case"stop":return s(_,{icon:"stop",label:`Stop session ${t.
sessionId}`,disabled:t.state==="STOPPING",onClick:()=>i(t)})}return null}var ye=/^(idle|stopped|max|lifetime|requests|replaced|retired|budget)/;function be({reason:e}){
return e?s(k,{tone:ye.test(e)?"off":"bad",title:e,children:e}):s(k,{tone:"off",children:"unknown"})}var P=500,Ee=100,Ce=2e3;function we(){return{runtime:y("runtime"),state:y("state"),search:y("search"),sort:y("sort")||b}}function Ne(){let e=we(),t=re(e),i=JSON.
stringify(t),n=R(i,async d=>{let c=await C({...t,limit:P},{signal:d});return e.state==="ENDED"||c.sessions.length===0||c.sessions.length>Ee?c:C({...t,limit:P,measure:!0},
{signal:d})},{keepsOld:!0}),o=De(i,t,n.data,n.change),l=$(n.reload,Ce);L(d=>xe(d,e,n.change,l));let[r,u]=g(null);Pe();let{data:a}=n;return s(E,{children:[s(Q,{title:"\
Sessions"}),s(Ae,{filter:e,data:a}),n.error!==null&&s(Y,{error:n.error,onRetry:n.reload}),!a&&n.isLoading&&s(J,{what:"sessions"}),a&&a.sessions.length===0&&s(Te,
{filter:e}),a&&a.sessions.length>0&&s(le,{sessions:a.sessions,total:a.total??a.sessions.length,filter:e,isBusy:n.isLoading,onNearEnd:o,onStop:u}),r&&s(Ie,{session:r,
onClose:()=>u(null)})]})}function De(e,t,i,n){let o=v(""),l=i?.nextCursor??null;return h(()=>()=>{o.current=""},[e]),()=>{!l||o.current===l||(o.current=l,C({...t,
limit:P,cursor:l}).then(r=>{o.current===l&&n(u=>({...u,sessions:ne(u.sessions,r.sessions),nextCursor:r.nextCursor}))},()=>{o.current=""}))}}function xe(e,t,i,n){
if(e.kind==="resync")e.data?.reason!=="connected"&&n();else if(e.kind==="reconnect")n();else if(e.kind==="sessions"){let o=e.data;if(t.state==="ENDED"){o.ended.
length&&n();return}i(l=>Le(l,o,t))}}function Le(e,t,i){let n=oe(e.sessions,t,i),o=e.total===null?null:Math.max(n.length,e.total+n.length-e.sessions.length);return{
...e,sessions:n,total:o}}var Re=[["","Live"],["ACTIVE","Active"],["IDLE","Idle"],["STARTING","Starting"],["ENDED","Ended"]];function Ae({filter:e,data:t}){let i=R(
"runtimes",r=>B({signal:r})),n=ke(t?.counts??null),o=x(()=>{let r=(i.data?.runtimes??[]).map(u=>u.name);return e.runtime&&!r.includes(e.runtime)?[e.runtime,...r]:
r},[i.data,e.runtime]),l=Re.map(([r,u])=>{let a=r===""?n?.live:r==="ENDED"?void 0:n?.[r];return[r,a===void 0?u:`${u} ${X(a)}`]});return s("div",{class:"filters",
children:[s(U,{label:"Search sessions",placeholder:"Session id or agent",value:e.search,onInput:r=>S({search:r})}),s(G,{label:"State",value:e.state,options:l,onChange:r=>S(
{state:r,sort:void 0})}),o.length>1&&s(V,{label:"Agent",value:e.runtime,options:[["","All agents"],...o.map(r=>[r,r])],onChange:r=>S({runtime:r})})]})}function ke(e){
let[t,i]=g(null);return L(n=>{if(n.kind!=="tick")return;let{live:o,active:l,idle:r,starting:u,stopping:a}=n.data.sessions;i({live:o,ACTIVE:l,IDLE:r,STARTING:u,STOPPING:a})}),
t||(e?{...e,live:Object.values(e).reduce((n,o)=>n+o,0)}:null)}function Te({filter:e}){return e.search||e.runtime||e.state&&e.state!=="ENDED"?s(w,{icon:"filter",
title:"No session fits these filters",children:s("button",{class:"button is-plain",onClick:()=>F(p("/sessions")),children:"Show all live sessions"})}):e.state===
"ENDED"?s(w,{icon:"sessions",title:"No session has ended yet",children:s("p",{children:"Sessions that were stopped, were idle for too long or failed are listed \
here."})}):s(w,{icon:"sessions",title:"No session is alive",children:[s("p",{children:["A session starts with the first call to an agent. Call one from the ",s(
"a",{href:p("/playground"),children:"playground"}),", or:"]}),s(Z,{children:`headwater invoke '{"prompt": "Hello"}'`}),s("p",{children:["Earlier ones are under ",
s("a",{href:p("/sessions",{state:"ENDED"}),children:"Ended"}),"."]})]})}function Ie({session:e,onClose:t}){return s(ee,{title:"Stop this session?",action:"Stop \
session",onConfirm:async()=>{await q(e),W("The session was stopped")},onClose:t,children:[s("p",{children:s("code",{class:"breaks",children:e.sessionId})}),s("p",
{children:[e.activeInvocations?`${e.activeInvocations} request(s) in flight will be cut off. `:"Nothing is in flight. ","What the agent holds in memory and wrot\
e to its files is gone. The next call with this id starts anew."]})]})}function Pe(){let e=i=>{let n=[...document.querySelectorAll("[data-row-link]")],o=n.indexOf(
document.activeElement),l=o>=0?o+i:n.findIndex(u=>u.getBoundingClientRect().top>0),r=n[l];r?.focus({preventScroll:!0}),r?.scrollIntoView({block:"nearest"})},t=x(
()=>[{keys:"j",does:"Next session",run:()=>e(1)},{keys:"k",does:"Previous session",run:()=>e(-1)}],[]);te(t)}export{f as a,be as b,Ne as c,Ie as d};

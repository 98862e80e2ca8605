import{b as ee,e as te}from"./part-5VXLQTXA.js";import{a as R,b as $,c as H,d as X,e as z,h as K,i as A,j,k as T}from"./part-F7F6TSKO.js";import{c as L,
e as B,i as C,k as q}from"./part-PIMWL64D.js";import{a as Q}from"./part-WKRJAEN7.js";import{A as s,C as W,G as _,J as U,K as V,L as G,M as J,N as Y,
O as w,P as Z,a as E,d as g,e as h,f as M,g as y,h as x,k as O,p,q as F,r as S,s as v}from"./part-BI2FADSV.js";var b="-created";function f(e){return`${e.runtimeId} ${e.endpoint} ${e.sessionId}`}function se(e,t){if(t.state&&e.state!==t.state||t.runtime&&e.runtimeName!==t.
runtime&&e.runtimeId!==t.runtime)return!1;let r=t.search.toLowerCase();return!r||e.sessionId.toLowerCase().includes(r)||e.runtimeName.toLowerCase().includes(r)}
function ne(e,t){let r=new Set(e.map(f));return[...e,...t.filter(n=>!r.has(f(n)))]}function oe(e,{changed:t,ended:r},n){if(n.state==="ENDED")return e;let o=new Map(
t.map(l=>[f(l),l])),u=new Set(r.map(f).filter(l=>!o.has(l))),i=[];for(let l of e){let d=f(l),c=o.get(d);o.delete(d),!(u.has(d)||c&&!se(c,n))&&i.push(c?{...l,...c,
memoryBytes:c.memoryBytes??l.memoryBytes??null}:l)}if(n.sort!==b)return i;let a=[...o.values()].filter(l=>se(l,n));return a.sort((l,d)=>d.createdAt.localeCompare(
l.createdAt)),[...a,...i]}function re(e){let t={runtime:e.runtime,search:e.search};return e.state==="ENDED"?t.ended="true":(t.state=e.state,t.sort=e.sort),t}var de="(max-width: 760px)",k=O(!1),ie=!1;function ae(){if(!ie){ie=!0;let e=matchMedia(de);k.value=e.matches,e.addEventListener("change",()=>k.value=e.matches)}
return k.value}var P=12;function ce(e,t,r,n){let o=Math.max(0,Math.min(n,Math.floor(e/r)-P)),u=Math.max(o,Math.min(n,Math.ceil((e+t)/r)+P));return{first:o,end:u}}function ue({
count:e,rowHeight:t,draw:r,onNearEnd:n}){let o=y(null),[u,i]=g({first:0,end:Math.min(e,40)}),a=()=>{if(!o.current)return;let m=-o.current.getBoundingClientRect().
top,N=ce(m,window.innerHeight,t,e);i(D=>D.first===N.first&&D.end===N.end?D:N)},l=y(a);l.current=a,h(()=>{let m=()=>l.current();return window.addEventListener("s\
croll",m,{passive:!0}),window.addEventListener("resize",m),()=>{window.removeEventListener("scroll",m),window.removeEventListener("resize",m)}},[]),M(a,[e,t]);let d=u.
end>=e-P;h(()=>{d&&n?.()},[d,e]);let c=[];for(let m=u.first;m<Math.min(u.end,e);m++)c.push(r(m));return s("div",{role:"rowgroup",class:"virtual",ref:o,style:{height:`${e*
t}px`},children:s("div",{role:"presentation",style:{transform:`translateY(${u.first*t}px)`},children:c})})}var me=40,pe=66,fe=[{id:"state",label:"State"},{id:"session",label:"Session",sort:"session"},{id:"agent",label:"Agent"},{id:"age",label:"Age",sort:"created",isNumber:!0,
isDescending:!0},{id:"activity",label:"Last activity",sort:"activity",isNumber:!0,isDescending:!0},{id:"requests",label:"Requests",sort:"requests",isNumber:!0,isDescending:!0},
{id:"cpu",label:"CPU",sort:"cpu",isNumber:!0,isDescending:!0},{id:"memory",label:"Memory",sort:"memory",isNumber:!0,isDescending:!0},{id:"stop",label:""}],Se=[{
id:"reason",label:"Why it ended"},{id:"session",label:"Session"},{id:"agent",label:"Agent"},{id:"ended",label:"Ended",isNumber:!0},{id:"lived",label:"Started in",
isNumber:!0},{id:"requests",label:"Requests",isNumber:!0},{id:"cpu",label:"CPU",isNumber:!0}];function le({sessions:e,total:t,filter:r,isBusy:n,onNearEnd:o,onStop:u}){
let i=ae(),a=r.state==="ENDED",l=a?Se:fe;return s("section",{class:"card is-flush",children:s("div",{role:"table","aria-label":a?"Sessions that ended":"Live ses\
sions","aria-rowcount":t+1,"aria-busy":n,class:`sessions ${a?"is-ended":"is-live"}`,children:[s("div",{role:"rowgroup",children:s("div",{role:"row",class:"sessi\
on-row session-head","aria-rowindex":1,children:l.map(d=>s(he,{column:d,sort:a?"":r.sort},d.id))})}),s(ue,{count:e.length,rowHeight:i?pe:me,onNearEnd:o,draw:d=>{
let c=e[d];return c?s("div",{role:"row",class:"session-row","aria-rowindex":d+2,children:l.map(m=>s("div",{role:"cell",class:`in-${m.id}${m.isNumber?" number":""}`,
children:s(ye,{column:m,session:c,onStop:u})},m.id))},ge(c)):null}})]})})}function ge(e){return`${f(e)} ${e.createdAt}`}function he({column:e,sort:t}){let r=e.sort!==
void 0&&t.replace("-","")===e.sort,n=t.startsWith("-"),o=`in-${e.id}${e.isNumber?" number":""}`;return!e.sort||!t?s("div",{role:"columnheader",class:o,children:e.
label||s("span",{class:"hidden",children:"Actions"})}):s("div",{role:"columnheader",class:o,"aria-sort":r?n?"descending":"ascending":"none",children:s("button",
{type:"button",class:"sorter",onClick:()=>{let a=`${(r?!n:e.isDescending===!0)?"-":""}${e.sort}`;S({sort:a===b?void 0:a})},children:[e.label,s("span",{"aria-hid\
den":"true",children:r?n?" ↓":" ↑":""})]})})}function ye({column:e,session:t,onStop:r}){switch(e.id){case"state":return s(j,{state:t.state??"unknown"});case"\
reason":return s(be,{reason:t.endReason??null});case"session":return s("a",{class:"strong mono","data-row-link":!0,href:p("/sessions",t.runtimeName,t.sessionId),
title:t.sessionId,children:t.sessionId});case"agent":return s(E,{children:[s("a",{href:p("/agents",t.runtimeName),children:t.runtimeName}),s("span",{class:"mute\
d",children:[t.endpoint==="DEFAULT"?"":` ${t.endpoint}`," v",t.version]})]});case"age":return s(A,{at:t.createdAt,suffix:""});case"activity":return t.activeInvocations?
"now":s(A,{at:t.lastActivityAt});case"ended":return t.endedAt?K(t.endedAt):"–";case"lived":return z(t.startMs);case"requests":return t.requestCount;case"cpu":
return t.cpuSeconds===null?"–":`${t.cpuSeconds.toFixed(2)} s`;case"memory":return H(t.memoryBytes);case"stop":return s(_,{icon:"stop",label:`Stop session ${t.
sessionId}`,disabled:t.state==="STOPPING",onClick:()=>r(t)})}return null}var ve=/^(idle|stopped|max|lifetime|requests|replaced|retired|budget)/;function be({reason:e}){
return e?s(T,{tone:ve.test(e)?"off":"bad",title:e,children:e}):s(T,{tone:"off",children:"unknown"})}var I=500,Ee=100,Ce=2e3;function we(){return{runtime:v("runtime"),state:v("state"),search:v("search"),sort:v("sort")||b}}function Ne(){let e=we(),t=re(e),r=JSON.
stringify(t),n=R(r,async c=>{let m=await C({...t,limit:I},{signal:c});return e.state==="ENDED"||m.sessions.length===0||m.sessions.length>Ee?m:C({...t,limit:I,measure:!0},
{signal:c})},{keepsOld:!0}),o=R("runtimes",c=>B({signal:c})),u=De(r,t,n.data,n.change),i=$(n.reload,Ce);L(c=>xe(c,e,n.change,i));let[a,l]=g(null);Ie();let{data:d}=n;
return s(E,{children:[s(Q,{title:"Sessions"}),s(Ae,{filter:e,data:d,runtimes:o.data?.runtimes??[]}),n.error!==null&&s(Y,{error:n.error,onRetry:n.reload}),!d&&n.
isLoading&&s(J,{what:"sessions"}),d&&d.sessions.length===0&&s(ke,{filter:e,agent:o.data?.runtimes[0]?.name}),d&&d.sessions.length>0&&s(le,{sessions:d.sessions,total:d.
total??d.sessions.length,filter:e,isBusy:n.isLoading,onNearEnd:u,onStop:l}),a&&s(Pe,{session:a,onClose:()=>l(null)})]})}function De(e,t,r,n){let o=y(""),u=r?.nextCursor??
null;return h(()=>()=>{o.current=""},[e]),()=>{!u||o.current===u||(o.current=u,C({...t,limit:I,cursor:u}).then(i=>{o.current===u&&n(a=>({...a,sessions:ne(a.sessions,
i.sessions),nextCursor:i.nextCursor}))},()=>{o.current=""}))}}function xe(e,t,r,n){if(e.kind==="resync")e.data?.reason!=="connected"&&n();else if(e.kind==="reco\
nnect")n();else if(e.kind==="sessions"){let o=e.data;if(t.state==="ENDED"){o.ended.length&&n();return}r(u=>Le(u,o,t))}}function Le(e,t,r){let n=oe(e.sessions,t,
r),o=e.total===null?null:Math.max(n.length,e.total+n.length-e.sessions.length);return{...e,sessions:n,total:o}}var Re=[["","Live"],["ACTIVE","Active"],["IDLE","\
Idle"],["STARTING","Starting"],["ENDED","Ended"]];function Ae({filter:e,data:t,runtimes:r}){let n=Te(t?.counts??null),o=x(()=>{let i=r.map(a=>a.name);return e.runtime&&
!i.includes(e.runtime)?[e.runtime,...i]:i},[r,e.runtime]),u=Re.map(([i,a])=>{let l=i===""?n?.live:i==="ENDED"?void 0:n?.[i];return[i,l===void 0?a:`${a} ${X(l)}`]});
return s("div",{class:"filters",children:[s(U,{label:"Search sessions",placeholder:"Session id or agent",value:e.search,onInput:i=>S({search:i})}),s(G,{label:"S\
tate",value:e.state,options:u,onChange:i=>S({state:i,sort:void 0})}),o.length>1&&s(V,{label:"Agent",value:e.runtime,options:[["","All agents"],...o.map(i=>[i,i])],
onChange:i=>S({runtime:i})})]})}function Te(e){let[t,r]=g(null);return L(n=>{if(n.kind!=="tick")return;let{live:o,active:u,idle:i,starting:a,stopping:l}=n.data.
sessions;r({live:o,ACTIVE:u,IDLE:i,STARTING:a,STOPPING:l})}),t||(e?{...e,live:Object.values(e).reduce((n,o)=>n+o,0)}:null)}function ke({filter:e,agent:t}){return e.
search||e.runtime||e.state&&e.state!=="ENDED"?s(w,{icon:"filter",title:"No session fits these filters",children:s("button",{class:"button is-plain",onClick:()=>F(
p("/sessions")),children:"Show all live sessions"})}):e.state==="ENDED"?s(w,{icon:"sessions",title:"No session has ended yet",children:s("p",{children:"Sessions\
 that were stopped, were idle for too long or failed are listed here."})}):s(w,{icon:"sessions",title:"No session is alive",children:[s("p",{children:["A sessio\
n starts with the first call to an agent. Call one from the ",s("a",{href:p("/playground"),children:"playground"}),", or:"]}),s(Z,{children:`headwater invoke ${t??
"AGENT"} "Hello"`}),s("p",{children:["Earlier ones are under ",s("a",{href:p("/sessions",{state:"ENDED"}),children:"Ended"}),"."]})]})}function Pe({session:e,onClose:t}){
return s(ee,{title:"Stop this session?",action:"Stop session",onConfirm:async()=>{await q(e),W("The session was stopped")},onClose:t,children:[s("p",{children:s(
"code",{class:"breaks",children:e.sessionId})}),s("p",{children:[e.activeInvocations?`${e.activeInvocations} request(s) in flight will be cut off. `:"Nothing is\
 in flight. ","What the agent holds in memory and wrote to its files is gone. The next call with this id starts anew."]})]})}function Ie(){let e=r=>{let n=[...document.
querySelectorAll("[data-row-link]")],o=n.indexOf(document.activeElement),u=o>=0?o+r:n.findIndex(a=>a.getBoundingClientRect().top>0),i=n[u];i?.focus({preventScroll:!0}),
i?.scrollIntoView({block:"nearest"})},t=x(()=>[{keys:"j",does:"Next session",run:()=>e(1)},{keys:"k",does:"Previous session",run:()=>e(-1)}],[]);te(t)}export{f as a,be as b,Ne as c,Pe as d};

import{b as te,e as se}from"./part-Q4HCM4MF.js";import{a as A,b as B}from"./part-HTCV3HVM.js";import{a as X,b as z,c as K,f as Q,g as k,h as j,i as P}from"./part-7KWEQDMS.js";
import{a as ee}from"./part-JHBAWGFU.js";import{d as R,f as W,j as b,l as _}from"./part-J7NGXXJA.js";import{E as s,G as q,K as U,N as V,O as G,P as H,
Q as J,R as Y,S as w,T as Z,a as C,d as h,e as y,f as F,g as S,h as D,k as O,q as p,r as $,s as g,t as v}from"./part-HNNW76HX.js";var E="-created";function f(e){return`${e.runtimeId} ${e.endpoint} ${e.sessionId}`}function ne(e,t){if(t.state&&e.state!==t.state||t.runtime&&e.runtimeName!==t.
runtime&&e.runtimeId!==t.runtime)return!1;let r=t.search.toLowerCase();return!r||e.sessionId.toLowerCase().includes(r)||e.runtimeName.toLowerCase().includes(r)}
function T(e,t){let r=new Set(e.map(f));return[...e,...t.filter(n=>!r.has(f(n)))]}function oe(e,{changed:t,ended:r},n){if(n.state==="ENDED")return e;let o=new Map(
t.map(l=>[f(l),l])),a=new Set(r.map(f).filter(l=>!o.has(l))),i=[];for(let l of e){let m=f(l),d=o.get(m);o.delete(m),!(a.has(m)||d&&!ne(d,n))&&i.push(d?{...l,...d,
memoryBytes:d.memoryBytes??l.memoryBytes??null}:l)}if(n.sort!==E)return i;let u=[...o.values()].filter(l=>ne(l,n));return u.sort((l,m)=>m.createdAt.localeCompare(
l.createdAt)),[...u,...i]}function re(e){let t={runtime:e.runtime,search:e.search};return e.state==="ENDED"?t.ended="true":(t.state=e.state,t.sort=e.sort),t}var ce="(max-width: 760px)",I=O(!1),ie=!1;function ae(){if(!ie){ie=!0;let e=matchMedia(ce);I.value=e.matches,e.addEventListener("change",()=>I.value=e.matches)}
return I.value}var M=12;function me(e,t,r,n){let o=Math.max(0,Math.min(n,Math.floor(e/r)-M)),a=Math.max(o,Math.min(n,Math.ceil((e+t)/r)+M));return{first:o,end:a}}function ue({
count:e,rowHeight:t,draw:r,onNearEnd:n}){let o=S(null),[a,i]=h({first:0,end:Math.min(e,40)}),u=()=>{if(!o.current)return;let c=-o.current.getBoundingClientRect().
top,x=me(c,window.innerHeight,t,e);i(L=>L.first===x.first&&L.end===x.end?L:x)},l=S(u);l.current=u,y(()=>{let c=()=>l.current();return window.addEventListener("s\
croll",c,{passive:!0}),window.addEventListener("resize",c),()=>{window.removeEventListener("scroll",c),window.removeEventListener("resize",c)}},[]),F(u,[e,t]);let m=a.
end>=e-M;y(()=>{m&&n?.()},[m,e]);let d=[];for(let c=a.first;c<Math.min(a.end,e);c++)d.push(r(c));return s("div",{role:"rowgroup",class:"virtual",ref:o,style:{height:`${e*
t}px`},children:s("div",{role:"presentation",style:{transform:`translateY(${a.first*t}px)`},children:d})})}var pe=40,fe=66,Se=[{id:"state",label:"State"},{id:"session",label:"Session",sort:"session"},{id:"agent",label:"Agent"},{id:"age",label:"Age",sort:"created",isNumber:!0,
isDescending:!0},{id:"activity",label:"Last activity",sort:"activity",isNumber:!0,isDescending:!0},{id:"requests",label:"Requests",sort:"requests",isNumber:!0,isDescending:!0},
{id:"cpu",label:"CPU",sort:"cpu",isNumber:!0,isDescending:!0},{id:"memory",label:"Memory",sort:"memory",isNumber:!0,isDescending:!0},{id:"stop",label:""}],ge=[{
id:"reason",label:"Why it ended"},{id:"session",label:"Session"},{id:"agent",label:"Agent"},{id:"ended",label:"Ended",isNumber:!0},{id:"lived",label:"Started in",
isNumber:!0},{id:"requests",label:"Requests",isNumber:!0},{id:"cpu",label:"CPU",isNumber:!0}];function le({sessions:e,total:t,filter:r,isBusy:n,onNearEnd:o,onStop:a}){
let i=ae(),u=r.state==="ENDED",l=u?ge:Se;return s("section",{class:"card is-flush",children:s("div",{role:"table","aria-label":u?"Sessions that ended":"Live ses\
sions","aria-rowcount":t+1,"aria-busy":n,class:`sessions ${u?"is-ended":"is-live"}`,children:[s("div",{role:"rowgroup",children:s("div",{role:"row",class:"sessi\
on-row session-head","aria-rowindex":1,children:l.map(m=>s(ye,{column:m,sort:u?"":r.sort},m.id))})}),s(ue,{count:e.length,rowHeight:i?fe:pe,onNearEnd:o,draw:m=>{
let d=e[m];return d?s("div",{role:"row",class:"session-row","aria-rowindex":m+2,children:l.map(c=>s("div",{role:"cell",class:`in-${c.id}${c.isNumber?" number":""}`,
children:s(ve,{column:c,session:d,onStop:a})},c.id))},he(d)):null}})]})})}function he(e){return`${f(e)} ${e.createdAt}`}function ye({column:e,sort:t}){let r=e.sort!==
void 0&&t.replace("-","")===e.sort,n=t.startsWith("-"),o=`in-${e.id}${e.isNumber?" number":""}`;return!e.sort||!t?s("div",{role:"columnheader",class:o,children:e.
label||s("span",{class:"hidden",children:"Actions"})}):s("div",{role:"columnheader",class:o,"aria-sort":r?n?"descending":"ascending":"none",children:s("button",
{type:"button",class:"sorter",onClick:()=>{let u=`${(r?!n:e.isDescending===!0)?"-":""}${e.sort}`;g({sort:u===E?void 0:u})},children:[e.label,s("span",{"aria-hid\
den":"true",children:r?n?" ↓":" ↑":""})]})})}function ve({column:e,session:t,onStop:r}){switch(e.id){case"state":return s(j,{state:t.state??"unknown"});case"\
reason":return s(Ee,{reason:t.endReason??null});case"session":return s("a",{class:"strong mono","data-row-link":!0,href:p("/sessions",t.runtimeName,t.sessionId),
title:t.sessionId,children:t.sessionId});case"agent":return s(C,{children:[s("a",{href:p("/agents",t.runtimeName),children:t.runtimeName}),s("span",{class:"mute\
d",children:[t.endpoint==="DEFAULT"?"":` ${t.endpoint}`," v",t.version]})]});case"age":return s(k,{at:t.createdAt,suffix:""});case"activity":return t.activeInvocations?
"now":s(k,{at:t.lastActivityAt});case"ended":return t.endedAt?Q(t.endedAt):"–";case"lived":return K(t.startMs);case"requests":return t.requestCount;case"cpu":
return t.cpuSeconds===null?"–":`${t.cpuSeconds.toFixed(2)} s`;case"memory":return X(t.memoryBytes);case"stop":return s(U,{icon:"stop",label:`Stop session ${t.
sessionId}`,disabled:t.state==="STOPPING",onClick:()=>r(t)})}return null}var be=/^(idle|stopped|max|lifetime|requests|replaced|retired|budget)/;function Ee({reason:e}){
return e?s(P,{tone:be.test(e)?"off":"bad",title:e,children:e}):s(P,{tone:"off",children:"unknown"})}var N=500,de=1e3,Ce=100,we=2e3;function Ne(){return{runtime:v("runtime"),state:v("state"),search:v("search"),sort:v("sort")||E}}function xe(){let e=Ne(),t=re(e),
r=JSON.stringify(t),n=S({key:"",count:0}),o=A(r,c=>Le(t,n.current.key===r?n.current.count:0,c),{keepsOld:!0});o.data&&!o.isLoading&&(n.current={key:r,count:o.data.
sessions.length});let a=A("runtimes",c=>W({signal:c})),i=De(r,t,o.data,o.change),u=B(o.reload,we);R(c=>Re(c,e,o.change,u));let[l,m]=h(null);Fe();let{data:d}=o;return s(
C,{children:[s(ee,{title:"Sessions"}),s(Pe,{filter:e,data:d,runtimes:a.data?.runtimes??[]}),o.error!==null&&s(Y,{error:o.error,onRetry:o.reload}),!d&&o.isLoading&&
s(J,{what:"sessions"}),d&&d.sessions.length===0&&s(Ie,{filter:e,agent:a.data?.runtimes[0]?.name}),d&&d.sessions.length>0&&s(le,{sessions:d.sessions,total:d.total??
d.sessions.length,filter:e,isBusy:o.isLoading,onNearEnd:i,onStop:m}),l&&s(Me,{session:l,onClose:()=>m(null)})]})}async function Le(e,t,r){let n=await b({...e,limit:t>
N?de:N},{signal:r});for(;n.sessions.length<t&&n.nextCursor;){let a=await b({...e,limit:de,cursor:n.nextCursor},{signal:r});n={...n,sessions:T(n.sessions,a.sessions),
nextCursor:a.nextCursor}}return n.sessions.length>0&&n.sessions.length<=Ce&&!e.ended?b({...e,limit:N,measure:!0},{signal:r}):n}function De(e,t,r,n){let o=S(""),
a=r?.nextCursor??null;return y(()=>()=>{o.current=""},[e]),()=>{!a||o.current===a||(o.current=a,b({...t,limit:N,cursor:a}).then(i=>{o.current===a&&n(u=>({...u,sessions:T(
u.sessions,i.sessions),nextCursor:i.nextCursor}))},()=>{o.current=""}))}}function Re(e,t,r,n){if(e.kind==="resync")e.data?.reason!=="connected"&&n();else if(e.kind===
"reconnect")n();else if(e.kind==="sessions"){let o=e.data;if(t.state==="ENDED"){o.ended.length&&n();return}r(a=>Ae(a,o,t))}}function Ae(e,t,r){let n=oe(e.sessions,
t,r),o=e.total===null?null:Math.max(n.length,e.total+n.length-e.sessions.length);return{...e,sessions:n,total:o}}var ke=[["","Live"],["ACTIVE","Active"],["IDLE",
"Idle"],["STARTING","Starting"],["ENDED","Ended"]];function Pe({filter:e,data:t,runtimes:r}){let n=Te(t?.counts??null),o=D(()=>{let i=r.map(u=>u.name);return e.
runtime&&!i.includes(e.runtime)?[e.runtime,...i]:i},[r,e.runtime]),a=ke.map(([i,u])=>{let l=i===""?n?.live:i==="ENDED"?void 0:n?.[i];return[i,l===void 0?u:`${u}\
 ${z(l)}`]});return s("div",{class:"filters",children:[s(V,{label:"Search sessions",placeholder:"Session id or agent",value:e.search,onInput:i=>g({search:i})}),
s(H,{label:"State",value:e.state,options:a,onChange:i=>g({state:i,sort:void 0})}),o.length>1&&s(G,{label:"Agent",value:e.runtime,options:[["","All agents"],...o.
map(i=>[i,i])],onChange:i=>g({runtime:i})})]})}function Te(e){let[t,r]=h(null);return R(n=>{if(n.kind!=="tick")return;let{live:o,active:a,idle:i,starting:u,stopping:l}=n.
data.sessions;r({live:o,ACTIVE:a,IDLE:i,STARTING:u,STOPPING:l})}),t||(e?{...e,live:Object.values(e).reduce((n,o)=>n+o,0)}:null)}function Ie({filter:e,agent:t}){
return e.search||e.runtime||e.state&&e.state!=="ENDED"?s(w,{icon:"filter",title:"No session fits these filters",children:s("button",{class:"button is-plain",onClick:()=>$(
p("/sessions")),children:"Show all live sessions"})}):e.state==="ENDED"?s(w,{icon:"sessions",title:"No session has ended yet",children:s("p",{children:"Sessions\
 that were stopped, were idle for too long or failed are listed here."})}):s(w,{icon:"sessions",title:"No session is alive",children:[s("p",{children:["A sessio\
n starts with the first call to an agent. Call one from the ",s("a",{href:p("/playground"),children:"playground"}),", or:"]}),s(Z,{children:`headwater invoke ${t??
"AGENT"} "Hello"`}),s("p",{children:["Earlier ones are under ",s("a",{href:p("/sessions",{state:"ENDED"}),children:"Ended"}),"."]})]})}function Me({session:e,onClose:t}){
return s(te,{title:"Stop this session?",action:"Stop session",onConfirm:async()=>{await _(e),q("The session was stopped")},onClose:t,children:[s("p",{children:s(
"code",{class:"breaks",children:e.sessionId})}),s("p",{children:[e.activeInvocations?`${e.activeInvocations} request(s) in flight will be cut off. `:"Nothing is\
 in flight. ","What the agent holds in memory and wrote to its files is gone. The next call with this id starts anew."]})]})}function Fe(){let e=r=>{let n=[...document.
querySelectorAll("[data-row-link]")],o=n.indexOf(document.activeElement),a=o>=0?o+r:n.findIndex(u=>u.getBoundingClientRect().top>0),i=n[a];i?.focus({preventScroll:!0}),
i?.scrollIntoView({block:"nearest"})},t=D(()=>[{keys:"j",does:"Next session",run:()=>e(1)},{keys:"k",does:"Previous session",run:()=>e(-1)}],[]);se(t)}export{f as a,Ee as b,xe as c,Me as d};

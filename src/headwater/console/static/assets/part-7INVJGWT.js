import{a as R,b as l,c as p}from"./part-46YVBOIB.js";import{a as U,b as X}from"./part-CGAJC3VU.js";import{b as W,c as V,d as Q,e as _,f as K,g as j,
h as z,i as G}from"./part-73DFK5AF.js";import{a as N}from"./part-HTCV3HVM.js";import{b as L,f as v,g as P,i as S}from"./part-7KWEQDMS.js";import{
a as H,c as w,d as J,e as O}from"./part-JHBAWGFU.js";import{E as e,F as T,G as x,H as D,J as I,M as B,N as $,O as M,Q as q,R as F,S as y,T as g,a as u,d as f,
f as A,g as E,q as m,s as h,t as c}from"./part-HNNW76HX.js";function Y({memory:t}){let s=c("actor"),a=c("session"),o=p(`actors ${t.id}`,(n,i)=>V(t.id,n,i));return o.items.length===0&&!o.isLoading&&!o.error&&!o.hasMore?e(
ae,{memory:t}):e("div",{class:`panes ${a?"is-at-session":s?"is-at-actor":""}`,children:[e(C,{title:"Actors",kind:"actors",children:e(l,{pages:o,what:"actors",empty:null,
children:n=>e("ul",{class:"pane-list",children:n.map(i=>e(Z,{to:m("/memory",t.id,{actor:i.actorId}),isChosen:i.actorId===s,children:i.actorId},i.actorId))})})}),
s?e(re,{memory:t,actor:s,session:a},s):e(C,{title:"Sessions",kind:"sessions",children:e("p",{class:"pane-hint",children:"Choose an actor: whoever your agent tal\
ked with."})}),s&&a?e(oe,{memory:t,actor:s,session:a},`${s} ${a}`):e(C,{title:"Events",kind:"events",children:e("p",{class:"pane-hint",children:"Choose a sessio\
n to read what was said."})})]})}function ae({memory:t}){return e(y,{icon:"memory",title:"Nothing was said yet",children:[e("p",{children:["Events come from age\
nts, by ",e("code",{children:"CreateEvent"}),". An agent that is deployed with this memory writes its turns here; conversations kept elsewhere can be brought al\
ong."]}),e(g,{children:`headwater memory import ${t.id} events.jsonl`})]})}function C({title:t,kind:s,back:a,actions:o,body:r,children:n}){return e("section",{class:`\
pane is-${s}`,"aria-label":t,children:[e("header",{class:"pane-head",children:[a&&e("a",{class:"pane-back",href:a,"aria-label":"Back",children:e(T,{name:"right"})}),
e("h2",{children:t}),o]}),e("div",{class:"pane-body",ref:r??null,children:n})]})}function Z({to:t,isChosen:s,children:a}){return e("li",{children:e("a",{href:t,
"aria-current":s?"true":void 0,children:a})})}function re({memory:t,actor:s,session:a}){let o=p(`sessions ${t.id} ${s}`,(r,n)=>Q(t.id,s,r,n));return e(C,{title:"\
Sessions",kind:"sessions",back:m("/memory",t.id),children:e(l,{pages:o,what:"sessions",empty:e("p",{class:"pane-hint",children:["No sessions of ",s," are left."]}),
children:r=>e("ul",{class:"pane-list",children:r.map(n=>e(Z,{to:m("/memory",t.id,{actor:s,session:n.sessionId}),isChosen:n.sessionId===a,children:[e("span",{class:"\
pane-name",children:n.sessionId}),e("span",{class:"muted",children:e(P,{at:n.createdAt*1e3})})]},n.sessionId))})})})}function oe({memory:t,actor:s,session:a}){let o=c(
"branch"),r=p(`events ${t.id} ${s} ${a} ${o}`,(d,k)=>_(t.id,s,a,o,d,k)),n=ie(r.items.flatMap(d=>d.branch?.name??[])),i=r.items.at(-1),b=ne(r.items.length,r.hasMore);
return e(C,{body:b,title:a,kind:"events",back:m("/memory",t.id,{actor:s}),actions:n.length>0&&e(M,{label:"Branch",value:o,options:[["","all events"],...n.map(d=>[
d,d])],onChange:d=>h({branch:d})}),children:e(l,{pages:r,what:"events",moreAt:"start",moreLabel:"Show earlier events",empty:e("p",{class:"pane-hint",children:"N\
o events are left in this session."}),children:d=>e(u,{children:[!r.hasMore&&i&&e("p",{class:"events-begin",children:["Begins ",v(i.eventTimestamp*1e3)]}),e("ol",
{class:"events",children:d.toReversed().map(k=>e(X,{event:k},k.eventId))})]})})})}function ne(t,s){let a=E(null),o=E({count:0,height:0});return A(()=>{let{current:r}=a;
if(!r)return;let n=r.scrollHeight;o.current.count===0&&t>0&&s?r.scrollTop=n:t>o.current.count&&o.current.count>0&&(r.scrollTop+=n-o.current.height),o.current={count:t,
height:n}},[t,s]),a}function ie(t){let[s]=f(()=>new Set);for(let o of t)s.add(o);let a=c("branch");return a&&s.add(a),[...s].sort()}var ee=600;function te({memory:t}){let s={namespacePath:c("namespace")||"/",strategyId:c("strategy"),query:c("q")},a=p(`records ${t.id} ${JSON.stringify(s)}`,(r,n)=>K(
t.id,s,r,n)),o=t.strategies??[];return e("div",{class:"stack",children:[e("div",{class:"row",children:[e($,{label:"Search by meaning",placeholder:"What is known\
 about…",value:s.query,onInput:r=>h({q:r})}),e($,{label:"Namespace, with those below it",placeholder:"/ (all namespaces)",value:c("namespace"),onInput:r=>h({namespace:r})}),
o.length>0&&e(M,{label:"Strategy",value:s.strategyId,options:[["","any"],...o.map(r=>[r.strategyId,r.name])],onChange:r=>h({strategy:r})})]}),e(l,{pages:a,what:"\
records",empty:e(ce,{memory:t,isFiltered:de(s)}),children:r=>e("ol",{class:"records",children:r.map(n=>e(le,{record:n,memory:t},n.memoryRecordId))})})]})}function de(t){
return t.query!==""||t.strategyId!==""||t.namespacePath!=="/"}function ce({memory:t,isFiltered:s}){if(s)return e(y,{icon:"search",title:"No record fits",children:e(
"p",{children:"Ask in other words, or look in all namespaces by leaving the second field empty."})});let a=(t.strategies??[]).length>0;return e(y,{icon:"memory",
title:"No records yet",children:a?e("p",{children:"This memory's strategies make records of what is said, a moment after it is said."}):e(u,{children:[e("p",{children:[
"Records are made of events by strategies, and this memory has none. Make one that has, or write records with"," ",e("code",{children:"BatchCreateMemoryRecords"}),
"."]}),e(g,{children:"headwater memory create facts --strategy semantic"})]})})}function me({text:t}){let[s,a]=f(!1);return t.length<=ee||s?e("p",{class:"said",
children:t}):e("p",{class:"said",children:[t.slice(0,ee),"…"," ",e(I,{kind:"quiet",onClick:()=>a(!0),children:["Show all ",L(t.length)," characters"]})]})}function le({
record:t,memory:s}){let a=s.strategies?.find(r=>r.strategyId===t.memoryStrategyId),o=Object.entries(t.metadata??{});return e("li",{class:"record card",children:[
e(me,{text:t.content.text??""}),e("footer",{class:"event-foot",children:[t.score!==void 0&&e("span",{class:"score",title:`How near it is: ${t.score}`,children:[
e("meter",{min:0,max:1,value:t.score,"aria-label":"Score"}),t.score.toFixed(2)]}),t.namespaces.map(r=>e("button",{type:"button",class:"namespace",title:"Show th\
is namespace alone",onClick:()=>h({namespace:r}),children:r},r)),a&&e(S,{tone:"ok",children:a.name}),o.map(([r,n])=>e(S,{tone:"off",children:[r,": ",Object.values(
n).map(U).join(", ")]},r)),e("span",{class:"muted",children:e(P,{at:(t.timestamp??t.createdAt)*1e3})}),e("code",{class:"event-id",title:"The record's id",children:t.
memoryRecordId})]})]})}function se({memory:t}){return e("div",{class:"stack",children:[e(w,{title:"Memory",children:e(J,{facts:[["Id",e(B,{value:t.id})],["ARN",e(B,{value:t.arn})],t.description?
["Description",t.description]:null,["Events are kept",`${t.eventExpiryDuration} days`],["Made",v(t.createdAt*1e3)],["Changed",v(t.updatedAt*1e3)],t.failureReason?
["Failure",t.failureReason]:null]})}),e(pe,{strategies:t.strategies??[]}),e(he,{memory:t})]})}function pe({strategies:t}){return t.length===0?e(w,{title:"Strate\
gies",children:e(y,{icon:"memory",title:"This memory keeps events alone",children:[e("p",{children:"A strategy reads what is said and keeps facts, preferences o\
r summaries of it, to be searched."}),e(g,{children:"headwater memory create facts --strategy semantic"})]})}):e(w,{title:"Strategies",isFlush:!0,children:e("di\
v",{class:"table-scroll",tabIndex:0,role:"group","aria-label":"Strategies, table",children:e("table",{children:[e("thead",{children:e("tr",{children:[e("th",{children:"\
Name"}),e("th",{children:"Kind"}),e("th",{children:"Namespaces"}),e("th",{children:"Status"}),e("th",{children:"Id"})]})}),e("tbody",{children:t.map(s=>e("tr",{
children:[e("td",{children:[e("strong",{children:s.name}),s.description&&e("p",{class:"muted",children:s.description})]}),e("td",{children:e(S,{tone:"off",children:s.
type.toLowerCase().replaceAll("_"," ")})}),e("td",{children:(s.namespaceTemplates??s.namespaces??[]).map(a=>e("code",{children:a},a))}),e("td",{children:s.status&&
e(R,{state:s.status})}),e("td",{children:e("code",{children:s.strategyId})})]},s.strategyId))})]})})})}function he({memory:t}){let s=p(`jobs ${t.id}`,(a,o)=>j(t.
id,a,o));return e(w,{title:"Extractions that failed",isFlush:!0,children:e(l,{pages:s,what:"extraction jobs",empty:e("p",{class:"pane-hint",children:"None: all \
that was said was read."}),children:a=>e("div",{class:"table-scroll",children:e("table",{children:[e("thead",{children:e("tr",{children:[e("th",{children:"Conve\
rsation"}),e("th",{children:"Strategy"}),e("th",{class:"number",children:"Messages"}),e("th",{children:"Reason"}),e("th",{children:e("span",{class:"hidden",children:"\
Actions"})})]})}),e("tbody",{children:a.map(o=>e(ye,{job:o,memory:t,onStarted:s.reload},o.jobID))})]})})})})}function ye({job:t,memory:s,onStarted:a}){let[o,r]=f(
!1),n=async()=>{r(!0);try{await z(s.id,t.jobID),x("It is read again"),a()}catch(b){D(b)}r(!1)},i=s.strategies?.find(b=>b.strategyId===t.strategyId);return e("tr",
{children:[e("td",{children:t.actorId&&t.sessionId?e("a",{class:"strong",href:m("/memory",s.id,{actor:t.actorId,session:t.sessionId}),children:[t.actorId,", ",t.
sessionId]}):e("code",{children:t.jobID})}),e("td",{children:i?.name??t.strategyId??"–"}),e("td",{class:"number",children:t.messages.messagesList?.length??0}),
e("td",{class:"job-reason",children:t.failureReason??"–"}),e("td",{children:e(I,{isBusy:o,onClick:()=>{n()},children:"Try again"})})]})}function ue({params:t}){let s=t.memory??"",a=N(s,o=>W(s,o));return e(u,{children:[e(H,{title:a.data?.name??G(s),above:{label:"Memory",to:m("/memory")},mark:a.data&&
e(R,{state:a.data.status})}),a.error?e(F,{error:a.error,onRetry:a.reload}):a.data?e(fe,{memory:a.data}):e(q,{what:"the memory"})]})}function fe({memory:t}){return e(
O,{label:"Parts of the memory",tabs:[{id:"conversations",label:"Conversations",draw:()=>e(Y,{memory:t})},{id:"records",label:"Records",draw:()=>e(te,{memory:t})},
{id:"strategies",label:"Strategies",draw:()=>e(se,{memory:t})}]})}export{ue as default};

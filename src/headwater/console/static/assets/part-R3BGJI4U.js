import{a as I}from"./part-R5LQPJ4N.js";import{b as N}from"./part-GC2EY3PG.js";import"./part-M4NXVBMU.js";import{a as m,b as A}from"./part-HTCV3HVM.js";
import"./part-7KWEQDMS.js";import{a as L}from"./part-JHBAWGFU.js";import{d as x,f as T}from"./part-J7NGXXJA.js";import"./part-6OM2XB4G.js";
import{A as C,E as n,J as u,N as v,O as c,Q as R,R as M,S as p,T as w,a as S,d as b,e as F,o as k,q as E,s as a}from"./part-HNNW76HX.js";var g=["runtime","session","minMs","errors","search","range"],h=[["","Any time",0],["5m","Last 5 minutes",300],["1h","Last hour",3600],["24h","Last day",86400],
["7d","Last week",604800]],B=[["","Any duration"],["100","100 ms or more"],["500","0.5 s or more"],["1000","1 s or more"],["5000","5 s or more"],["30000","30 s \
or more"]];function O(e){let t=o=>e.get(o)??"";return{runtime:t("runtime"),session:t("session"),minMs:t("minMs"),errors:t("errors"),search:t("search"),range:t("\
range")}}function y(e){return g.some(t=>e[t]!=="")}function P(e,t,o,s){let r=h.find(([l])=>l===e.range)?.[2]??0;return{runtime:e.runtime,session:e.session,minMs:e.
minMs,errors:e.errors==="1"?"1":void 0,search:e.search,since:r>0?new Date(t-r*1e3).toISOString():void 0,cursor:o,limit:s}}var q=50,D=2e3;function G(){let e=O(k.value.query),t=JSON.stringify(e),[o,s]=b(null),r=m(t,i=>_(e,null,i),{keepsOld:!0}),l=A(r.reload,D);F(()=>s(null),[t]),x(i=>{
o===null&&(i.kind.startsWith("session")||i.kind==="reconnect")&&l()});let d=[...r.data?.traces??[],...o?.traces??[]],f=o===null?r.data?.nextCursor??null:o.nextCursor,
Q=async()=>{let i=await _(e,f);s({traces:[...o?.traces??[],...i.traces],nextCursor:i.nextCursor})};return n(S,{children:[n(L,{title:"Traces",children:n(u,{icon:"\
refresh",kind:"quiet",onClick:r.reload,isBusy:r.isLoading&&r.data!==void 0,children:"Refresh"})}),n(H,{filters:e}),r.error?n(M,{error:r.error,onRetry:r.reload}):
r.data===void 0?n(R,{what:"traces"}):d.length===0?n(J,{isFiltered:y(e)}):n(I,{spans:d}),f!==null&&d.length>0&&n("div",{class:"trace-more",children:n(u,{onClick:Q,
children:"Show older ones"})})]})}function _(e,t,o){let s=P(e,Date.now(),t,q);return C("traces",o?{query:s,signal:o}:{query:s})}function H({filters:e}){let o=m(
"runtimes",r=>T({signal:r})).data?.runtimes.map(r=>r.name)??[],s=e.runtime===""||o.includes(e.runtime)?o:[e.runtime,...o];return n("div",{class:"trace-filters",
role:"search","aria-label":"Traces",children:[n(v,{label:"Search",placeholder:"Ids, errors, attributes",value:e.search,onInput:r=>a({search:r})}),n(c,{label:"Ag\
ent",value:e.runtime,options:[["","All agents"],...s.map(r=>[r,r])],onChange:r=>a({runtime:r})}),n(c,{label:"Took",value:e.minMs,options:U(B,e.minMs),onChange:r=>a(
{minMs:r})}),n(c,{label:"When",value:e.range,options:h.map(([r,l])=>[r,l]),onChange:r=>a({range:r})}),n("label",{class:"check",children:[n("input",{type:"checkb\
ox",checked:e.errors==="1",onChange:r=>a({errors:r.currentTarget.checked?"1":void 0})}),"Errors only"]}),e.session!==""&&n("span",{class:"filter-chip",children:[
"Session ",n("code",{title:e.session,children:N(e.session)}),n("button",{type:"button","aria-label":"All sessions",onClick:()=>a({session:void 0}),children:"×"})]}),
y(e)&&n(u,{kind:"quiet",onClick:()=>a(Object.fromEntries(g.map(r=>[r,void 0]))),children:"Clear"})]})}function U(e,t){return e.some(([o])=>o===t)?[...e]:[...e,[
t,`${t} ms or more`]]}function J({isFiltered:e}){return e?n(p,{icon:"traces",title:"No invocation fits",children:n("p",{children:"Take away a filter, or look fu\
rther back."})}):n(p,{icon:"traces",title:"No invocation yet",children:[n("p",{children:["Each one leaves a trace: from the first door to the last tool call. As\
k an agent in the ",n("a",{href:E("/playground"),children:"Playground"}),", or:"]}),n(w,{children:'headwater invoke echo "one two three"'})]})}export{G as default};

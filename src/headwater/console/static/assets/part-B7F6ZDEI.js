import{a as d,c as f,e as n,h as b,k as c}from"./part-F7F6TSKO.js";import{l as p}from"./part-AQUB3X7H.js";import{b as y}from"./part-WKRJAEN7.js";
import{A as t,F as h,M as g,N as v,O as S,d as u,p as a}from"./part-BI2FADSV.js";var _=["authenticate","route","find_or_start","connect","first_byte","stream","settle"];function w({span:o}){let s=o.phases.map(e=>`${e.name.replaceAll("_"," ")}\
 ${n(e.durationMs)}`).join(", ");return t("svg",{class:"phase-bar",viewBox:"0 0 100 8",preserveAspectRatio:"none",role:"img","aria-label":s,children:[t("title",
{children:s}),o.phases.map(e=>t("rect",{class:`phase-${_.indexOf(e.name)+1}`,x:k(e.offsetMs,o.durationMs),width:Math.max(.4,k(e.durationMs,o.durationMs)),y:"0",
height:"8"},e.name))]})}function k(o,s){return s>0?Math.min(100,100*o/s):0}var O=50;function q({query:o,version:s=0}){let[e,i]=u(O),M=JSON.stringify([o,e,s]),r=d(M,I=>p({...o,limit:e},{signal:I}),{keepsOld:!0});if(r.error!==null)return t(
v,{error:r.error,onRetry:r.reload});if(!r.data)return t(g,{what:"invocations"});let{traces:m,nextCursor:B}=r.data;return m.length===0?t(S,{icon:"traces",title:"\
No invocation on record",children:t("p",{children:"Invocations are listed once they are over, and kept for as long as telemetry is (telemetry.keep_days)."})}):t(
y,{isFlush:!0,children:[t(x,{spans:m,hasSession:o.session!==void 0}),B&&e<500&&t("div",{class:"more",children:t(h,{kind:"quiet",onClick:()=>i(Math.min(500,e*3)),
isBusy:r.isLoading,children:"Show more"})})]})}function x({spans:o,hasSession:s=!1}){return t("div",{class:"table-scroll",children:t("table",{class:"invocations",
children:[t("thead",{children:t("tr",{children:[t("th",{scope:"col",children:"When"}),!s&&t("th",{scope:"col",children:"Agent"}),t("th",{scope:"col",children:"O\
utcome"}),t("th",{scope:"col",class:"number",children:"Took"}),t("th",{scope:"col",class:"number",children:"First byte"}),t("th",{scope:"col",children:"Phases"}),
t("th",{scope:"col",class:"number wide",children:"Answer"})]})}),t("tbody",{children:o.map(e=>t("tr",{children:[t("td",{children:t("a",{class:"strong nowrap",href:a(
"/traces",e.traceId),children:b(e.startMs)})}),!s&&t("td",{children:t(A,{span:e})}),t("td",{children:t(P,{span:e})}),t("td",{class:"number",children:n(e.durationMs)}),
t("td",{class:"number",children:n(l(e,"headwater.first_byte_ms"))}),t("td",{children:t(w,{span:e})}),t("td",{class:"number wide",children:f(l(e,"http.response.b\
ody.size"))})]},e.spanId))})]})})}function A({span:o}){let s=o.attributes["headwater.runtime.name"];return typeof s!="string"?t("span",{class:"muted",children:"\
–"}):o.sessionId?t("a",{href:a("/sessions",s,o.sessionId),title:o.sessionId,children:s}):t("a",{href:a("/agents",s),children:s})}function l(o,s){let e=o.attributes[s];
return typeof e=="number"?e:null}function P({span:o}){let s=l(o,"http.response.status_code"),e=o.status==="error"?"bad":o.outcome==="ok"||o.outcome===null?"ok":
"warn",i=o.attributes["headwater.session.cold"]===!0;return t("span",{class:"row",children:[t(c,{tone:e,title:o.statusMessage,children:[(o.outcome??"ok").replaceAll(
"_"," "),e==="bad"&&s!==null?` ${s}`:""]}),i&&t(c,{tone:"off",title:"This call started the session",children:"cold"})]})}export{q as a,x as b};

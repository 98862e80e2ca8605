import{a as M}from"./part-UN7X7BCK.js";import{a as d}from"./part-M4NXVBMU.js";import{a as y}from"./part-HTCV3HVM.js";import{a as S,c as a,f as v,
i as l}from"./part-7KWEQDMS.js";import{c as B}from"./part-JHBAWGFU.js";import{n as g}from"./part-J7NGXXJA.js";import{E as t,J as m,Q as w,R as k,
S as I,a as h,d as u,j as b,q as c}from"./part-HNNW76HX.js";var R=["authenticate","route","find_or_start","connect","first_byte","stream","settle"];function _({span:e}){let s=e.phases.map(o=>`${o.name.replaceAll("_"," ")}\
 ${a(o.durationMs)}`).join(", ");return t("svg",{class:"phase-bar",viewBox:"0 0 100 8",preserveAspectRatio:"none",role:"img","aria-label":s,children:[t("title",
{children:s}),e.phases.map(o=>t("rect",{class:`phase-${R.indexOf(o.name)+1}`,x:O(o.offsetMs,e.durationMs),width:Math.max(.4,O(o.durationMs,e.durationMs)),y:"0",
height:"8"},o.name))]})}function O(e,s){return s>0?Math.min(100,100*e/s):0}var A=50;function Z({query:e,version:s=0}){let[o,n]=u(A),i=JSON.stringify([e,o,s]),r=y(i,P=>g({...e,limit:o},{signal:P}),{keepsOld:!0});if(r.error!==null)return t(
k,{error:r.error,onRetry:r.reload});if(!r.data)return t(w,{what:"invocations"});let{traces:f,nextCursor:x}=r.data;return f.length===0?t(I,{icon:"traces",title:"\
No invocation on record",children:t("p",{children:"Invocations are listed once they are over, and kept for as long as telemetry is (telemetry.keep_days)."})}):t(
B,{isFlush:!0,children:[t(C,{spans:f,hasSession:e.session!==void 0}),x&&o<500&&t("div",{class:"more",children:t(m,{kind:"quiet",onClick:()=>n(Math.min(500,o*3)),
isBusy:r.isLoading,children:"Show more"})})]})}function C({spans:e,hasSession:s=!1}){return t("div",{class:"table-scroll",children:t("table",{class:"invocations",
children:[t("thead",{children:t("tr",{children:[t("th",{scope:"col",children:"When"}),!s&&t("th",{scope:"col",children:"Agent"}),t("th",{scope:"col",children:"O\
utcome"}),t("th",{scope:"col",class:"number",children:"Took"}),t("th",{scope:"col",class:"number wide",children:"First byte"}),t("th",{scope:"col",class:"wide",
children:"Phases"}),t("th",{scope:"col",class:"number wide",children:"Answer"}),t("th",{scope:"col",children:t("span",{class:"hidden",children:"Replay"})})]})}),
t("tbody",{children:e.map(o=>t(T,{span:o,hasSession:s},o.spanId))})]})})}function T({span:e,hasSession:s}){let[o,n]=u(!1),i=b();return t(h,{children:[t("tr",{children:[
t("td",{children:t("a",{class:"strong nowrap",href:c("/traces",e.traceId),children:v(e.startMs)})}),!s&&t("td",{children:t(E,{span:e})}),t("td",{children:t(N,{span:e})}),
t("td",{class:"number",children:a(e.durationMs)}),t("td",{class:"number wide",children:a(p(e,"headwater.first_byte_ms"))}),t("td",{class:"wide",children:t(_,{span:e})}),
t("td",{class:"number wide",children:S(p(e,"http.response.body.size"))}),t("td",{class:"number",children:q(e)&&t(m,{kind:"quiet",icon:o?"down":"right","aria-exp\
anded":o,"aria-controls":o?i:void 0,onClick:()=>n(!o),children:"Replay"})})]}),o&&e.requestId&&t("tr",{id:i,class:"replay",children:t("td",{colSpan:s?7:8,children:t(
M,{requestId:e.requestId})})})]})}function q(e){return e.requestId!==null&&d(e)===""}function E({span:e}){let s=e.attributes["headwater.runtime.name"];return typeof s!=
"string"?t("span",{class:"muted",children:"–"}):e.sessionId?t("a",{href:c("/sessions",s,e.sessionId),title:e.sessionId,children:s}):t("a",{href:c("/agents",s),
children:s})}function p(e,s){let o=e.attributes[s];return typeof o=="number"?o:null}function N({span:e}){let s=p(e,"http.response.status_code"),o=e.status==="er\
ror"?"bad":e.outcome==="ok"||e.outcome===null?"ok":"warn",n=e.attributes["headwater.session.cold"]===!0;return t("span",{class:"row",children:[t(l,{tone:o,title:e.
statusMessage,children:[(e.outcome??"ok").replaceAll("_"," "),o==="bad"&&s!==null?` ${s}`:""]}),d(e)&&t(l,{tone:"off",children:d(e)}),n&&t(l,{tone:"off",title:"\
This call started the session",children:"cold"})]})}export{Z as a,C as b};

import{a as I}from"./part-JHZX2WNG.js";import{a as b}from"./part-VT22CLUY.js";import{a as g,c as a,f as v,i as u}from"./part-7LBHRLZX.js";import{
c as M}from"./part-YHCDZNFS.js";import{m as y}from"./part-Y7JMIEUH.js";import{E as t,J as l,Q as w,R as S,S as k,a as h,d,j as f,q as c}from"./part-NJ6G4NGM.js";var P=["authenticate","route","find_or_start","connect","first_byte","stream","settle"];function O({span:e}){let o=e.phases.map(s=>`${s.name.replaceAll("_"," ")}\
 ${a(s.durationMs)}`).join(", ");return t("svg",{class:"phase-bar",viewBox:"0 0 100 8",preserveAspectRatio:"none",role:"img","aria-label":o,children:[t("title",
{children:o}),e.phases.map(s=>t("rect",{class:`phase-${P.indexOf(s.name)+1}`,x:B(s.offsetMs,e.durationMs),width:Math.max(.4,B(s.durationMs,e.durationMs)),y:"0",
height:"8"},s.name))]})}function B(e,o){return o>0?Math.min(100,100*e/o):0}var A=50;function V({query:e,version:o=0}){let[s,n]=d(A),i=JSON.stringify([e,s,o]),r=b(i,x=>y({...e,limit:s},{signal:x}),{keepsOld:!0});if(r.error!==null)return t(
S,{error:r.error,onRetry:r.reload});if(!r.data)return t(w,{what:"invocations"});let{traces:p,nextCursor:_}=r.data;return p.length===0?t(k,{icon:"traces",title:"\
No invocation on record",children:t("p",{children:"Invocations are listed once they are over, and kept for as long as telemetry is (telemetry.keep_days)."})}):t(
M,{isFlush:!0,children:[t(R,{spans:p,hasSession:e.session!==void 0}),_&&s<500&&t("div",{class:"more",children:t(l,{kind:"quiet",onClick:()=>n(Math.min(500,s*3)),
isBusy:r.isLoading,children:"Show more"})})]})}function R({spans:e,hasSession:o=!1}){return t("div",{class:"table-scroll",children:t("table",{class:"invocations",
children:[t("thead",{children:t("tr",{children:[t("th",{scope:"col",children:"When"}),!o&&t("th",{scope:"col",children:"Agent"}),t("th",{scope:"col",children:"O\
utcome"}),t("th",{scope:"col",class:"number",children:"Took"}),t("th",{scope:"col",class:"number wide",children:"First byte"}),t("th",{scope:"col",class:"wide",
children:"Phases"}),t("th",{scope:"col",class:"number wide",children:"Answer"}),t("th",{scope:"col",children:t("span",{class:"hidden",children:"Replay"})})]})}),
t("tbody",{children:e.map(s=>t(C,{span:s,hasSession:o},s.spanId))})]})})}function C({span:e,hasSession:o}){let[s,n]=d(!1),i=f();return t(h,{children:[t("tr",{children:[
t("td",{children:t("a",{class:"strong nowrap",href:c("/traces",e.traceId),children:v(e.startMs)})}),!o&&t("td",{children:t(T,{span:e})}),t("td",{children:t(q,{span:e})}),
t("td",{class:"number",children:a(e.durationMs)}),t("td",{class:"number wide",children:a(m(e,"headwater.first_byte_ms"))}),t("td",{class:"wide",children:t(O,{span:e})}),
t("td",{class:"number wide",children:g(m(e,"http.response.body.size"))}),t("td",{class:"number",children:e.requestId&&t(l,{kind:"quiet",icon:s?"down":"right","a\
ria-expanded":s,"aria-controls":s?i:void 0,onClick:()=>n(!s),children:"Replay"})})]}),s&&e.requestId&&t("tr",{id:i,class:"replay",children:t("td",{colSpan:o?7:8,
children:t(I,{requestId:e.requestId})})})]})}function T({span:e}){let o=e.attributes["headwater.runtime.name"];return typeof o!="string"?t("span",{class:"muted",
children:"–"}):e.sessionId?t("a",{href:c("/sessions",o,e.sessionId),title:e.sessionId,children:o}):t("a",{href:c("/agents",o),children:o})}function m(e,o){let s=e.
attributes[o];return typeof s=="number"?s:null}function q({span:e}){let o=m(e,"http.response.status_code"),s=e.status==="error"?"bad":e.outcome==="ok"||e.outcome===
null?"ok":"warn",n=e.attributes["headwater.session.cold"]===!0;return t("span",{class:"row",children:[t(u,{tone:s,title:e.statusMessage,children:[(e.outcome??"o\
k").replaceAll("_"," "),s==="bad"&&o!==null?` ${o}`:""]}),n&&t(u,{tone:"off",title:"This call started the session",children:"cold"})]})}export{V as a,R as b};

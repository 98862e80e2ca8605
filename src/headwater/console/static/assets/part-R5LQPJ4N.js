import{b as h}from"./part-GC2EY3PG.js";import{a as c}from"./part-M4NXVBMU.js";import{c as l,f as i,i as d}from"./part-7KWEQDMS.js";import{c as m}from"./part-JHBAWGFU.js";
import{E as t,q as n}from"./part-HNNW76HX.js";function $({spans:e}){let o=Math.max(1,...e.map(s=>s.durationMs));return t(m,{isFlush:!0,children:t("div",{class:"table-scroll",children:t("table",{class:"trace\
-table",children:[t("thead",{children:t("tr",{children:[t("th",{scope:"col",children:"When"}),t("th",{scope:"col",children:"Agent"}),t("th",{scope:"col",children:"\
Outcome"}),t("th",{scope:"col",class:"number",children:"Took"}),t("th",{scope:"col",class:"trace-bar-head",children:"Phases"}),t("th",{scope:"col",children:"Ses\
sion"})]})}),t("tbody",{children:e.map(s=>t(p,{span:s,longestMs:o},s.spanId))})]})})})}function p({span:e,longestMs:o}){let s=String(e.attributes["headwater.run\
time.name"]??"");return t("tr",{children:[t("td",{class:"nowrap",children:t("a",{href:n("/traces",e.traceId,{span:e.spanId}),children:i(e.startMs)})}),t("td",{children:s===
""?t("span",{class:"muted",children:e.name}):t("a",{href:n("/agents",s),children:s})}),t("td",{children:t(f,{span:e})}),t("td",{class:"number nowrap",children:l(
e.durationMs)}),t("td",{children:t(b,{span:e,longestMs:o})}),t("td",{children:e.sessionId&&s&&t("a",{class:"mono",href:n("/sessions",s,e.sessionId),title:e.sessionId,
children:h(e.sessionId)})})]})}function f({span:e}){let o=e.attributes["http.response.status_code"],s=e.status==="error",a=e.outcome?.replaceAll("_"," ")??e.status;
return t("span",{class:"row",children:[t(d,{tone:s?"bad":a==="ok"?"ok":"off",title:e.statusMessage,children:s&&typeof o=="number"&&o>=400?`${a} ${o}`:a}),c(e)&&
t(d,{tone:"off",children:c(e)}),e.attributes["headwater.session.cold"]===!0&&t(d,{tone:"off",title:"This call started its session",children:"cold"})]})}function b({
span:e,longestMs:o}){let s=100/o,a=e.phases.map(r=>`${r.name.replaceAll("_"," ")} ${l(r.durationMs)}`).join(", ");return t("div",{class:"duration-bar",role:"img",
"aria-label":a||"no phases",title:a,children:e.phases.map((r,u)=>t("i",{class:`phase phase-${r.name}`,style:{left:`${(r.offsetMs*s).toFixed(2)}%`,width:`${(r.durationMs*
s).toFixed(2)}%`}},u))})}export{$ as a,f as b,b as c};

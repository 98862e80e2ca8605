import{c as d,f as c,i as l}from"./part-CODQYCYZ.js";import{c as i}from"./part-LXXQPZQO.js";import{E as t,q as n}from"./part-7AGHQD6Q.js";function y({spans:s}){let a=Math.max(1,...s.map(e=>e.durationMs));return t(i,{isFlush:!0,children:t("div",{class:"table-scroll",children:t("table",{class:"trace\
-table",children:[t("thead",{children:t("tr",{children:[t("th",{scope:"col",children:"When"}),t("th",{scope:"col",children:"Agent"}),t("th",{scope:"col",children:"\
Outcome"}),t("th",{scope:"col",class:"number",children:"Took"}),t("th",{scope:"col",class:"trace-bar-head",children:"Phases"}),t("th",{scope:"col",children:"Ses\
sion"})]})}),t("tbody",{children:s.map(e=>t(m,{span:e,longestMs:a},e.spanId))})]})})})}function m({span:s,longestMs:a}){let e=String(s.attributes["headwater.run\
time.name"]??"");return t("tr",{children:[t("td",{class:"nowrap",children:t("a",{href:n("/traces",s.traceId,{span:s.spanId}),children:c(s.startMs)})}),t("td",{children:e===
""?t("span",{class:"muted",children:s.name}):t("a",{href:n("/agents",e),children:e})}),t("td",{children:t(u,{span:s})}),t("td",{class:"number nowrap",children:d(
s.durationMs)}),t("td",{children:t(p,{span:s,longestMs:a})}),t("td",{children:s.sessionId&&e&&t("a",{class:"mono",href:n("/sessions",e,s.sessionId),title:s.sessionId,
children:s.sessionId.slice(0,8)})})]})}function u({span:s}){let a=s.attributes["http.response.status_code"],e=s.status==="error",o=s.outcome?.replaceAll("_"," ")??
s.status;return t("span",{class:"row",children:[t(l,{tone:e?"bad":o==="ok"?"ok":"off",title:s.statusMessage,children:e&&typeof a=="number"&&a>=400?`${o} ${a}`:o}),
s.attributes["headwater.session.cold"]===!0&&t(l,{tone:"off",title:"This call started its session",children:"cold"})]})}function p({span:s,longestMs:a}){let e=100/
a,o=s.phases.map(r=>`${r.name.replaceAll("_"," ")} ${d(r.durationMs)}`).join(", ");return t("div",{class:"duration-bar",role:"img","aria-label":o||"no phases",title:o,
children:s.phases.map((r,h)=>t("i",{class:`phase phase-${r.name}`,style:{left:`${(r.offsetMs*e).toFixed(2)}%`,width:`${(r.durationMs*e).toFixed(2)}%`}},h))})}export{y as a,u as b,p as c};

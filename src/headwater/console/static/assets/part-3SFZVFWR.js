import{b as h}from"./part-GC2EY3PG.js";import{c as d,f as c,i as l}from"./part-7LBHRLZX.js";import{c as i}from"./part-YHCDZNFS.js";import{E as t,
q as n}from"./part-NJ6G4NGM.js";function w({spans:s}){let o=Math.max(1,...s.map(e=>e.durationMs));return t(i,{isFlush:!0,children:t("div",{class:"table-scroll",children:t("table",{class:"trace\
-table",children:[t("thead",{children:t("tr",{children:[t("th",{scope:"col",children:"When"}),t("th",{scope:"col",children:"Agent"}),t("th",{scope:"col",children:"\
Outcome"}),t("th",{scope:"col",class:"number",children:"Took"}),t("th",{scope:"col",class:"trace-bar-head",children:"Phases"}),t("th",{scope:"col",children:"Ses\
sion"})]})}),t("tbody",{children:s.map(e=>t(u,{span:e,longestMs:o},e.spanId))})]})})})}function u({span:s,longestMs:o}){let e=String(s.attributes["headwater.run\
time.name"]??"");return t("tr",{children:[t("td",{class:"nowrap",children:t("a",{href:n("/traces",s.traceId,{span:s.spanId}),children:c(s.startMs)})}),t("td",{children:e===
""?t("span",{class:"muted",children:s.name}):t("a",{href:n("/agents",e),children:e})}),t("td",{children:t(p,{span:s})}),t("td",{class:"number nowrap",children:d(
s.durationMs)}),t("td",{children:t(f,{span:s,longestMs:o})}),t("td",{children:s.sessionId&&e&&t("a",{class:"mono",href:n("/sessions",e,s.sessionId),title:s.sessionId,
children:h(s.sessionId)})})]})}function p({span:s}){let o=s.attributes["http.response.status_code"],e=s.status==="error",a=s.outcome?.replaceAll("_"," ")??s.status;
return t("span",{class:"row",children:[t(l,{tone:e?"bad":a==="ok"?"ok":"off",title:s.statusMessage,children:e&&typeof o=="number"&&o>=400?`${a} ${o}`:a}),s.attributes["\
headwater.session.cold"]===!0&&t(l,{tone:"off",title:"This call started its session",children:"cold"})]})}function f({span:s,longestMs:o}){let e=100/o,a=s.phases.
map(r=>`${r.name.replaceAll("_"," ")} ${d(r.durationMs)}`).join(", ");return t("div",{class:"duration-bar",role:"img","aria-label":a||"no phases",title:a,children:s.
phases.map((r,m)=>t("i",{class:`phase phase-${r.name}`,style:{left:`${(r.offsetMs*e).toFixed(2)}%`,width:`${(r.durationMs*e).toFixed(2)}%`}},m))})}export{w as a,p as b,f as c};

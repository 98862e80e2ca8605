import{a as p,b as f,c}from"./part-46YVBOIB.js";import{a as h,i as n}from"./part-73DFK5AF.js";import{g as a}from"./part-7KWEQDMS.js";import{
a as m,c as i}from"./part-JHBAWGFU.js";import{E as t,S as d,T as s,a as o,q as r}from"./part-HNNW76HX.js";function u(){let g=c("memories",h);return t(o,{children:[t(m,{title:"Memory"}),t(f,{pages:g,what:"memories",empty:t(y,{}),children:l=>t(i,{isFlush:!0,children:t(
"div",{class:"table-scroll",children:t("table",{children:[t("thead",{children:t("tr",{children:[t("th",{children:"Memory"}),t("th",{children:"Status"}),t("th",{
children:"Id"}),t("th",{children:"Made"}),t("th",{children:"Changed"})]})}),t("tbody",{children:l.map(e=>t("tr",{children:[t("td",{children:t("a",{class:"strong",
href:r("/memory",e.id),children:n(e.id)})}),t("td",{children:t(p,{state:e.status})}),t("td",{children:t("code",{children:e.id})}),t("td",{class:"nowrap",children:t(
a,{at:e.createdAt*1e3})}),t("td",{class:"nowrap",children:t(a,{at:e.updatedAt*1e3})})]},e.id))})]})})})})]})}function y(){return t(d,{icon:"memory",title:"No me\
mories yet",children:[t("p",{children:"A memory keeps what was said, by actor and session, and what strategies make of it. Agents use it through the Memory API \
of AgentCore."}),t(s,{children:"headwater memory create notes --strategy semantic"})]})}export{u as default};

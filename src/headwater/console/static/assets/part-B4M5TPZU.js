import{a as R}from"./part-N75X7QRE.js";import"./part-XWIDCBG6.js";import{a as P}from"./part-HTCV3HVM.js";import{a as H,b as l,d as w,g as h,
i as g}from"./part-7KWEQDMS.js";import{a as B,c as d,d as m}from"./part-JHBAWGFU.js";import{A as N,E as e,M as T,Q as L,R as M,S as U,T as $,a as c,
e as _,h as q,q as p,t as x}from"./part-HNNW76HX.js";var O=t=>N("edge",{signal:t});var f="-",Y={none:"open to all",open:"open to all","api-key":"API keys",basic:"user and password",jwt:"bearer tokens",sigv4:"signatures",own:"own code"};function v(t){
return Y[t]??t}function j({edge:t,chosen:r}){return e(d,{title:"Doors",isFlush:!0,actions:r?e("a",{href:p("/edge"),children:"Show all doors' figures"}):e("span",
{class:"muted",children:"Choose one for its details"}),children:e("div",{class:"table-scroll",children:e("table",{children:[e("thead",{children:e("tr",{children:[
e("th",{children:"Door"}),e("th",{children:"Address"}),e("th",{children:"Opens to"}),e("th",{children:"Who may call"}),e("th",{class:"number",children:"Requests"}),
e("th",{class:"number",children:"Running"}),e("th",{class:"number",children:"Refused"}),e("th",{children:"Last request"})]})}),e("tbody",{children:[t.doors.map(
s=>e("tr",{class:s.name===r?"is-chosen":void 0,children:[e("td",{children:e(I,{name:s.name,label:s.name,chosen:r})}),e("td",{children:[e("code",{children:[s.host??
"",Z(s)]}),s.paths.length>1&&e("span",{class:"muted",children:[" and ",s.paths.length-1," more"]})]}),e("td",{children:e(C,{door:s})}),e("td",{children:e(g,{tone:ee(
s)?"warn":"ok",children:v(s.authentication.kind)})}),e(W,{use:s})]},s.name)),t.elsewhere&&t.elsewhere.requests>0&&e("tr",{class:r===f?"is-chosen":void 0,children:[
e("td",{children:e(I,{name:f,label:"no door",chosen:r})}),e("td",{colSpan:3,class:"muted",children:"Requests to addresses at which there is no door"}),e(W,{use:t.
elsewhere})]})]})]})})})}function Z(t){let r=t.paths.map(s=>s.path);return r.reduce((s,o)=>o.length<s.length?o:s,r[0]??"/")}function ee(t){return t.authentication.
kind==="none"||t.authentication.kind==="open"}function I({name:t,label:r,chosen:s}){return e("a",{class:"strong",href:p("/edge",{door:t}),"aria-current":t===s?"\
true":void 0,children:r})}function C({door:t}){let{kind:r,agent:s,arn:o,qualifier:a}=t.target;return r==="files"?e(c,{children:"files"}):e(c,{children:[s?e("a",
{href:p("/agents",s),children:s}):e("code",{children:o}),a&&e("span",{class:"muted",children:[" (",a,")"]})]})}function W({use:t}){let r=t.refusals.reduce((s,o)=>s+
o.count,0);return e(c,{children:[e("td",{class:"number",children:l(t.requests)}),e("td",{class:"number",children:l(t.running)}),e("td",{class:"number",children:l(
r)}),e("td",{class:"nowrap",children:t.lastRequestAt?e(h,{at:t.lastRequestAt}):"never"})]})}var te={authentication:"Not identified",failures_per_address:"Failed too often from an address",failures_per_name:"Failed too often at a name",address_rate:"Too\
 many from an address",principal_rate:"Too many of a caller",address_concurrency:"Too many at once from an address",principal_concurrency:"Too many at once of a\
 caller",requests_per_day:"Requests of the day used up",tokens_per_day:"Tokens of the day used up",body_max_bytes:"Body too large",body_timeout_s:"Body too slow",
prompt_max_chars:"Prompt too long",allow:"Address not on the list",deny:"Address on the list of refused ones",not_found:"No such address",method_not_allowed:"Me\
thod not allowed",invalid_request:"Not a valid request"};function y(t){return t.startsWith("rule ")?`Rule “${t.slice(5)}”`:te[t]??t.replaceAll("_"," ")}function G({door:t}){return e("div",{class:"columns",children:[e("div",{class:"stack",children:[e(d,{title:`Door ${t.name}`,children:e(re,{door:t})}),e(d,{title:"\
Who may call",children:e(ne,{door:t})})]}),e("div",{class:"stack",children:[e(d,{title:"Limits",children:e(ae,{door:t})}),e(d,{title:"Refused since the start",isFlush:!0,
children:e(ie,{door:t})})]})]})}function re({door:t}){return e(m,{facts:[["Host",t.host??"any"],["Addresses",e(se,{door:t})],["Methods",t.methods.join(", ")],["\
Opens to",e(C,{door:t})],t.target.endpointUrl?["At",e("code",{children:t.target.endpointUrl})]:null,t.forms.length>0&&["Forms of answers",e(oe,{items:t.forms})],
["Pages that may call",t.origins.length>0?e(k,{items:t.origins}):"none of other origins"],["Sign of life in silence",t.keepAliveS?`every ${w(t.keepAliveS)}`:"no\
ne"],["Tells the agent who calls",t.sendsUserId?"yes":"no"],["Shows agents' errors",t.showsAgentErrors?"yes":"no"]]})}function se({door:t}){return e("ul",{class:"\
plain-list",children:t.paths.map(r=>e("li",{children:[e("code",{children:r.path})," ",r.form&&e("span",{class:"muted",children:r.form})]},r.path))})}function oe({
items:t}){return e("span",{class:"row",children:t.map(r=>e(g,{tone:"off",children:r},r))})}function k({items:t}){return e("ul",{class:"plain-list",children:t.map(
r=>e("li",{children:e("code",{children:r})},r))})}function ne({door:t}){let{kind:r,callerCount:s,issuer:o,failuresPerAddress:a,failuresPerName:n}=t.authentication;
return e(m,{facts:[["By",v(r)],s!==null&&["Known callers",l(s)],o!==null&&["Tokens of",e("code",{children:o})],a.length>0&&["Failures of an address",`at most ${a.
join(", ")}`],n.length>0&&["Failures at a name",`at most ${n.join(", ")}`]]})}function ae({door:t}){let{guards:r}=t,s=e("span",{class:"muted",children:"no limit"}),
o=n=>n===null?s:l(n),a=n=>n.length>0?n.join(", "):s;return e(m,{facts:[["Rate of an address",a(r.addressRate)],["Rate of a caller",a(r.principalRate)],["At once\
, from an address",o(r.addressConcurrency)],["At once, of a caller",o(r.principalConcurrency)],["Requests a day",o(r.requestsPerDay)],["Tokens a day",o(r.tokensPerDay)],
["Body",`${H(r.bodyMaxBytes)}, within ${w(r.bodyTimeoutS)}`],["Prompt",r.promptMaxChars===null?s:`${l(r.promptMaxChars)} characters`],r.allow.length>0&&["Addres\
ses let in",e(k,{items:r.allow})],r.deny.length>0&&["Addresses refused",e(k,{items:r.deny})],r.rules.length>0&&["Rules",e("ul",{class:"plain-list",children:r.rules.
map(n=>e("li",{children:[n.name," ",e("span",{class:"muted",children:`looks at the ${n.header??n.part}, answers ${n.status}`})]},n.name))})]]})}function ie({door:t}){
return t.refusals.length===0?e("p",{class:"card-note",children:"Nothing was refused."}):e("div",{class:"table-scroll",tabIndex:0,role:"group","aria-label":"Refu\
sals, table",children:e("table",{children:[e("thead",{children:e("tr",{children:[e("th",{children:"Reason"}),e("th",{class:"number",children:"Requests"}),e("th",
{children:"Last"})]})}),e("tbody",{children:t.refusals.map(r=>e("tr",{children:[e("td",{title:r.rule,children:y(r.rule)}),e("td",{class:"number",children:l(r.count)}),
e("td",{class:"nowrap",children:e(h,{at:r.lastAt})})]},r.rule))})]})})}var K=5,le=[4,2,3,1,5];function z(t){let r=t[0]?.times??[],s=()=>r.map(()=>0),o=s(),a=new Map;for(let i of t){b(o,i.requests);for(let[u,D]of Object.entries(i.refusals))
a.has(u)||a.set(u,s()),b(a.get(u),D)}let n=s();for(let i of a.values())b(n,i);let V=o.map((i,u)=>Math.max(0,i-(n[u]??0))),F=[...a].sort(([,i],[,u])=>A(u)-A(i)),
Q=F.slice(0,K),S=F.slice(K),E=Q.map(([i,u],D)=>({label:y(i),values:u,colour:le[D]??6}));if(S.length>0){let i=s();for(let[,u]of S)b(i,u);E.push({label:"Other",values:i,
colour:6})}let X=[{label:"Let in",values:V,colour:1},{label:"Refused",values:n,colour:4}];return{times:r,requests:A(o)>0?X:[],refusals:E}}function b(t,r){for(let[
s,o]of r.entries())t[s]=(t[s]??0)+o}function A(t){return t.reduce((r,s)=>r+s,0)}function J({hours:t,of:r}){let{times:s,requests:o,refusals:a}=q(()=>z(t),[t]);return e("div",{class:"charts",children:[e(R,{title:`Requests to ${r}, each minute`,
times:s,series:o,format:l,empty:"Nobody came in the last hour.",isStacked:!0}),e(R,{title:`Refusals of ${r}, each minute`,times:s,series:a,format:l,empty:"Nothi\
ng was refused in the last hour.",isStacked:!0})]})}var ue=5e3;function de(){let t=P("edge",O);return _(()=>{let r=setInterval(()=>document.visibilityState==="visible"&&t.reload(),ue);return()=>clearInterval(r)},
[t.reload]),e(c,{children:[e(B,{title:"Edge"}),t.data?t.data.url===null?e(ce,{}):e(me,{edge:t.data}):t.error?e(M,{error:t.error,onRetry:t.reload}):e(L,{what:"th\
e front doors"})]})}function ce(){return e(U,{icon:"edge",title:"No front doors in this server",children:[e("p",{children:["A front door is an address for every\
body, with an agent behind it: it has its own authentication, limits and form of answer. Declare one in a file, and serve it with the server, or beside it as a \
process of its own (",e("code",{children:"headwater edge"}),"), which this page does not see."]}),e($,{children:"HEADWATER_EDGE__CONFIG=edge.toml headwater serv\
e"})]})}function me({edge:t}){let r=x("door"),s=t.doors.find(n=>n.name===r)??t.doors[0],o=[...t.doors,...t.elsewhere?[t.elsewhere]:[]],a=r===f&&t.elsewhere?[t.elsewhere]:
r&&s?[s]:o;return e("div",{class:"stack",children:[e(J,{hours:a.map(n=>n.lastHour),of:r&&s?r:"all doors"}),e(j,{edge:t,chosen:r}),r&&r!==f&&s&&e(G,{door:s}),e(d,
{title:"Listening",children:e(m,{facts:[["Address",t.url&&e(T,{value:t.url})],["Trusted proxies",t.trustedProxies.length>0?e("code",{children:t.trustedProxies.join(
", ")}):"none"]]})})]})}export{de as default};

import{a as X}from"./part-VBGH3QKF.js";import{b as k,d as V}from"./part-Q33EJ74P.js";import{b as U,c as G}from"./part-RXKZAP6X.js";import{a as H}from"./part-ILYGHR7E.js";
import{b as T,c as f,f as W,i as K}from"./part-CODQYCYZ.js";import{a as N,d as $,e as z}from"./part-LXXQPZQO.js";import{A as F,C as q,E as r,F as v,
J as B,L as D,M as R,Q as L,R as J,a as b,d as w,e as E,g as P,h as S,q as x,s as A,t as O}from"./part-7AGHQD6Q.js";var Q=4e3,C=100;function Y({span:e,extent:t}){let n=Object.entries(e.attributes).sort(([a],[o])=>a.localeCompare(o));return r("section",{class:"span-detail","ar\
ia-label":"Span","aria-live":"polite",children:[r("header",{class:"row",children:[r("h2",{children:e.name}),e.status==="error"&&r(K,{tone:"bad",children:"error"}),
r("span",{class:"spacer"}),r(D,{text:()=>JSON.stringify(e,null,2),label:"Copy the span as JSON"})]}),r("p",{class:"muted",children:[e.service," · ",e.kind," · \
begins at ",f(e.startMs-t.startMs),", takes ",r("strong",{children:f(e.durationMs)})]}),e.statusMessage&&r("p",{class:"note is-bad",children:k(e.statusMessage)}),
e.phases.length>0&&r(G,{span:e,longestMs:e.durationMs}),r(_,{title:"Attributes",values:n}),e.events.slice(0,C).map((a,o)=>r(_,{title:`Event: ${String(a.name??o+
1)}`,values:Object.entries(a).filter(([s])=>s!=="name")},o)),e.events.length>C&&r("p",{class:"muted",children:["and ",e.events.length-C," more events"]}),r(_,{title:"\
Identity",values:[["span",e.spanId],["parent",e.parentId??"none"],["trace",e.traceId]]})]})}function _({title:e,values:t}){return t.length===0?null:r(b,{children:[
r("h3",{children:e}),r("dl",{class:"values",children:t.map(([n,a])=>r("div",{children:[r("dt",{children:de(n)}),r("dd",{children:k(pe(a)).replaceAll("␊",`
`)})]},n))})]})}function de(e){return e.split(".").map((t,n,a)=>r(b,{children:[t,n<a.length-1&&r(b,{children:[".",r("wbr",{})]})]}))}function pe(e){let t=typeof e==
"string"?e:JSON.stringify(e,null,1);return t.length>Q?`${t.slice(0,Q)}… (${t.length.toLocaleString()} characters)`:t}function ee(e){let t=new Map;for(let i of e)t.has(i.spanId)||t.set(i.spanId,i);let n=new Map,a=[];for(let i of t.values())i.parentId===null||!t.has(i.parentId)||
i.parentId===i.spanId?a.push(i):ue(n,i.parentId).push(i);let o=[],s=new Set;Z(a,n,s,o);for(let i of t.values())s.has(i.spanId)||Z([i],n,s,o);return o}function ue(e,t){
let n=e.get(t)??[];return e.set(t,n),n}function Z(e,t,n,a){let o=j(e,null,t,n).reverse();for(let s=o.pop();s!==void 0;s=o.pop())a.push(s),o.push(...j(t.get(s.span.
spanId)??[],s,t,n).reverse())}function j(e,t,n,a){let o=e.filter(s=>!a.has(s.spanId)).sort((s,i)=>s.startMs-i.startMs||i.durationMs-s.durationMs);return o.map((s,i)=>{
a.add(s.spanId);let l=n.get(s.spanId)?.length??0;return{span:s,depth:(t?.depth??0)+1,childCount:l,parent:t,place:i+1,siblings:o.length}})}function te(e,t){let n=1/0;
return e.filter(a=>a.depth>n?!1:(n=t.has(a.span.spanId)?a.depth:1/0,!0))}function ne(e){let t=1/0,n=-1/0;for(let a of e)t=Math.min(t,a.startMs),n=Math.max(n,a.startMs+
a.durationMs);return e.length===0?{startMs:0,durationMs:0}:{startMs:t,durationMs:n-t}}function re(e){let t=e.filter(fe),n=ce(t,e),a=t.filter(s=>!n.has(s.spanId)),
o=s=>a.reduce((i,l)=>i+me(l,s),0);return{inputTokens:o("gen_ai.usage.input_tokens"),outputTokens:o("gen_ai.usage.output_tokens")}}function ce(e,t){let n=new Map(
t.map(o=>[o.spanId,o])),a=new Set;for(let o of e){let{parentId:s}=o;for(;s!==null&&s!==o.spanId&&!a.has(s);)a.add(s),s=n.get(s)?.parentId??null}return a}function fe(e){
return"gen_ai.usage.input_tokens"in e.attributes}function me(e,t){let n=e.attributes[t];return typeof n=="number"?n:0}var ge=new Set(["authenticate","route","fi\
nd_or_start","connect","first_byte","stream","settle"]);function se(e){let t=String(e.attributes["gen_ai.operation.name"]??"");return e.requestId!==null?"invoca\
tion":t==="execute_tool"||"gen_ai.tool.name"in e.attributes?"tool":t==="chat"||t==="text_completion"||t==="converse"?"model":t.includes("agent")?"agent":"memory\
.id"in e.attributes||/memor/i.test(e.name)?"memory":ge.has(e.name)?"phase":"other"}var g=28,ae=10,oe=22;function ie({rows:e,extent:t,chosenId:n,onChoose:a}){let[o,s]=w(new Set),[i,l]=w(0),m=P(null),p=S(()=>te(e,o),[e,o]),u=p.findIndex(d=>d.span.
spanId===n),h=(d,c)=>{let y=new Set(o);c?y.add(d.span.spanId):y.delete(d.span.spanId),s(y)};E(()=>{let d=m.current;if(d===null||u<0)return;u*g<d.scrollTop&&(d.scrollTop=
u*g);let c=(u+1)*g-d.clientHeight;c>d.scrollTop&&(d.scrollTop=c)},[u]);let M=d=>{let c=he(d.key,p,u,o,h);if(c===null)return;d.preventDefault();let y=p[Math.min(
p.length-1,Math.max(0,c))];y&&a(y.span.spanId)},I=Math.max(0,Math.floor(i/g)-ae),le=p.slice(I,I+oe+2*ae);return r("div",{class:"waterfall",children:[r(Se,{extent:t}),
r("div",{ref:m,class:"waterfall-rows",role:"tree",tabIndex:0,"aria-label":"Spans","aria-activedescendant":u>=0?`span-${n}`:void 0,style:{height:`${Math.min(p.length,
oe)*g}px`},onKeyDown:M,onScroll:d=>l(d.currentTarget.scrollTop),children:r("div",{class:"waterfall-space",role:"presentation",style:{height:`${p.length*g}px`},children:le.
map((d,c)=>r(ye,{row:d,extent:t,topPx:(I+c)*g,isChosen:d.span.spanId===n,isClosed:o.has(d.span.spanId),onChoose:()=>a(d.span.spanId),onToggle:()=>h(d,!o.has(d.span.
spanId))},d.span.spanId))})})]})}function he(e,t,n,a,o){let s=t[n],i=s!==void 0&&a.has(s.span.spanId);switch(e){case"ArrowDown":return n+1;case"ArrowUp":return Math.
max(0,n-1);case"Home":return 0;case"End":return t.length-1;case"ArrowRight":return s===void 0||s.childCount===0?n:i?(o(s,!1),n):n+1;case"ArrowLeft":return s===void 0?
n:s.childCount>0&&!i?(o(s,!0),n):s.parent===null?n:t.indexOf(s.parent);default:return null}}function ye({row:e,extent:t,topPx:n,isChosen:a,isClosed:o,onChoose:s,
onToggle:i}){let{span:l}=e,m=Math.max(t.durationMs,.001),p=(l.startMs-t.startMs)/m*100,u=l.durationMs/m*100,h=l.status==="error";return r("div",{id:`span-${l.spanId}`,
class:`span-row${h?" is-error":""}`,role:"treeitem","aria-level":e.depth,"aria-setsize":e.siblings,"aria-posinset":e.place,"aria-selected":a,"aria-expanded":e.childCount>
0?!o:void 0,"aria-label":`${l.name}, ${f(l.durationMs)}${h?", failed":""}`,style:{top:`${n}px`},onClick:s,children:[r("span",{class:"span-name",style:{paddingLeft:`${Math.
min(e.depth-1,12)*14}px`},children:[r("span",{class:`twist${e.childCount>0?"":" is-leaf"}${o?"":" is-open"}`,onClick:M=>{M.stopPropagation(),i()},children:e.childCount>
0&&r(v,{name:"right",size:12})}),h&&r(v,{name:"warning",size:12}),r("span",{class:"span-label",title:l.name,children:l.name.replaceAll("_"," ")}),o&&r("span",{class:"\
muted",children:["+",e.childCount]})]}),r("span",{class:"span-track",children:[r("i",{class:`span-bar span-${se(l)} phase-${l.name.replaceAll(/\W/g,"_")}`,style:{
left:`${p.toFixed(3)}%`,width:`${u.toFixed(3)}%`}}),r("span",{...be(p,p+u),children:f(l.durationMs)})]})]})}function be(e,t){return t<75?{class:"span-time numbe\
r",style:{left:`calc(${t.toFixed(2)}% + 6px)`}}:e>25?{class:"span-time number",style:{right:`calc(${(100-e).toFixed(2)}% + 6px)`}}:{class:"span-time number is-i\
nside",style:{right:`calc(${(100-t).toFixed(2)}% + 6px)`}}}function Se({extent:e}){return r("div",{class:"waterfall-axis","aria-hidden":"true",children:[r("span",
{}),r("span",{class:"waterfall-ticks",children:V(e.durationMs,5).map(t=>t<=e.durationMs*.95&&r("span",{style:{left:`${(t/Math.max(e.durationMs,.001)*100).toFixed(
2)}%`},children:t===0?"0":f(t)},t))})]})}function Me({params:e}){let t=e.trace??"",n=H(`trace ${t}`,a=>F(`traces/${q(t)}`,{signal:a}));return n.error?r(J,{error:n.error,onRetry:n.reload}):n.data===void 0?
r(L,{what:"the trace"}):r(Ie,{traceId:t,spans:n.data.spans,onReload:n.reload})}function Ie({traceId:e,spans:t,onReload:n}){let a=S(()=>ee(t),[t]),o=S(()=>ne(t),
[t]),s=t.filter(p=>p.requestId!==null),i=s[0],l=t.find(p=>p.spanId===O("span"))??i??a[0]?.span,m=String(i?.attributes["headwater.runtime.name"]??"");return r(b,
{children:[r(N,{title:m||"Trace",above:{label:"Traces",to:x("/traces")},mark:i&&r(U,{span:i}),children:r(B,{icon:"refresh",kind:"quiet",onClick:n,children:"Refr\
esh"})}),r(we,{traceId:e,spans:t,main:i,agent:m,durationMs:o.durationMs}),r(z,{label:"Trace",tabs:[{id:"waterfall",label:"Waterfall",draw:()=>r("div",{class:"tr\
ace-columns",children:[r(ie,{rows:a,extent:o,chosenId:l?.spanId??"",onChoose:p=>A({span:p})}),l&&r(Y,{span:l,extent:o})]})},...s.slice(0,5).map((p,u)=>({id:`str\
eam${u||""}`,label:s.length>1?`Stream ${u+1}`:"Stream",draw:()=>r(X,{requestId:p.requestId??""})}))]})]})}function we({traceId:e,spans:t,main:n,agent:a,durationMs:o}){
let s=re(t),i=t.filter(l=>l.status==="error").length;return r("div",{class:"trace-facts",children:[r($,{facts:[["Began",n?W(n.startMs):"–"],["Took",f(o)],["Sp\
ans",`${t.length}${i>0?`, ${i} with errors`:""}`],s.inputTokens+s.outputTokens>0&&["Tokens",`${T(s.inputTokens)} in, ${T(s.outputTokens)} out`]]}),r($,{facts:[[
"Trace",r(R,{value:e})],!!n?.requestId&&["Request",r(R,{value:n.requestId})],!!n?.sessionId&&a!==""&&["Session",r("a",{class:"mono",href:x("/sessions",a,n.sessionId),
children:n.sessionId})],!!n?.statusMessage&&["Error",n.statusMessage]]})]})}export{Me as default};

import{a as U}from"./part-UN7X7BCK.js";import{i as E,k as z}from"./part-ZMJYDRDF.js";import{b as Y,c as Z}from"./part-R5LQPJ4N.js";import"./part-GC2EY3PG.js";
import"./part-M4NXVBMU.js";import{a as H}from"./part-HTCV3HVM.js";import{b as C,c as f,f as K,i as X}from"./part-7KWEQDMS.js";import{a as G,
d as A,e as Q}from"./part-JHBAWGFU.js";import"./part-6OM2XB4G.js";import{A as R,C as k,E as r,F as $,J as B,L as J,M as _,Q as N,R as V,a as S,d as x,
e as M,g as F,h as b,q as T,s as L,t as W,x as q}from"./part-HNNW76HX.js";var j=4e3,O=100;function ee({span:e,extent:t}){let n=Object.entries(e.attributes).sort(([s],[o])=>s.localeCompare(o));return r("section",{class:"span-detail","a\
ria-label":"Span","aria-live":"polite",children:[r("header",{class:"row",children:[r("h2",{children:e.name}),e.status==="error"&&r(X,{tone:"bad",children:"error"}),
r("span",{class:"spacer"}),r(J,{text:()=>JSON.stringify(e,null,2),label:"Copy the span as JSON"})]}),r("p",{class:"muted",children:[e.service," · ",e.kind," · \
begins at ",f(e.startMs-t.startMs),", takes ",r("strong",{children:f(e.durationMs)})]}),e.statusMessage&&r("p",{class:"note is-bad",children:E(e.statusMessage)}),
e.phases.length>0&&r(Z,{span:e,longestMs:e.durationMs}),r(P,{title:"Attributes",values:n}),e.events.slice(0,O).map((s,o)=>r(P,{title:`Event: ${String(s.name??o+
1)}`,values:Object.entries(s).filter(([a])=>a!=="name")},o)),e.events.length>O&&r("p",{class:"muted",children:["and ",e.events.length-O," more events"]}),r(P,{title:"\
Identity",values:[["span",e.spanId],["parent",e.parentId??"none"],["trace",e.traceId]]})]})}function P({title:e,values:t}){return t.length===0?null:r(S,{children:[
r("h3",{children:e}),r("dl",{class:"values",children:t.map(([n,s])=>r("div",{children:[r("dt",{children:pe(n)}),r("dd",{children:E(ue(s)).replaceAll("␊",`
`)})]},n))})]})}function pe(e){return e.split(".").map((t,n,s)=>r(S,{children:[t,n<s.length-1&&r(S,{children:[".",r("wbr",{})]})]}))}function ue(e){let t=typeof e==
"string"?e:JSON.stringify(e,null,1);return t.length>j?`${t.slice(0,j)}… (${t.length.toLocaleString()} characters)`:t}function re(e){let t=new Map;for(let i of e)t.has(i.spanId)||t.set(i.spanId,i);let n=new Map,s=[];for(let i of t.values())i.parentId===null||!t.has(i.parentId)||
i.parentId===i.spanId?s.push(i):ce(n,i.parentId).push(i);let o=[],a=new Set;te(s,n,a,o);for(let i of t.values())a.has(i.spanId)||te([i],n,a,o);return o}function ce(e,t){
let n=e.get(t)??[];return e.set(t,n),n}function te(e,t,n,s){let o=ne(e,null,t,n).reverse();for(let a=o.pop();a!==void 0;a=o.pop())s.push(a),o.push(...ne(t.get(a.
span.spanId)??[],a,t,n).reverse())}function ne(e,t,n,s){let o=e.filter(a=>!s.has(a.spanId)).sort((a,i)=>a.startMs-i.startMs||i.durationMs-a.durationMs);return o.
map((a,i)=>{s.add(a.spanId);let l=n.get(a.spanId)?.length??0;return{span:a,depth:(t?.depth??0)+1,childCount:l,parent:t,place:i+1,siblings:o.length}})}function se(e,t){
let n=1/0;return e.filter(s=>s.depth>n?!1:(n=t.has(s.span.spanId)?s.depth:1/0,!0))}function D(e){let t=1/0,n=-1/0;for(let s of e)t=Math.min(t,s.startMs),n=Math.
max(n,s.startMs+s.durationMs);return e.length===0?{startMs:0,durationMs:0}:{startMs:t,durationMs:n-t}}function ae(e){let t=e.filter(me),n=fe(t,e),s=t.filter(a=>!n.
has(a.spanId)),o=a=>s.reduce((i,l)=>i+ge(l,a),0);return{inputTokens:o("gen_ai.usage.input_tokens"),outputTokens:o("gen_ai.usage.output_tokens")}}function fe(e,t){
let n=new Map(t.map(o=>[o.spanId,o])),s=new Set;for(let o of e){let{parentId:a}=o;for(;a!==null&&a!==o.spanId&&!s.has(a);)s.add(a),a=n.get(a)?.parentId??null}return s}
function me(e){return"gen_ai.usage.input_tokens"in e.attributes}function ge(e,t){let n=e.attributes[t];return typeof n=="number"?n:0}var he=new Set(["authentica\
te","route","find_or_start","connect","first_byte","stream","settle"]);function w(e){let t=String(e.attributes["gen_ai.operation.name"]??"");return e.requestId!==
null?"invocation":t==="execute_tool"||"gen_ai.tool.name"in e.attributes?"tool":t==="chat"||t==="text_completion"||t==="converse"?"model":t.includes("agent")?"ag\
ent":"memory.id"in e.attributes||/memor/i.test(e.name)?"memory":he.has(e.name)?"phase":"other"}var g=28,oe=10,ie=22;function le({rows:e,extent:t,chosenId:n,onChoose:s}){let[o,a]=x(new Set),[i,l]=x(0),m=F(null),p=b(()=>se(e,o),[e,o]),u=p.findIndex(d=>d.span.
spanId===n),h=(d,c)=>{let y=new Set(o);c?y.add(d.span.spanId):y.delete(d.span.spanId),a(y)};M(()=>{let d=m.current;if(d===null||u<0)return;u*g<d.scrollTop&&(d.scrollTop=
u*g);let c=(u+1)*g-d.clientHeight;c>d.scrollTop&&(d.scrollTop=c)},[u]);let I=d=>{let c=ye(d.key,p,u,o,h);if(c===null)return;d.preventDefault();let y=p[Math.min(
p.length-1,Math.max(0,c))];y&&s(y.span.spanId)},v=Math.max(0,Math.floor(i/g)-oe),de=p.slice(v,v+ie+2*oe);return r("div",{class:"waterfall",children:[r(we,{extent:t}),
r("div",{ref:m,class:"waterfall-rows",role:"tree",tabIndex:0,"aria-label":"Spans","aria-activedescendant":u>=0?`span-${n}`:void 0,style:{height:`${Math.min(p.length,
ie)*g}px`},onKeyDown:I,onScroll:d=>l(d.currentTarget.scrollTop),children:r("div",{class:"waterfall-space",role:"presentation",style:{height:`${p.length*g}px`},children:de.
map((d,c)=>r(Se,{row:d,extent:t,topPx:(v+c)*g,isChosen:d.span.spanId===n,isClosed:o.has(d.span.spanId),onChoose:()=>s(d.span.spanId),onToggle:()=>h(d,!o.has(d.span.
spanId))},d.span.spanId))})})]})}function ye(e,t,n,s,o){let a=t[n],i=a!==void 0&&s.has(a.span.spanId);switch(e){case"ArrowDown":return n+1;case"ArrowUp":return Math.
max(0,n-1);case"Home":return 0;case"End":return t.length-1;case"ArrowRight":return a===void 0||a.childCount===0?n:i?(o(a,!1),n):n+1;case"ArrowLeft":return a===void 0?
n:a.childCount>0&&!i?(o(a,!0),n):a.parent===null?n:t.indexOf(a.parent);default:return null}}function Se({row:e,extent:t,topPx:n,isChosen:s,isClosed:o,onChoose:a,
onToggle:i}){let{span:l}=e,m=Math.max(t.durationMs,.001),p=(l.startMs-t.startMs)/m*100,u=l.durationMs/m*100,h=l.status==="error";return r("div",{id:`span-${l.spanId}`,
class:`span-row${h?" is-error":""}`,role:"treeitem","aria-level":e.depth,"aria-setsize":e.siblings,"aria-posinset":e.place,"aria-selected":s,"aria-expanded":e.childCount>
0?!o:void 0,"aria-label":`${l.name}, ${f(l.durationMs)}${h?", failed":""}`,style:{top:`${n}px`},onClick:a,children:[r("span",{class:"span-name",style:{paddingLeft:`${Math.
min(e.depth-1,12)*14}px`},children:[r("span",{class:`twist${e.childCount>0?"":" is-leaf"}${o?"":" is-open"}`,onClick:I=>{I.stopPropagation(),i()},children:e.childCount>
0&&r($,{name:"right",size:12})}),h&&r($,{name:"warning",size:12}),r("span",{class:"span-label",title:l.name,children:l.name.replaceAll("_"," ")}),o&&r("span",{class:"\
muted",children:["+",e.childCount]})]}),r("span",{class:"span-track",children:[r("i",{class:`span-bar span-${w(l)} phase-${l.name.replaceAll(/\W/g,"_")}`,style:{
left:`${p.toFixed(3)}%`,width:`${u.toFixed(3)}%`}}),r("span",{...Me(p,p+u),children:[f(l.durationMs),be(l)]})]})]})}function be({attributes:e}){let t=e["gen_ai.\
usage.input_tokens"],n=e["gen_ai.usage.output_tokens"];return typeof t=="number"&&typeof n=="number"?` · ${t} → ${n} tokens`:""}function Me(e,t){return t<75?
{class:"span-time number",style:{left:`calc(${t.toFixed(2)}% + 6px)`}}:e>25?{class:"span-time number",style:{right:`calc(${(100-e).toFixed(2)}% + 6px)`}}:{class:"\
span-time number is-inside",style:{right:`calc(${(100-t).toFixed(2)}% + 6px)`}}}function we({extent:e}){return r("div",{class:"waterfall-axis","aria-hidden":"tr\
ue",children:[r("span",{}),r("span",{class:"waterfall-ticks",children:z(e.durationMs,5).map(t=>t<=e.durationMs*.95&&r("span",{style:{left:`${(t/Math.max(e.durationMs,
.001)*100).toFixed(2)}%`},children:t===0?"0":f(t)},t))})]})}var Ie=[200,800],ve=1e4,xe=2500;function Te({params:e}){let t=e.trace??"",n=H(`trace ${t}`,s=>Re(t,s),{keepsOld:!0});return ke(n.data?.spans,n.reload),n.error&&
n.data?.traceId!==t?r(V,{error:n.error,onRetry:n.reload}):n.data===void 0?r(N,{what:"the trace"}):r($e,{traceId:t,spans:n.data.spans,onReload:n.reload})}async function Re(e,t){
for(let n of Ie){try{return await R(`traces/${k(e)}`,{signal:t})}catch(s){if(!(s instanceof q)||s.status!==404)throw s}await new Promise(s=>setTimeout(s,n))}return R(
`traces/${k(e)}`,{signal:t})}function ke(e,t){M(()=>{if(e===void 0)return;let{startMs:n,durationMs:s}=D(e);if(Date.now()-n-s>ve)return;let o=setTimeout(t,xe);return()=>clearTimeout(
o)},[e])}function $e({traceId:e,spans:t,onReload:n}){let s=b(()=>re(t),[t]),o=b(()=>D(t),[t]),a=t.filter(p=>p.requestId!==null),i=a[0],l=t.find(p=>p.spanId===W(
"span"))??i??s[0]?.span,m=String(i?.attributes["headwater.runtime.name"]??"");return r(S,{children:[r(G,{title:m||"Trace",above:{label:"Traces",to:T("/traces")},
mark:i&&r(Y,{span:i}),children:r(B,{icon:"refresh",kind:"quiet",onClick:n,children:"Refresh"})}),r(Ee,{traceId:e,spans:t,main:i,agent:m,durationMs:o.durationMs}),
r(Q,{label:"Trace",tabs:[{id:"waterfall",label:"Waterfall",draw:()=>r("div",{class:"trace-columns",children:[r("div",{children:[r(le,{rows:s,extent:o,chosenId:l?.
spanId??"",onChoose:p=>L({span:p})}),r(Ce,{spans:t})]}),l&&r(ee,{span:l,extent:o})]})},...a.slice(0,5).map((p,u)=>({id:`stream${u||""}`,label:a.length>1?`Stream\
 ${u+1}`:"Stream",draw:()=>r(U,{requestId:p.requestId??""})}))]})]})}var _e=[["invocation","Invocation"],["agent","Agent"],["model","Model call"],["tool","Tool \
call"],["memory","Memory"],["other","Other"]];function Ce({spans:e}){let t=new Set(e.map(w));return r("div",{class:"span-legend",children:_e.filter(([n])=>t.has(
n)).map(([n,s])=>r("span",{children:[r("i",{class:`span-swatch span-${n}`,"aria-hidden":"true"}),s]},n))})}function Ee({traceId:e,spans:t,main:n,agent:s,durationMs:o}){
let a=ae(t),i=t.filter(l=>l.status==="error").length;return r("div",{class:"trace-facts",children:[r(A,{facts:[["Began",n?K(n.startMs):"–"],["Took",f(o)],["Sp\
ans",`${t.length}${i>0?`, ${i} with errors`:""}`],a.inputTokens+a.outputTokens>0&&["Tokens",`${C(a.inputTokens)} in, ${C(a.outputTokens)} out`]]}),r(A,{facts:[[
"Trace",r(_,{value:e})],!!n?.requestId&&["Request",r(_,{value:n.requestId})],!!n?.sessionId&&s!==""&&["Session",r("a",{class:"mono",href:T("/sessions",s,n.sessionId),
children:n.sessionId})],!!n?.statusMessage&&["Error",n.statusMessage]]})]})}export{Te as default};

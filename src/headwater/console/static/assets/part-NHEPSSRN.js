import{a as d}from"./part-N75X7QRE.js";import{a as V,d as W,e as B}from"./part-5PK7JERG.js";import{b as H}from"./part-NOAMZ6FY.js";import"./part-UN7X7BCK.js";
import"./part-ZMJYDRDF.js";import"./part-XWIDCBG6.js";import"./part-M4NXVBMU.js";import{a as b,b as k}from"./part-HTCV3HVM.js";import{
b as i,c}from"./part-7KWEQDMS.js";import{a as w,c as N}from"./part-JHBAWGFU.js";import{d as M,e as I,n as P,q as D}from"./part-J7NGXXJA.js";
import"./part-6OM2XB4G.js";import{E as t,O as F,P as G,Q as $,R,a as y,d as T,h as q,q as m,s as A,t as C}from"./part-HNNW76HX.js";var O="No requests in this time.";function U({series:e}){let{times:r}=e,s=q(()=>z(e),[e]);return t("div",{class:"charts",children:[t(d,{title:`Requests, each ${E(
e.stepS)}`,times:r,series:s.requests,format:i,empty:O,isStacked:!0}),t(d,{title:"Latency",times:r,series:s.latency,format:c,empty:O}),t(d,{title:"Time to first \
token",times:r,series:s.firstToken,format:c,empty:"No answer with tokens in this time."}),t(d,{title:"Live sessions",times:r,series:s.live,format:i,empty:"Nothi\
ng is known of this time."}),t(d,{title:`Cold and warm calls, each ${E(e.stepS)}`,times:r,series:s.starts,format:i,empty:O,isStacked:!0}),t(d,{title:`Tokens, ea\
ch ${E(e.stepS)}`,times:r,series:s.tokens,format:i,empty:"No agent told of tokens in this time.",isStacked:!0})]})}function z(e){let r=J(Object.values(e.errors),
e.times.length),s=e.requests.map((l,g)=>l-(r[g]??0)),{latencyMs:n,firstTokenMs:o}=e;return{requests:L([{label:"Answered",values:s,colour:1},{label:"Errors",values:r,
colour:4}]),latency:[{label:"p50",values:n.p50,colour:1},{label:"p95",values:n.p95,colour:3},{label:"p99",values:n.p99,colour:2,isDashed:!0}],firstToken:[{label:"\
p50",values:o.p50,colour:1},{label:"p95",values:o.p95,colour:3}],live:[{label:"Sessions",values:e.liveSessions,colour:5,isFilled:!0}],starts:L([{label:"Warm",values:e.
warm,colour:1},{label:"Cold",values:e.cold,colour:2}]),tokens:L([{label:"In",values:e.tokens.input,colour:3},{label:"Out",values:e.tokens.output,colour:1}])}}function J(e,r){
return Array.from({length:r},(s,n)=>e.reduce((o,l)=>o+(l[n]??0),0))}function L(e){return e.every(s=>s.values.every(n=>!n))?e.map(s=>({...s,values:s.values.map(()=>null)})):
e}function E(e){return e<60?`${e} s`:e<3600?`${e/60} min`:`${e/3600} h`}var _=[["5m","5 min"],["15m","15 min"],["1h","1 h"],["6h","6 h"],["24h","24 h"],["7d","7 d"]],x={"5m":300,"15m":900,"1h":3600,"6h":21600,"24h":86400,"7d":604800},
K=60,X=[[360,"5m"],[2700,"15m"]],Q=1e4,j=6e4,ee=6,Y=8;function te(e){let r=C("range");return _.some(([s])=>s===r)?r:X.find(([s])=>e<s)?.[1]??"1h"}function se(e,r,s){
let n=new Date(Date.now()-x[e]*1e3).toISOString();return D({runtime:r,since:n,step:x[e]/K},{signal:s})}function re(){let e=b("status",r=>I({signal:r}));return e.
error!==null?t(y,{children:[t(w,{title:"Overview"}),t(R,{error:e.error,onRetry:e.reload})]}):e.data?t(ne,{status:e.data}):t($,{what:"the overview"})}function ne({
status:e}){let r=te(e.uptimeS),s=C("runtime"),n=V(),o=b(`${r} ${s}`,a=>se(r,s,a),{keepsOld:!0}),[l,g]=T(0),h=k(o.reload,Q),f=k(o.reload,j),u=k(()=>g(a=>a+1),Q),
[S,Z]=T(null);M(a=>{a.kind==="tick"?(Z(a.data.sessions),f()):(a.kind==="sessions"||a.kind==="reconnect")&&(h(),u())});let v=n.data?.runtimes;return n.error!==null?
t(y,{children:[t(w,{title:"Overview"}),t(R,{error:n.error,onRetry:n.reload})]}):v?t(y,{children:[t(w,{title:"Overview",children:[v.length>1&&t(F,{label:"Agent",
value:s,options:[["","All agents"],...v.map(a=>[a.name,a.name])],onChange:a=>A({runtime:a})}),t(G,{label:"Time",value:r,options:_,onChange:a=>A({range:a})})]}),
v.length===0?t(W,{}):t("div",{class:"stack",children:[t(oe,{runtimes:v,counts:S,total:o.data?.total,range:r}),o.error!==null&&t(R,{error:o.error,onRetry:o.reload}),
o.data&&t(U,{series:o.data}),t(ae,{runtimes:v}),t(ie,{runtime:s,version:l})]}),t(le,{status:e})]}):t($,{what:"the overview"})}function oe({runtimes:e,counts:r,total:s,
range:n}){let o=e.filter(u=>u.status.endsWith("FAILED")).length,l=r?.live??e.reduce((u,S)=>u+(S.sessions?.live??0),0),g=r?.active??e.reduce((u,S)=>u+(S.sessions?.
active??0),0),h=`last ${_.find(([u])=>u===n)?.[1]??n}`,f=s?s.cold+s.warm:0;return t("div",{class:"tiles",children:[t(p,{label:"Agents",to:m("/agents"),value:i(e.
length),note:o?`${o} failed`:"all well",isBad:o>0}),t(p,{label:"Live sessions",to:m("/sessions"),value:i(l),note:`${i(g)} active`}),t(p,{label:"Requests",value:i(
s?.requests),note:h}),t(p,{label:"Errors",to:m("/traces",{errors:"1"}),value:i(s?.errors),note:s?.requests?`${(100*s.errors/s.requests).toFixed(s.errors?1:0)} %\
 of requests`:h,isBad:(s?.errors??0)>0}),t(p,{label:"Latency p95",value:c(s?.latencyMs.p95),note:`median ${c(s?.latencyMs.p50)}`}),t(p,{label:"First token p95",
value:c(s?.firstTokenMs.p95),note:`median ${c(s?.firstTokenMs.p50)}`}),t(p,{label:"Cold",value:f&&s?`${(100*s.cold/f).toFixed(0)} %`:"–",note:f&&s?`${i(s.cold)}\
 of ${i(f)} calls`:h})]})}function p({label:e,value:r,note:s,to:n,isBad:o=!1}){let l=t(y,{children:[t("span",{class:"tile-label",children:e}),t("span",{class:"t\
ile-value",children:r}),t("span",{class:`tile-note${o?" is-bad":""}`,children:s})]});return n?t("a",{class:"tile",href:n,children:l}):t("div",{class:"tile",children:l})}
function ae({runtimes:e}){let r=[...e].sort((s,n)=>(n.sessions?.live??0)-(s.sessions?.live??0)).slice(0,Y);return t(N,{title:"Agents",isFlush:!0,actions:t("a",{
href:m("/agents"),children:e.length>Y?`All ${e.length}`:"All"}),children:t(B,{runtimes:r})})}function ie({runtime:e,version:r}){let s=b(`${e} ${r}`,n=>P({runtime:e,
limit:ee},{signal:n}),{keepsOld:!0});return s.error!==null||!s.data?null:t(N,{title:"Latest invocations",isFlush:!0,actions:t("a",{href:m("/traces",{runtime:e}),
children:"All"}),children:s.data.traces.length===0?t("p",{class:"nothing muted",children:["None yet. Call an agent from the ",t("a",{href:m("/playground"),children:"\
playground"}),"."]}):t(H,{spans:s.data.traces})})}function le({status:{version:e,isolation:r,authentication:s,dataDir:n}}){return t("p",{class:"server-line mute\
d",children:["Headwater ",e," · isolation: ",r.level," ·"," ",s==="open"?"open to this machine, nobody is asked for a key":"callers sign with keys"," · data i\
n"," ",t("code",{children:n})]})}export{re as default};

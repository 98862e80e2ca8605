import{a as G,b as J}from"./part-7Z5LD7FM.js";import{a as j}from"./part-S25HDUK6.js";import"./part-TQK4ZLLD.js";import"./part-IW77S7FG.js";
import"./part-M4NXVBMU.js";import{a as C,b as T}from"./part-HTCV3HVM.js";import{d as A,f as W,g as B,h as w,i as g}from"./part-7KWEQDMS.js";
import{a as L,c as p,d as R,e as _}from"./part-CVZYLMRS.js";import{d as N,f as D,g as O,h as $,i as M,p as H}from"./part-J7NGXXJA.js";import"./part-6OM2XB4G.js";
import{E as t,H as K,J as F,M as q,O as U,Q as E,R as b,S as v,a as f,d as y,e as V,g as P,q as S,s as I,t as x}from"./part-HNNW76HX.js";var tt=1e3;function z({runtime:o,versions:r,isBuilding:e}){let n=x("version"),a=r.includes(n)?n:r[0]??"1",{text:s,error:d}=et(o,a,e&&a===r[0]),l=P(null);return V(
()=>{e&&l.current&&(l.current.scrollTop=l.current.scrollHeight)},[s]),t("section",{class:"card is-flush","aria-label":"Build log",children:[t("div",{class:"log-\
bar",children:[t(U,{label:"Version",value:a,options:r.map(i=>[i,i]),onChange:i=>I({version:i})}),e&&t(g,{tone:"busy",children:"building"})]}),d!==null&&t(b,{error:d}),
d===null&&s===""&&t(v,{icon:"file",title:"Nothing was installed for this version",children:t("p",{children:"It runs with the packages of the server, or its pack\
ages were there already."})}),s&&t("pre",{class:"log build-log wraps",ref:l,tabIndex:0,"aria-label":"Build log of the version",children:s})]})}function et(o,r,e){
let[n,a]=y({key:"",text:"",error:null}),s=`${o} ${r}`;return V(()=>{let d=new AbortController,l=0,i=0,c=async()=>{try{let u=await M(o,r,l,{signal:d.signal}),m=l===
0;if(l=u.nextOffset,a(k=>({key:s,text:(m?"":k.text)+G(u.text),error:null})),u.text)return void c()}catch(u){d.signal.aborted||a({key:s,text:"",error:u});return}
e&&(i=window.setTimeout(()=>{c()},tt))};return c(),()=>{d.abort(),clearTimeout(i)}},[s,e]),n.key===s?n:{text:"",error:null}}function Q({detail:o}){let{runtime:r}=o,e=r.agentRuntimeArtifact.codeConfiguration,n=r.agentRuntimeArtifact.containerConfiguration?.containerUri,a=r.lifecycleConfiguration;
return t("div",{class:"cards",children:[t(p,{title:"Runs",children:t(R,{facts:[["ARN",t(q,{value:r.agentRuntimeArn})],["Version",r.agentRuntimeVersion],e&&["Ent\
ry point",t("code",{children:e.entryPoint.join(" ")})],e&&["Python",e.runtime.replace("PYTHON_","").replace("_",".")],n&&["Image",t("code",{class:"breaks",children:n})],
["Protocol",r.protocolConfiguration?.serverProtocol??"HTTP"],["Callers",r.authorizerConfiguration?"show a bearer token (JWT)":"sign their requests (SigV4)"],a?.
idleRuntimeSessionTimeout!==void 0&&["Ends when idle for",A(a.idleRuntimeSessionTimeout)],a?.maxLifetime!==void 0&&["Lives at most",A(a.maxLifetime)]]})}),t(ot,
{detail:o}),t(rt,{variables:r.environmentVariables??{}}),t(p,{title:"Limits",children:[t(R,{facts:Object.entries(o.limits).map(([s,d])=>[Y(s),d===null?"none of \
its own":Z(d)])}),t("p",{class:"muted hint",children:["Changed by ",t("code",{children:["headwater limits ",r.agentRuntimeName]})]})]})]})}function ot({detail:o}){
let{level:r,...e}=o.isolation,n=Array.isArray(e.detail)?e.detail.map(String):[];return t(p,{title:"Isolation in force",actions:t(g,{tone:r==="process"||r==="non\
e"?"warn":"ok",children:r}),children:n.length>0?t("ul",{class:"points",children:n.flatMap(s=>s.split("; ")).map(s=>t("li",{children:s},s))}):t(R,{facts:Object.entries(
e).map(([s,d])=>[Y(s),Z(d)])})})}function rt({variables:o}){let r=Object.keys(o).sort();return t(p,{title:"Environment",children:r.length===0?t(v,{icon:"lock",title:"\
No variables of its own",children:t("p",{children:["Give some with ",t("code",{children:"headwater deploy --env NAME=VALUE"}),". They are kept encrypted."]})}):
t(f,{children:[t(R,{facts:r.map(e=>[e,t("code",{class:"muted",children:o[e]})])}),t("p",{class:"muted hint",children:"Values are kept encrypted and never shown \
here."})]})})}function Y(o){let r=o.replace(/([A-Z])/g," $1").toLowerCase();return r.charAt(0).toUpperCase()+r.slice(1)}function Z(o){return o==null?"–":typeof o==
"object"?JSON.stringify(o):String(o)}function X({runtime:o,version:r}){let e=C(`${o} ${r}`,i=>$(o,null,{signal:i}),{keepsOld:!0}),[n,a]=y(!1);if(e.error!==null)return t(b,{error:e.error,onRetry:e.reload});
if(!e.data)return t(E,{what:"the history"});let{changes:s,nextBefore:d}=e.data;if(s.length===0)return t(v,{icon:"clock",title:"Nothing is on record"});let l=async()=>{
a(!0);try{let i=await $(o,d);e.change(c=>({changes:[...c.changes,...i.changes],nextBefore:i.nextBefore}))}catch(i){K(i)}a(!1)};return t(p,{isFlush:!0,children:[
t("div",{class:"table-scroll",children:t("table",{children:[t("thead",{children:t("tr",{children:[t("th",{scope:"col",children:"When"}),t("th",{scope:"col",children:"\
What"}),t("th",{scope:"col",children:"Status"}),t("th",{scope:"col",class:"wide",children:"By"})]})}),t("tbody",{children:s.map((i,c)=>t("tr",{children:[t("td",
{class:"nowrap",children:W(i.at)}),t("td",{children:[nt(i),i.digest&&t(f,{children:[" ",t("code",{class:"muted",title:`SHA-256 of its code: ${i.digest}`,children:i.
digest.slice(0,12)})]}),i.failureReason&&t("div",{class:"failure breaks",children:i.failureReason})]}),t("td",{children:t(w,{state:i.status})}),t("td",{class:"w\
ide muted",children:i.by??"–"})]},`${i.at} ${i.kind} ${i.endpoint??i.version} ${c}`))})]})}),d!==null&&t("div",{class:"more",children:t(F,{kind:"quiet",isBusy:n,
onClick:()=>{l()},children:"Show more"})})]})}function nt(o){if(o.kind==="version")return`Version ${o.version}`;let{endpoint:r,version:e,targetVersion:n}=o;return n&&
e!==n?e===null?`Endpoint ${r}, to serve version ${n}`:`Endpoint ${r}, from version ${e} to ${n}`:e===null?`Endpoint ${r}`:`Endpoint ${r}, serving version ${e}`}var it=1500;async function st(o,r){let[e,n]=await Promise.all([O(o,{signal:r}),D({signal:r})]),a=await H(e.runtime.agentRuntimeId,{signal:r});return{detail:e,versions:a,
summary:n.runtimes.find(s=>s.runtimeId===e.runtime.agentRuntimeId)}}function at({params:o}){let{name:r=""}=o,e=C(r,m=>st(r,m)),n=T(e.reload,it),[a,s]=y(0),d=e.data?.
detail.runtime.agentRuntimeId;N(m=>{if(m.kind==="reconnect")n();else if(m.kind==="runtimes"){let k=h=>h.name===r||h.runtimeId===d;if(!m.data.changed.some(k)&&!m.
data.deleted.includes(d))return;s(h=>h+1),n()}else m.kind==="sessions"&&[...m.data.changed,...m.data.ended].some(h=>h.runtimeId===d)&&n()});let l={label:"Agents",
to:S("/agents")};if(e.error!==null)return t(f,{children:[t(L,{title:r,above:l}),t(b,{error:e.error,onRetry:e.reload})]});if(!e.data)return t(E,{what:"the agent"});
let{detail:i,summary:c}=e.data,{runtime:u}=i;return t(f,{children:[t(L,{title:u.agentRuntimeName,above:l,mark:t(w,{state:u.status}),children:[t("a",{class:"butt\
on is-plain",href:S("/sessions",{runtime:u.agentRuntimeName}),children:["Sessions ",c?.sessions?c.sessions.live:i.sessions.length]}),t("a",{class:"button is-pri\
mary",href:S("/playground",u.agentRuntimeName),children:"Open in playground"})]}),t(lt,{detail:i,summary:c}),t(_,{label:"About this agent",tabs:[{id:"deployed",
label:"Deployed",draw:()=>t(dt,{known:e.data})},{id:"logs",label:"Log",draw:()=>t(J,{runtime:u.agentRuntimeId})},{id:"build",label:"Build log",draw:()=>t(z,{runtime:u.
agentRuntimeId,versions:e.data.versions.map(m=>m.agentRuntimeVersion),isBuilding:/ING$/.test(u.status)})},{id:"invocations",label:"Invocations",draw:()=>t(j,{query:{
runtime:u.agentRuntimeId}})},{id:"configuration",label:"Configuration",draw:()=>t(Q,{detail:i})},{id:"history",label:"History",draw:()=>t(X,{runtime:u.agentRuntimeId,
version:a})}]})]})}function lt({detail:o,summary:r}){let e=o.runtime.failureReason??r?.failureReason;return!e&&o.notes.length===0?null:t("div",{class:"stack not\
es",children:[e&&t("p",{class:"note is-bad breaks",children:e}),o.notes.map(n=>t("p",{class:"note",children:n},n))]})}function dt({known:{detail:o,summary:r,versions:e}}){
return t("div",{class:"stack",children:[t(p,{title:"Endpoints",isFlush:!0,children:t("div",{class:"table-scroll",children:t("table",{children:[t("thead",{children:t(
"tr",{children:[t("th",{scope:"col",children:"Endpoint"}),t("th",{scope:"col",children:"Status"}),t("th",{scope:"col",children:"Serves"}),t("th",{scope:"col",class:"\
number",children:"Changed"})]})}),t("tbody",{children:(r?.endpoints??[]).map(n=>t("tr",{children:[t("td",{children:[t("b",{children:n.name}),n.description&&t("d\
iv",{class:"muted",children:n.description})]}),t("td",{children:[t(w,{state:n.status}),n.failureReason&&t("div",{class:"failure breaks",children:n.failureReason})]}),
t("td",{children:[n.liveVersion===null?t("span",{class:"muted",children:"nothing yet"}):`version ${n.liveVersion}`,n.isRollingOut&&t(f,{children:[" ",t(g,{tone:"\
warn",children:["rolling out version ",n.targetVersion]})]})]}),t("td",{class:"number",children:t(B,{at:n.updatedAt})})]},n.name))})]})})}),t(p,{title:"Versions",
isFlush:!0,children:t("div",{class:"table-scroll",children:t("table",{children:[t("thead",{children:t("tr",{children:[t("th",{scope:"col",children:"Version"}),t(
"th",{scope:"col",children:"Status"}),t("th",{scope:"col",class:"wide",children:"Loaded"}),t("th",{scope:"col",class:"number wide",children:"Load time"}),t("th",
{scope:"col",class:"wide",children:"Packages"}),t("th",{scope:"col",class:"number",children:"Deployed"})]})}),t("tbody",{children:e.map(n=>t(ut,{row:n,detail:o,
summary:r},n.agentRuntimeVersion))})]})})})]})}function ut({row:o,detail:r,summary:e}){let n=o.agentRuntimeVersion,a=r.templates.find(l=>l.version===n),s=r.packages[n],
d=(e?.endpoints??[]).filter(l=>l.liveVersion===n).map(l=>l.name);return t("tr",{children:[t("td",{children:[t("span",{class:"row",children:[t("b",{children:n}),
d.map(l=>t(g,{tone:"off",children:l},l))]}),o.description&&t("div",{class:"muted cut",children:o.description})]}),t("td",{children:t(w,{state:o.status})}),t("td",
{class:"wide",children:a?t(mt,{template:a}):t("span",{class:"muted",children:"not in memory"})}),t("td",{class:"number wide",children:typeof a?.loadMs=="number"?
`${Math.round(a.loadMs)} ms`:"–"}),t("td",{class:"wide",children:s?`${String(s.count)} for Python ${String(s.python)}, from ${String(s.source)}`:"the server's\
 own"}),t("td",{class:"number",children:t(B,{at:o.lastUpdatedAt})})]})}function mt({template:o}){let r=Array.isArray(o.reasons)?o.reasons.join("; "):"",e=o.mode===
"fork"?"ready to fork":o.mode==="fresh"?"started afresh each time":o.state;return t("span",{title:r||void 0,children:o.error?String(o.error):e})}export{at as default};

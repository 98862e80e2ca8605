import{b as G,c as J}from"./part-QUOPHHUM.js";import{a as j}from"./part-NOAMZ6FY.js";import"./part-UN7X7BCK.js";import"./part-ZMJYDRDF.js";
import"./part-M4NXVBMU.js";import{a as C,b as T}from"./part-HTCV3HVM.js";import{d as A,f as W,g as P,h as w,i as g}from"./part-7KWEQDMS.js";
import{a as B,c as p,d as R,e as _}from"./part-JHBAWGFU.js";import{d as N,f as D,g as M,h as $,i as O,p as H}from"./part-J7NGXXJA.js";import"./part-6OM2XB4G.js";
import{E as t,H as K,J as F,M as q,O as U,Q as E,R as b,S as v,a as f,d as y,e as V,g as L,q as S,s as I,t as x}from"./part-HNNW76HX.js";var tt=1e3;function z({runtime:r,versions:o,isBuilding:e}){let n=x("version"),l=o.includes(n)?n:o[0]??"1",{text:s,error:d}=et(r,l,e&&l===o[0]),a=L(null);return V(
()=>{e&&a.current&&(a.current.scrollTop=a.current.scrollHeight)},[s]),t("section",{class:"card is-flush","aria-label":"Build log",children:[t("div",{class:"log-\
bar",children:[t(U,{label:"Version",value:l,options:o.map(i=>[i,i]),onChange:i=>I({version:i})}),e&&t(g,{tone:"busy",children:"building"})]}),d!==null&&t(b,{error:d}),
d===null&&s===""&&t(v,{icon:"file",title:"Nothing was installed for this version",children:t("p",{children:"It runs with the packages of the server, or its pack\
ages were there already."})}),s&&t("pre",{class:"log build-log wraps",ref:a,tabIndex:0,"aria-label":"Build log of the version",children:s})]})}function et(r,o,e){
let[n,l]=y({key:"",text:"",error:null}),s=`${r} ${o}`;return V(()=>{let d=new AbortController,a=0,i=0,c=async()=>{try{let u=await O(r,o,a,{signal:d.signal}),m=a===
0;if(a=u.nextOffset,l(k=>({key:s,text:(m?"":k.text)+G(u.text),error:null})),u.text)return void c()}catch(u){d.signal.aborted||l({key:s,text:"",error:u});return}
e&&(i=window.setTimeout(()=>{c()},tt))};return c(),()=>{d.abort(),clearTimeout(i)}},[s,e]),n.key===s?n:{text:"",error:null}}function Q({detail:r}){let{runtime:o}=r,e=o.agentRuntimeArtifact.codeConfiguration,n=o.agentRuntimeArtifact.containerConfiguration?.containerUri,l=(o.filesystemConfigurations??
[]).flatMap(d=>d.sessionStorage?.mountPath??[]),s=o.lifecycleConfiguration;return t("div",{class:"cards",children:[t(p,{title:"Runs",children:t(R,{facts:[["ARN",
t(q,{value:o.agentRuntimeArn})],["Version",o.agentRuntimeVersion],e&&["Entry point",t("code",{children:e.entryPoint.join(" ")})],e&&["Python",e.runtime.replace(
"PYTHON_","").replace("_",".")],n&&["Image",t("code",{class:"breaks",children:n})],["Protocol",o.protocolConfiguration?.serverProtocol??"HTTP"],l.length>0&&["St\
orage",t("code",{children:l.join(" ")})],["Callers",o.authorizerConfiguration?"show a bearer token (JWT)":"sign their requests (SigV4)"],s?.idleRuntimeSessionTimeout!==
void 0&&["Ends when idle for",A(s.idleRuntimeSessionTimeout)],s?.maxLifetime!==void 0&&["Lives at most",A(s.maxLifetime)]]})}),t(ot,{detail:r}),t(rt,{variables:o.
environmentVariables??{}}),t(p,{title:"Limits",children:[t(R,{facts:Object.entries(r.limits).map(([d,a])=>[Y(d),a===null?"none of its own":Z(a)])}),t("p",{class:"\
muted hint",children:["Changed by ",t("code",{children:["headwater limits ",o.agentRuntimeName]})]})]})]})}function ot({detail:r}){let{level:o,...e}=r.isolation,
n=Array.isArray(e.detail)?e.detail.map(String):[];return t(p,{title:"Isolation in force",actions:t(g,{tone:o==="process"||o==="none"?"warn":"ok",children:o}),children:n.
length>0?t("ul",{class:"points",children:n.flatMap(s=>s.split("; ")).map(s=>t("li",{children:s},s))}):t(R,{facts:Object.entries(e).map(([s,d])=>[Y(s),Z(d)])})})}
function rt({variables:r}){let o=Object.keys(r).sort();return t(p,{title:"Environment",children:o.length===0?t(v,{icon:"lock",title:"No variables of its own",children:t(
"p",{children:["Give some with ",t("code",{children:"headwater deploy --env NAME=VALUE"}),". They are kept encrypted."]})}):t(f,{children:[t(R,{facts:o.map(e=>[
e,t("code",{class:"muted",children:r[e]})])}),t("p",{class:"muted hint",children:"Values are kept encrypted and never shown here."})]})})}function Y(r){let o=r.
replace(/([A-Z])/g," $1").toLowerCase();return o.charAt(0).toUpperCase()+o.slice(1)}function Z(r){return r==null?"–":typeof r=="object"?JSON.stringify(r):String(
r)}function X({runtime:r,version:o}){let e=C(`${r} ${o}`,i=>$(r,null,{signal:i}),{keepsOld:!0}),[n,l]=y(!1);if(e.error!==null)return t(b,{error:e.error,onRetry:e.reload});
if(!e.data)return t(E,{what:"the history"});let{changes:s,nextBefore:d}=e.data;if(s.length===0)return t(v,{icon:"clock",title:"Nothing is on record"});let a=async()=>{
l(!0);try{let i=await $(r,d);e.change(c=>({changes:[...c.changes,...i.changes],nextBefore:i.nextBefore}))}catch(i){K(i)}l(!1)};return t(p,{isFlush:!0,children:[
t("div",{class:"table-scroll",children:t("table",{children:[t("thead",{children:t("tr",{children:[t("th",{scope:"col",children:"When"}),t("th",{scope:"col",children:"\
What"}),t("th",{scope:"col",children:"Status"}),t("th",{scope:"col",class:"wide",children:"By"})]})}),t("tbody",{children:s.map((i,c)=>t("tr",{children:[t("td",
{class:"nowrap",children:W(i.at)}),t("td",{children:[nt(i),i.digest&&t(f,{children:[" ",t("code",{class:"muted",title:`SHA-256 of its code: ${i.digest}`,children:i.
digest.slice(0,12)})]}),i.failureReason&&t("div",{class:"failure breaks",children:i.failureReason})]}),t("td",{children:t(w,{state:i.status})}),t("td",{class:"w\
ide muted",children:i.by??"–"})]},`${i.at} ${i.kind} ${i.endpoint??i.version} ${c}`))})]})}),d!==null&&t("div",{class:"more",children:t(F,{kind:"quiet",isBusy:n,
onClick:()=>{a()},children:"Show more"})})]})}function nt(r){if(r.kind==="version")return`Version ${r.version}`;let{endpoint:o,version:e,targetVersion:n}=r;return n&&
e!==n?e===null?`Endpoint ${o}, to serve version ${n}`:`Endpoint ${o}, from version ${e} to ${n}`:e===null?`Endpoint ${o}`:`Endpoint ${o}, serving version ${e}`}var st=1500;async function it(r,o){let[e,n]=await Promise.all([M(r,{signal:o}),D({signal:o})]),l=await H(e.runtime.agentRuntimeId,{signal:o});return{detail:e,versions:l,
summary:n.runtimes.find(s=>s.runtimeId===e.runtime.agentRuntimeId)}}function at({params:r}){let{name:o=""}=r,e=C(o,m=>it(o,m)),n=T(e.reload,st),[l,s]=y(0),d=e.data?.
detail.runtime.agentRuntimeId;N(m=>{if(m.kind==="reconnect")n();else if(m.kind==="runtimes"){let k=h=>h.name===o||h.runtimeId===d;if(!m.data.changed.some(k)&&!m.
data.deleted.includes(d))return;s(h=>h+1),n()}else m.kind==="sessions"&&[...m.data.changed,...m.data.ended].some(h=>h.runtimeId===d)&&n()});let a={label:"Agents",
to:S("/agents")};if(e.error!==null)return t(f,{children:[t(B,{title:o,above:a}),t(b,{error:e.error,onRetry:e.reload})]});if(!e.data)return t(E,{what:"the agent"});
let{detail:i,summary:c}=e.data,{runtime:u}=i;return t(f,{children:[t(B,{title:u.agentRuntimeName,above:a,mark:t(w,{state:u.status}),children:[t("a",{class:"butt\
on is-plain",href:S("/sessions",{runtime:u.agentRuntimeName}),children:["Sessions ",c?.sessions?c.sessions.live:i.sessions.length]}),t("a",{class:"button is-pri\
mary",href:S("/playground",u.agentRuntimeName),children:"Open in playground"})]}),t(lt,{detail:i,summary:c}),t(_,{label:"About this agent",tabs:[{id:"deployed",
label:"Deployed",draw:()=>t(dt,{known:e.data})},{id:"logs",label:"Log",draw:()=>t(J,{runtime:u.agentRuntimeId})},{id:"build",label:"Build log",draw:()=>t(z,{runtime:u.
agentRuntimeId,versions:e.data.versions.map(m=>m.agentRuntimeVersion),isBuilding:/ING$/.test(u.status)})},{id:"invocations",label:"Invocations",draw:()=>t(j,{query:{
runtime:u.agentRuntimeId}})},{id:"configuration",label:"Configuration",draw:()=>t(Q,{detail:i})},{id:"history",label:"History",draw:()=>t(X,{runtime:u.agentRuntimeId,
version:l})}]})]})}function lt({detail:r,summary:o}){let e=r.runtime.failureReason??o?.failureReason;return!e&&r.notes.length===0?null:t("div",{class:"stack not\
es",children:[e&&t("p",{class:"note is-bad breaks",children:e}),r.notes.map(n=>t("p",{class:"note",children:n},n))]})}function dt({known:{detail:r,summary:o,versions:e}}){
return t("div",{class:"stack",children:[t(p,{title:"Endpoints",isFlush:!0,children:t("div",{class:"table-scroll",children:t("table",{children:[t("thead",{children:t(
"tr",{children:[t("th",{scope:"col",children:"Endpoint"}),t("th",{scope:"col",children:"Status"}),t("th",{scope:"col",children:"Serves"}),t("th",{scope:"col",class:"\
number",children:"Changed"})]})}),t("tbody",{children:(o?.endpoints??[]).map(n=>t("tr",{children:[t("td",{children:[t("b",{children:n.name}),n.description&&t("d\
iv",{class:"muted",children:n.description})]}),t("td",{children:[t(w,{state:n.status}),n.failureReason&&t("div",{class:"failure breaks",children:n.failureReason})]}),
t("td",{children:[n.liveVersion===null?t("span",{class:"muted",children:"nothing yet"}):`version ${n.liveVersion}`,n.isRollingOut&&t(f,{children:[" ",t(g,{tone:"\
warn",children:["rolling out version ",n.targetVersion]})]})]}),t("td",{class:"number",children:t(P,{at:n.updatedAt})})]},n.name))})]})})}),t(p,{title:"Versions",
isFlush:!0,children:t("div",{class:"table-scroll",children:t("table",{children:[t("thead",{children:t("tr",{children:[t("th",{scope:"col",children:"Version"}),t(
"th",{scope:"col",children:"Status"}),t("th",{scope:"col",class:"wide",children:"Loaded"}),t("th",{scope:"col",class:"number wide",children:"Load time"}),t("th",
{scope:"col",class:"wide",children:"Packages"}),t("th",{scope:"col",class:"number",children:"Deployed"})]})}),t("tbody",{children:e.map(n=>t(ut,{row:n,detail:r,
summary:o},n.agentRuntimeVersion))})]})})})]})}function ut({row:r,detail:o,summary:e}){let n=r.agentRuntimeVersion,l=o.templates.find(a=>a.version===n),s=o.packages[n],
d=(e?.endpoints??[]).filter(a=>a.liveVersion===n).map(a=>a.name);return t("tr",{children:[t("td",{children:[t("span",{class:"row",children:[t("b",{children:n}),
d.map(a=>t(g,{tone:"off",children:a},a))]}),r.description&&t("div",{class:"muted cut",children:r.description})]}),t("td",{children:t(w,{state:r.status})}),t("td",
{class:"wide",children:l?t(mt,{template:l}):t("span",{class:"muted",children:"not in memory"})}),t("td",{class:"number wide",children:typeof l?.loadMs=="number"?
`${Math.round(l.loadMs)} ms`:"–"}),t("td",{class:"wide",children:s?`${String(s.count)} for Python ${String(s.python)}, from ${String(s.source)}`:"the server's\
 own"}),t("td",{class:"number",children:t(P,{at:r.lastUpdatedAt})})]})}function mt({template:r}){let o=Array.isArray(r.reasons)?r.reasons.join("; "):"",e=r.mode===
"fork"?"ready to fork":r.mode==="fresh"?"started afresh each time":r.state;return t("span",{title:o||void 0,children:r.error?String(r.error):e})}export{at as default};

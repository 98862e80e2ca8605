import{a as h,b as g}from"./part-HTCV3HVM.js";import{g as R,h as w,i as b}from"./part-7KWEQDMS.js";import{a as C,c as A}from"./part-JHBAWGFU.js";
import{d as p,f}from"./part-J7NGXXJA.js";import{E as e,N as y,Q as v,R as S,S as u,T as m,a as i,q as l,s as c,t as d}from"./part-HNNW76HX.js";var L=2e3;function $(){let n=h("runtimes",s=>f({signal:s})),t=g(n.reload,L);return p(s=>k(s,n,t)),n}function k(n,t,s){n.kind==="reconnect"||n.kind==="resync"&&n.
data.reason!=="connected"||n.kind==="sessions"&&I(n.data)?s():n.kind==="runtimes"&&t.change(r=>({runtimes:x(r.runtimes,n.data.changed,n.data.deleted)}))}function I(n){
return n.ended.length>0||n.changed.length>0}function x(n,t,s){let r=new Map(n.map(a=>[a.runtimeId,a]));for(let a of t)r.set(a.runtimeId,{...r.get(a.runtimeId),...a});
for(let a of s)r.delete(a);return[...r.values()].sort((a,o)=>a.name.localeCompare(o.name))}function B(){let n=$(),t=d("search").toLowerCase(),s=n.data?.runtimes,
r=s?.filter(a=>a.name.toLowerCase().includes(t));return e(i,{children:[e(C,{title:"Agents"}),s&&s.length>0&&e("div",{class:"filters",children:e(y,{label:"Search\
 agents",value:d("search"),onInput:a=>c({search:a})})}),n.error!==null&&e(S,{error:n.error,onRetry:n.reload}),!s&&n.error===null&&e(v,{what:"agents"}),s?.length===
0&&e(_,{}),s&&s.length>0&&r?.length===0&&e(u,{icon:"filter",title:`No agent is called “${t}”`}),r&&r.length>0&&e(A,{isFlush:!0,children:e(N,{runtimes:r})})]})}
function _(){return e(u,{icon:"agents",title:"No agent is deployed yet",children:[e("p",{children:"Write one and deploy it, in two commands:"}),e(m,{children:"h\
eadwater init my_agent"}),e(m,{children:"headwater deploy my_agent --name my_agent"}),e("p",{children:"It appears here as soon as it is being built. An agent th\
at runs on AgentCore runs here unchanged."})]})}function N({runtimes:n}){return e("div",{class:"table-scroll",children:e("table",{class:"agents",children:[e("th\
ead",{children:e("tr",{children:[e("th",{scope:"col",children:"Agent"}),e("th",{scope:"col",children:"Status"}),e("th",{scope:"col",class:"wide",children:"Endpo\
ints"}),e("th",{scope:"col",class:"number",children:"Sessions"}),e("th",{scope:"col",class:"wide",children:"Isolation"}),e("th",{scope:"col",class:"number wide",
children:"Deployed"})]})}),e("tbody",{children:n.map(t=>e("tr",{children:[e("td",{children:[e("a",{class:"strong","data-row-link":!0,href:l("/agents",t.name),children:t.
name}),t.failureReason?e("div",{class:"failure cut",title:t.failureReason,children:t.failureReason}):t.description&&e("div",{class:"muted cut",children:t.description})]}),
e("td",{children:e(w,{state:t.status})}),e("td",{class:"wide",children:e("span",{class:"row",children:t.endpoints.map(s=>e(D,{endpoint:s},s.name))})}),e("td",{class:"\
number",children:e(V,{runtime:t})}),e("td",{class:"wide",children:t.image?`container, ${t.isolation}`:t.isolation}),e("td",{class:"number wide",children:e(R,{at:t.
deployedAt})})]},t.runtimeId))})]})})}function V({runtime:n}){let t=n.sessions;return t?t.live===0?e("span",{class:"muted",children:"0"}):e("a",{href:l("/sessio\
ns",{runtime:n.name}),title:`${t.active} active, ${t.idle} idle`,children:[t.live,t.active>0&&` (${t.active} active)`]}):e(i,{children:"–"})}function D({endpoint:n}){
let{name:t,liveVersion:s,targetVersion:r,isRollingOut:a,failureReason:o}=n,E=a&&s!==null?`v${s} → v${r}`:`v${s??r}`;return e(b,{tone:o?"bad":a?"warn":"off",title:o??
n.status.toLowerCase(),children:[t," ",E]})}export{$ as a,x as b,B as c,_ as d,N as e,D as f};

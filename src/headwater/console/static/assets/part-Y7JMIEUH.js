import{a as h}from"./part-6OM2XB4G.js";import{A as r,B as f,C as i,e as v,g as y,k as l,x as S,z as u}from"./part-NJ6G4NGM.js";var p=class{rest="";endsWithCr=!1;push(e){if(this.endsWithCr&&e.startsWith(`
`)&&(e=e.slice(1)),e==="")return[];this.endsWithCr=e.endsWith("\r");let n=(this.rest+e).split(/\r\n|\n|\r/);return this.rest=n.pop()??"",n}finish(){let e=this.rest?
[this.rest]:[];return this.rest="",e}};async function*A(t){let e=t.body?.getReader();if(e)try{for(;;){let{value:n,done:s}=await e.read();if(s)return;yield n}}finally{
e.cancel().catch(()=>{})}}async function*R(t){let e=new p,n=new TextDecoder;for await(let s of A(t))yield*e.push(n.decode(s,{stream:!0}));yield*e.push(n.decode()),
yield*e.finish()}async function*w(t){let e=new h;for await(let n of A(t))yield*e.feed(n)}var L=500,x=15e3,c=l(!1),m=l(!1),d=new Set,a=null;function k(t){return d.add(t),a||E(),()=>{d.delete(t),setTimeout(()=>d.size===0&&T(),1e3)}}function Q(t){let e=y(
t);e.current=t,v(()=>k(n=>e.current(n)),[])}function E(){a=new AbortController,m.value=!0,C(a.signal)}function T(){a?.abort(),a=null,c.value=!1,m.value=!1}async function C(t){
let e=L,n=!1,s=Date.now();for(;!t.aborted;){try{let o=await u("GET","live",{signal:t,headers:{accept:"text/event-stream"}});c.value=!0,s=Date.now(),n&&b({kind:"\
reconnect",data:null}),n=!0;for await(let g of w(o))b({kind:g.event,data:JSON.parse(g.data)})}catch(o){if(t.aborted)return;if(o instanceof S&&o.status>=400&&o.status<
500){m.value=!1,c.value=!1;return}}c.value=!1,Date.now()-s>x&&(e=L),await P(e,t),e=Math.min(e*2,x)}}function b(t){for(let e of[...d])try{e(t)}catch(n){console.error(
n)}}function P(t,e){return new Promise(n=>{let s=setTimeout(n,t);e.addEventListener("abort",()=>(clearTimeout(s),n()),{once:!0})})}var O=t=>r("status",t),_=t=>r("runtimes",t),J=(t,e)=>r(`runtimes/${i(t)}`,e),B=(t,e,n)=>r(`runtimes/${i(t)}/history`,{...n,query:{before:e}}),U=(t,e,n,s)=>r(`ru\
ntimes/${i(t)}/versions/${i(e)}/build-log`,{...s,query:{offset:n}}),Y=(t,e)=>r("sessions",{...e,query:{limit:100,...t}}),z=(t,e,n)=>r(`runtimes/${i(t)}/sessions\
/${i(e)}`,n),X=t=>f("POST",`runtimes/${i(t.runtimeId)}/stop`,{sessionId:t.sessionId,qualifier:t.endpoint}),j=(t,e)=>r("runs",{...e,query:t}),F=(t,e)=>r("traces",
{...e,query:t});async function*H(t,e,n){let s=await u("GET",`runtimes/${i(t)}/logs`,{query:e,signal:n});for await(let o of R(s))try{yield JSON.parse(o)}catch{}}
async function K(t,e){return(await f("POST",`/runtimes/${i(t)}/versions/`,void 0,{...e,query:{maxResults:100}})).agentRuntimes.sort((s,o)=>Number(o.agentRuntimeVersion)-
Number(s.agentRuntimeVersion))}var Z=(t,e)=>r("series",{...e,query:t});export{c as a,m as b,Q as c,O as d,_ as e,J as f,B as g,U as h,Y as i,z as j,X as k,j as l,F as m,H as n,K as o,Z as p};

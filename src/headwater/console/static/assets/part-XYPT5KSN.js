import{e as N,i as W}from"./part-CODQYCYZ.js";import{m as $}from"./part-W5EOZE3Y.js";import{E as t,J as S,K as B,N as P,O as M,R as A,d,e as C,g as b,
q as T,s as O,t as I}from"./part-7AGHQD6Q.js";var x=3e3,q=500,H=2e3,K=100,U=/\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;function V(e){return e.includes("\x1B")?e.replace(
U,""):e}function D(e,s,{level:n,grep:r},o){let[c,f]=d({lines:[],droppedCount:0}),[w,v]=d(null),[u,m]=d(!1),l=b([]),y=b(o);return y.current=o,C(()=>{let a=new AbortController,
R=0,h=0;l.current=[],f({lines:[],droppedCount:0}),v(null);let i=()=>{if(y.current||l.current.length===0)return;let L=l.current.map(g=>({...g,id:R++})),p=h;l.current=
[],h=0,f(g=>{let k=[...g.lines,...L],E=Math.max(0,k.length-x);return{lines:E?k.slice(E):k,droppedCount:g.droppedCount+E+p}})};(async()=>{let L;for(;!a.signal.aborted;){
try{let p={follow:1,session:s,level:n,grep:r,since:L,limit:L?void 0:q};m(!0);for await(let g of $(e,p,a.signal))L=g.time,l.current.push(g),l.current.length>2*x&&
(h+=l.current.splice(0,x).length)}catch(p){if(a.signal.aborted)return;v(p),m(!1);return}m(!1),await new Promise(p=>setTimeout(p,H))}})();let _=setInterval(i,K);
return()=>{a.abort(),clearInterval(_)}},[e,s,n,r]),{...c,error:w,isOpen:u}}var J=[["","All levels"],["debug","Debug and up"],["info","Info and up"],["warning","\
Warnings and errors"],["error","Errors"]];function oe({runtime:e,session:s}){let n={level:I("level"),grep:I("grep")},[r,o]=d(!1),[c,f]=d(!0),[w,v]=d(!1),{lines:u,
droppedCount:m,error:l,isOpen:y}=D(e,s,n,r),a=b(null),R=b(!0);C(()=>{R.current&&a.current&&(a.current.scrollTop=a.current.scrollHeight)},[u]);let h=()=>{let i=a.
current;i&&(R.current=i.scrollHeight-i.scrollTop-i.clientHeight<24)};return t("section",{class:"card is-flush log-card","aria-label":"Log",children:[t("div",{class:"\
log-bar",children:[t(P,{label:"Only lines with",placeholder:"Only lines with…",value:n.grep,onInput:i=>O({grep:i})}),t(M,{label:"Level",isLabelHidden:!0,value:n.
level,options:J,onChange:i=>O({level:i})}),t("span",{class:"spacer"}),y&&!r&&t(W,{tone:"busy",children:"following"}),t(S,{kind:"quiet",icon:r?"play":"pause",onClick:()=>o(
!r),"aria-pressed":r,children:r?"Go on":"Pause"}),t(S,{kind:"quiet",onClick:()=>f(!c),"aria-pressed":c,children:"Wrap"}),t(S,{kind:"quiet",onClick:()=>v(!w),"ar\
ia-pressed":w,title:"Lines of JSON as they were written",children:"Raw"}),t(B,{icon:"download",label:"Save what is shown",onClick:()=>Q(u,s??e),disabled:u.length===
0})]}),l!==null&&t(A,{error:l}),l===null&&t("div",{class:`log${c?" wraps":""}`,ref:a,onScroll:h,tabIndex:0,role:"log","aria-live":"off","aria-label":"Lines of t\
he log",children:[m>0&&t("p",{class:"log-note",children:[m," earlier lines are not shown; the server has them (headwater logs)"]}),u.map(i=>t(F,{line:i,isOfOne:s!==
void 0,isRaw:w,runtime:e},i.id)),u.length===0&&t("p",{class:"log-note",children:n.grep||n.level?"No line fits yet.":"Nothing was printed yet. Lines appear here \
as they are written."})]})]})}var j={stdout:"out",stderr:"err",event:"evt"};function F({line:e,isOfOne:s,isRaw:n,runtime:r}){let o=(e.level??"").toLowerCase(),c=/err|crit|fatal/.
test(o)?"is-bad":/warn/.test(o)?"is-warn":"",f=e.source!==void 0&&e.source!=="session";return t("div",{class:`line ${c}${f?" is-ours":""}`,children:[t("time",{title:e.
time,children:N(e.time)}),!s&&(e.sessionId?t("a",{class:"line-from",href:T("/sessions",r,e.sessionId,{tab:"logs"}),title:e.sessionId,children:e.sessionId.slice(
-8)}):t("span",{class:"line-from",children:e.source??""})),t("span",{class:`line-stream is-${e.stream}`,title:e.stream,children:j[e.stream]??e.stream.slice(0,3)}),
t(G,{text:V(e.text),isRaw:n})]})}function Y(e){if(!e.startsWith("{")||!e.endsWith("}"))return null;try{let{message:s,logger:n,name:r,errorMessage:o}=JSON.parse(
e);return typeof s!="string"?null:{message:typeof o=="string"&&!s.includes(o)?`${s}: ${o}`:s,logger:typeof n=="string"?n:typeof r=="string"?r:""}}catch{return null}}
function G({text:e,isRaw:s}){let n=s?null:Y(e);return n?t("span",{class:"line-text",title:e,children:[n.logger&&t("span",{class:"muted",children:[n.logger,": "]}),
n.message]}):t("span",{class:"line-text",children:e})}function Q(e,s){let n=e.map(o=>`${o.time} ${o.stream} ${o.text}
`).join(""),r=document.createElement("a");r.href=URL.createObjectURL(new Blob([n],{type:"text/plain"})),r.download=`${s}.log`,r.click(),setTimeout(()=>URL.revokeObjectURL(
r.href),1e3)}export{V as a,oe as b};

import{g as A,k as q}from"./part-F7F6TSKO.js";import{m as T}from"./part-AQUB3X7H.js";import{A as t,F as k,G as B,J as $,K as R,N as P,d as g,e as E,
g as L,p as x,r as C,s as S}from"./part-BI2FADSV.js";var I=3e3,H=500,K=2e3,M=/\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;function U(e){return e.includes("\x1B")?e.replace(M,""):
e}function _(e,i,{level:s,grep:n},l){let[c,v]=g({lines:[],droppedCount:0}),[u,f]=g(null),[m,h]=g(!1),o=L([]),w=L(l);return w.current=l,E(()=>{let p=new AbortController,
r=0,N=0;o.current=[],v({lines:[],droppedCount:0}),f(null);let O=()=>{if(r=0,w.current||o.current.length===0)return;let b=o.current.map(a=>({...a,id:N++}));o.current=
[],v(a=>{let d=[...a.lines,...b],y=Math.max(0,d.length-I);return{lines:y?d.slice(y):d,droppedCount:a.droppedCount+y}})};(async()=>{let b;for(;!p.signal.aborted;){
try{let a={follow:1,session:i,level:s,grep:n,since:b,limit:b?void 0:H};h(!0);for await(let d of T(e,a,p.signal))b=d.time,o.current.push(d),o.current.length>2*I&&
o.current.splice(0,I),r||=requestAnimationFrame(O)}catch(a){if(p.signal.aborted)return;f(a),h(!1);return}h(!1),await new Promise(a=>setTimeout(a,K))}})();let F=setInterval(
O,250);return()=>{p.abort(),clearInterval(F),cancelAnimationFrame(r)}},[e,i,s,n]),{...c,error:u,isOpen:m,waitingCount:()=>o.current.length}}var V=[["","All leve\
ls"],["debug","Debug and up"],["info","Info and up"],["warning","Warnings and errors"],["error","Errors"]];function ee({runtime:e,session:i}){let s={level:S("le\
vel"),grep:S("grep")},[n,l]=g(!1),[c,v]=g(!0),{lines:u,droppedCount:f,error:m,isOpen:h}=_(e,i,s,n),o=L(null),w=L(!0);E(()=>{w.current&&o.current&&(o.current.scrollTop=
o.current.scrollHeight)},[u]);let p=()=>{let r=o.current;r&&(w.current=r.scrollHeight-r.scrollTop-r.clientHeight<24)};return t("section",{class:"card is-flush l\
og-card","aria-label":"Log",children:[t("div",{class:"log-bar",children:[t($,{label:"Only lines with",placeholder:"Only lines with…",value:s.grep,onInput:r=>C(
{grep:r})}),t(R,{label:"",value:s.level,options:V,onChange:r=>C({level:r})}),t("span",{class:"spacer"}),h&&!n&&t(q,{tone:"busy",children:"following"}),t(k,{kind:"\
quiet",icon:n?"play":"pause",onClick:()=>l(!n),"aria-pressed":n,children:n?"Go on":"Pause"}),t(k,{kind:"quiet",onClick:()=>v(!c),"aria-pressed":c,children:"Wrap"}),
t(B,{icon:"download",label:"Save what is shown",onClick:()=>j(u,i??e),disabled:u.length===0})]}),m!==null&&t(P,{error:m}),m===null&&t("div",{class:`log${c?" wra\
ps":""}`,ref:o,onScroll:p,tabIndex:0,role:"log","aria-live":"off","aria-label":"Lines of the log",children:[f>0&&t("p",{class:"log-note",children:[f," earlier l\
ines are not shown; the server has them (headwater logs)"]}),u.map(r=>t(W,{line:r,isOfOne:i!==void 0,runtime:e},r.id)),u.length===0&&t("p",{class:"log-note",children:s.
grep||s.level?"No line fits yet.":"Nothing was printed yet. Lines appear here as they are written."})]})]})}function W({line:e,isOfOne:i,runtime:s}){let n=(e.level??
"").toLowerCase(),l=/err|crit|fatal/.test(n)?"is-bad":/warn/.test(n)?"is-warn":"",c=e.source!==void 0&&e.source!=="session";return t("div",{class:`line ${l}${c?
" is-ours":""}`,children:[t("time",{title:e.time,children:A(e.time)}),!i&&(e.sessionId?t("a",{class:"line-from",href:x("/sessions",s,e.sessionId,{tab:"logs"}),title:e.
sessionId,children:e.sessionId.slice(-8)}):t("span",{class:"line-from",children:e.source??""})),t("span",{class:`line-stream is-${e.stream}`,children:e.stream===
"stdout"?"out":e.stream==="stderr"?"err":e.stream}),t("span",{class:"line-text",children:U(e.text)})]})}function j(e,i){let s=e.map(l=>`${l.time} ${l.stream} ${l.
text}
`).join(""),n=document.createElement("a");n.href=URL.createObjectURL(new Blob([s],{type:"text/plain"})),n.download=`${i}.log`,n.click(),setTimeout(()=>URL.revokeObjectURL(
n.href),1e3)}export{U as a,ee as b};

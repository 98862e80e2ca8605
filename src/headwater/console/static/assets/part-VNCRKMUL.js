import{E as u,a as b,d as D,e as l,g as s,i as c,k as x}from"./part-N5KZN7WT.js";function R(n,t,{keepsOld:e=!1}={}){let[r,o]=D({key:n,data:void 0,error:null,isLoading:!0}),a=s(t);a.current=t;let g=s(null),w=c(d=>{g.current?.abort();let i=new AbortController;
g.current=i,o(f=>({...f,isLoading:!0})),a.current(i.signal).then(f=>!i.signal.aborted&&o({key:d,data:f,error:null,isLoading:!1}),f=>!i.signal.aborted&&o(h=>({key:d,
data:h.key===d?h.data:void 0,error:f,isLoading:!1})))},[]);l(()=>(w(n),()=>g.current?.abort()),[n]);let m=r.key!==n;return{data:m&&!e?void 0:r.data,error:m?null:
r.error,isLoading:r.isLoading||m,reload:c(()=>w(n),[n]),change:c(d=>o(i=>i.data===void 0?i:{...i,data:d(i.data)}),[])}}function F(n,t){let e=s(n);e.current=n;let r=s(
{timer:0,isAgain:!1});return l(()=>()=>clearTimeout(r.current.timer),[]),c(()=>{let{current:o}=r;if(o.timer){o.isAgain=!0;return}e.current();let a=()=>{o.timer=
0,o.isAgain&&(o.isAgain=!1,e.current(),o.timer=window.setTimeout(a,t))};o.timer=window.setTimeout(a,t)},[t])}var A=["B","KB","MB","GB","TB"];function O(n){if(n==null)return"–";let t=n,e=0;for(;t>=1024&&e<A.length-1;)t/=1024,e++;return`${e===0||t>=100?Math.round(t):t.
toFixed(1)} ${A[e]}`}function P(n){return n==null?"–":n<1e4?String(Math.round(n)):n<1e6?`${(n/1e3).toFixed(n<1e5?1:0)}k`:`${(n/1e6).toFixed(1)}M`}function G(n){
return n==null?"–":n===0?"0 ms":n<1?`${n.toFixed(2)} ms`:n<10?`${n.toFixed(1)} ms`:n<1e3?`${Math.round(n)} ms`:n<6e4?`${(n/1e3).toFixed(n<1e4?2:1)} s`:S(n/1e3)}
function S(n){if(n==null)return"–";let t=Math.max(0,Math.floor(n));return t<60?`${t}s`:t<3600?T(Math.floor(t/60),"m",t%60,"s"):t<86400?T(Math.floor(t/3600),"h",
Math.floor(t%3600/60),"m"):T(Math.floor(t/86400),"d",Math.floor(t%86400/3600),"h")}function T(n,t,e,r){return e?`${n}${t} ${e}${r}`:`${n}${t}`}function E(n){return new Date(
n).toLocaleTimeString([],{hour:"2-digit",minute:"2-digit",second:"2-digit",hour12:!1})}function v(n){let t=new Date(n),e=t.toDateString()===new Date().toDateString(),
r=t.toLocaleDateString([],{year:"numeric",month:"short",day:"numeric"});return e?E(t):`${r}, ${E(t)}`}var p=x(Date.now()),L=0,$;function _(){return l(()=>(L++===
0&&(p.value=Date.now(),$=setInterval(()=>p.value=Date.now(),1e3)),()=>{--L===0&&clearInterval($)}),[]),p.value}function K({at:n,suffix:t=" ago"}){let e=_();if(n==
null||n==="")return u(b,{children:"–"});let r=new Date(n),o=(e-r.getTime())/1e3;return u("time",{dateTime:r.toISOString(),title:r.toLocaleString(),children:o<
1?"now":S(o)+t})}var C={READY:"ok",ACTIVE:"busy",IDLE:"ok",STARTING:"warn",STOPPING:"warn",CREATING:"warn",UPDATING:"warn",DELETING:"warn",STOPPED:"off",CREATE_FAILED:"bad",UPDATE_FAILED:"\
bad",DELETE_FAILED:"bad"};function I(n){return C[n]??"off"}function W({state:n,children:t}){return u(M,{tone:I(n),children:t??n.toLowerCase().replaceAll("_"," ")})}
function M({tone:n,children:t,title:e}){return u("span",{class:`badge is-${n}`,title:e,children:t})}export{R as a,F as b,O as c,P as d,G as e,S as f,E as g,v as h,K as i,W as j,M as k};

import{E as o,a,e as d,k as l}from"./part-HNNW76HX.js";var s=["B","KB","MB","GB","TB"];function $(n){if(n==null)return"–";let t=n,e=0;for(;t>=1024&&e<s.length-1;)t/=1024,e++;return`${e===0||t>=100?Math.round(t):t.
toFixed(1)} ${s[e]}`}function I(n){return n==null?"–":n<1e4?String(Math.round(n)):n<1e6?`${(n/1e3).toFixed(n<1e5?1:0)}k`:`${(n/1e6).toFixed(1)}M`}function _(n){
return n==null?"–":n===0?"0 ms":n<1?`${n.toFixed(2)} ms`:n<10?`${n.toFixed(1)} ms`:n<1e3?`${Math.round(n)} ms`:n<6e4?`${(n/1e3).toFixed(n<1e4?2:1)} s`:h(n/1e3)}
function h(n){if(n==null)return"–";let t=Math.max(0,Math.floor(n));return t<60?`${t}s`:t<3600?i(Math.floor(t/60),"m",t%60,"s"):t<86400?i(Math.floor(t/3600),"h",
Math.floor(t%3600/60),"m"):i(Math.floor(t/86400),"d",Math.floor(t%86400/3600),"h")}function i(n,t,e,r){return e?`${n}${t} ${e}${r}`:`${n}${t}`}function c(n){return new Date(
n).toLocaleTimeString([],{hour:"2-digit",minute:"2-digit",second:"2-digit",hour12:!1})}function M(n){let t=new Date(n),e=t.toDateString()===new Date().toDateString(),
r=t.toLocaleDateString([],{year:"numeric",month:"short",day:"numeric"});return e?c(t):`${r}, ${c(t)}`}var u=l(Date.now()),g=0,m;function p(){return d(()=>(g++===
0&&(u.value=Date.now(),m=setInterval(()=>u.value=Date.now(),1e3)),()=>{--g===0&&clearInterval(m)}),[]),u.value}function S({at:n,suffix:t=" ago"}){let e=p();if(n==
null||n==="")return o(a,{children:"–"});let r=new Date(n),f=(e-r.getTime())/1e3;return o("time",{dateTime:r.toISOString(),title:r.toLocaleString(),children:f<
1?"now":h(f)+t})}var T={READY:"ok",ACTIVE:"busy",IDLE:"ok",STARTING:"warn",STOPPING:"warn",CREATING:"warn",UPDATING:"warn",DELETING:"warn",STOPPED:"off",CREATE_FAILED:"bad",UPDATE_FAILED:"\
bad",DELETE_FAILED:"bad"};function D(n){return T[n]??"off"}function C({state:n,children:t}){return o(w,{tone:D(n),children:t??n.toLowerCase().replaceAll("_"," ")})}
function w({tone:n,children:t,title:e}){return o("span",{class:`badge is-${n}`,title:e,children:t})}export{$ as a,I as b,_ as c,h as d,c as e,M as f,S as g,C as h,w as i};

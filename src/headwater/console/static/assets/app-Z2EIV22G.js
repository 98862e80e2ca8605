import{a as d,b as U,d as V}from"./part-CTPG7ZVS.js";import{c as G,d as W,f as q,g as z,h as J,i as Q,j as X}from"./part-Q4HCM4MF.js";import{a as K,
b,c as $,d as M}from"./part-XWIDCBG6.js";import{b as N,c as A}from"./part-J7NGXXJA.js";import"./part-6OM2XB4G.js";import{D as R,E as e,F as p,
H,I as g,K as c,Q as D,R as y,S as x,a as u,b as E,c as P,d as m,e as l,g as L,l as O,m as T,p as i,q as h,u as B,v as F}from"./part-HNNW76HX.js";function C(t){for(let o of z){let n=B(o.pattern,t);if(n)return{route:o,params:n}}return null}var k=new Map;function S(){let t=C(i.value);return t?e(w,{children:e(
oe,{...t},t.route.pattern)},i.value):e(te,{})}function te(){return e(x,{icon:"overview",title:"There is no such page",level:1,children:e("p",{children:["Nothing\
 is at ",e("code",{children:i.value}),". ",e("a",{href:"/console",children:"Go to the overview"}),"."]})})}function oe({route:t,params:o}){let[n,r]=m(null),[,a]=m(
0),s=k.get(t);return l(()=>{if(k.has(t))return;let f=!0;return t.load().then(v=>{k.set(t,v.default),f&&a(ee=>ee+1)},v=>f&&r(v)),()=>{f=!1}},[t]),ne(s!==void 0),
n?e(y,{error:new Error("This page's file could not be loaded; the server may have been updated since. Load the page anew."),onRetry:()=>window.location.reload()}):
s?e(s,{params:o}):e(D,{what:"the page"})}var Y=!0;function ne(t){let o=L(!1);l(()=>{if(!t||o.current)return;if(o.current=!0,Y){Y=!1;return}let n=document.activeElement;
if(n&&n!==document.body&&document.getElementById("main")?.contains(n))return;let r=document.querySelector("#main h1");r&&(r.tabIndex=-1,r.focus({preventScroll:!0}))},
[t])}var w=class extends E{state={error:null};static getDerivedStateFromError(o){return{error:o}}componentDidCatch(o){console.error(o)}render(){return this.state.
error===null?this.props.children:e(y,{error:this.state.error,onRetry:()=>this.setState({error:null})})}};function Z(){let[t,o]=m(!1);l(()=>{if(d.peek()!==null)return;let a=()=>{let s=d.peek();s?.authentication==="keys"&&!s.signedIn&&R()};U().then(a,()=>{})},[]);let n=d.
value?.signedIn;if(!n)return null;let r=async()=>{o(!0);try{await V()}catch(a){H(a),o(!1)}};return e("div",{class:"signed-in",title:`Signed in with the key ${n.
accessKeyId}`,children:[e(p,{name:"lock"}),e("span",{class:"signed-in-name",children:[e("span",{class:"hidden",children:"Signed in as "}),n.name]}),e(c,{icon:"s\
ignout",label:"Sign out",disabled:t,onClick:()=>{r()}})]})}function _({isOpen:t,onClose:o}){return e(u,{children:[t&&e("div",{class:"nav-shade",onClick:o}),e("aside",{class:`sidebar${t?" is-open":""}`,id:"navigation",children:[
e("a",{class:"brand",href:h("/"),children:[e("img",{src:"/console/favicon.svg",alt:"",width:"22",height:"22"}),"Headwater"]}),e("button",{class:"palette-button",
onClick:()=>Q.value=!0,children:[e(p,{name:"search"}),e("span",{children:"Go to…"}),e("kbd",{children:se()?"⌘K":"Ctrl K"})]}),e("nav",{"aria-label":"Console",
children:J.map(n=>e(re,{...n},n.path))}),e("div",{class:"sidebar-foot",children:[e(Z,{}),e("div",{class:"foot-row",children:[e(ae,{}),e("span",{class:"spacer"}),
e(ie,{}),e(c,{icon:"keyboard",label:"Keyboard shortcuts (?)",onClick:()=>G.value=!0})]})]})]})]})}function re({path:t,label:o,icon:n,letter:r}){let a=i.value,s=t===
"/"?a==="/":a===t||a.startsWith(`${t}/`);return e("a",{href:h(t),"aria-current":s?"page":void 0,title:`g ${r}`,children:[e(p,{name:n}),o]})}function ae(){if(!A.
value)return null;let t=N.value;return e("span",{class:`lamp ${t?"is-on":"is-off"}`,role:"status",children:t?"Live":"Reconnecting…"})}function ie(){K.value;let t=b()?
"Light theme":"Dark theme";return e(c,{icon:b()?"sun":"moon",label:t,onClick:$})}function se(){return/Mac|iPhone|iPad/.test(navigator.platform)}function j(){let t=O(!1),o=T(()=>C(i.value)?.route.isBare===!0);return l(q,[]),l(()=>i.subscribe(()=>t.value=!1),[]),o.value?e(u,{children:[e("main",{id:"main",
class:"bare",children:e(S,{})}),e(g,{})]}):e("div",{class:"frame",children:[e("a",{class:"skip",href:"#main",onClick:le,children:"Skip to content"}),e("header",
{class:"phone-bar",children:[e(c,{icon:"menu",label:t.value?"Close navigation":"Open navigation","aria-expanded":t.value,"aria-controls":"navigation",onClick:()=>t.
value=!t.value}),e("span",{class:"brand",children:"Headwater"})]}),e(_,{isOpen:t.value,onClose:()=>t.value=!1}),e("main",{id:"main",tabIndex:-1,children:e(S,{})}),
e(W,{}),e(X,{}),e(g,{})]})}function le(t){t.preventDefault(),document.getElementById("main")?.focus()}F();M();var I=document.getElementById("app");I&&(I.replaceChildren(),P(e(j,{}),I));

import{c as M,d as $,f as G,g as W,h as q,i as U,j as V}from"./part-3WFXQM5H.js";import{a as H,b as x,c as b,d as D,e as K}from"./part-5Y2BMGUJ.js";
import{a as R,b as B}from"./part-AQUB3X7H.js";import{A as e,B as v,E as h,G as p,M as N,N as g,O as A,a as m,b as P,c as E,d,e as i,g as I,l as L,m as O,
o as n,p as f,t as T,u as F}from"./part-BI2FADSV.js";function C(t){for(let o of W){let r=T(o.pattern,t);if(r)return{route:o,params:r}}return null}var y=new Map;function w(){let t=C(n.value);return t?e(k,{children:e(
_,{...t},t.route.pattern)},n.value):e(Z,{})}function Z(){return e(A,{icon:"overview",title:"There is no such page",level:1,children:e("p",{children:["Nothing is\
 at ",e("code",{children:n.value}),". ",e("a",{href:"/console",children:"Go to the overview"}),"."]})})}function _({route:t,params:o}){let[r,a]=d(null),[,s]=d(0),
l=y.get(t);return i(()=>{if(y.has(t))return;let u=!0;return t.load().then(c=>{y.set(t,c.default),u&&s(Y=>Y+1)},c=>u&&a(c)),()=>{u=!1}},[t]),j(l!==void 0),r?e(g,
{error:new Error("This page's file could not be loaded; the server may have been updated since. Load the page anew."),onRetry:()=>window.location.reload()}):l?e(
l,{params:o}):e(N,{what:"the page"})}var z=!0;function j(t){let o=I(!1);i(()=>{if(!t||o.current)return;if(o.current=!0,z){z=!1;return}let r=document.activeElement;
if(r&&r!==document.body&&document.getElementById("main")?.contains(r))return;let a=document.querySelector("#main h1");a&&(a.tabIndex=-1,a.focus({preventScroll:!0}))},
[t])}var k=class extends P{state={error:null};static getDerivedStateFromError(o){return{error:o}}componentDidCatch(o){console.error(o)}render(){return this.state.
error===null?this.props.children:e(g,{error:this.state.error,onRetry:()=>this.setState({error:null})})}};function J(){return null}function Q({isOpen:t,onClose:o}){return e(m,{children:[t&&e("div",{class:"nav-shade",onClick:o}),e("aside",{class:`sidebar${t?" is-open":""}`,id:"navigation",children:[
e("a",{class:"brand",href:f("/"),children:[e("img",{src:"/console/favicon.svg",alt:"",width:"22",height:"22"}),"Headwater"]}),e("button",{class:"palette-button",
onClick:()=>U.value=!0,children:[e(v,{name:"search"}),e("span",{children:"Go to…"}),e("kbd",{children:re()?"⌘K":"Ctrl K"})]}),e("nav",{"aria-label":"Console",
children:q.map(r=>e(ee,{...r},r.path))}),e("div",{class:"sidebar-foot",children:[e(J,{}),e("div",{class:"foot-row",children:[e(te,{}),e("span",{class:"spacer"}),
e(oe,{}),e(p,{icon:"keyboard",label:"Keyboard shortcuts (?)",onClick:()=>M.value=!0})]})]})]})]})}function ee({path:t,label:o,icon:r,letter:a}){let s=n.value,l=t===
"/"?s==="/":s===t||s.startsWith(`${t}/`);return e("a",{href:f(t),"aria-current":l?"page":void 0,title:`g ${a}`,children:[e(v,{name:r}),o]})}function te(){if(!B.
value)return null;let t=R.value;return e("span",{class:`lamp ${t?"is-on":"is-off"}`,role:"status",children:t?"Live":"Reconnecting…"})}function oe(){H.value,x.
value;let t=b()?"Light theme":"Dark theme";return e(p,{icon:b()?"sun":"moon",label:t,onClick:D})}function re(){return/Mac|iPhone|iPad/.test(navigator.platform)}function X(){let t=L(!1),o=O(()=>C(n.value)?.route.isBare===!0);return i(G,[]),i(()=>n.subscribe(()=>t.value=!1),[]),o.value?e(m,{children:[e("main",{id:"main",
class:"bare",children:e(w,{})}),e(h,{})]}):e("div",{class:"frame",children:[e("a",{class:"skip",href:"#main",onClick:ne,children:"Skip to content"}),e("header",
{class:"phone-bar",children:[e(p,{icon:"menu",label:t.value?"Close navigation":"Open navigation","aria-expanded":t.value,"aria-controls":"navigation",onClick:()=>t.
value=!t.value}),e("span",{class:"brand",children:"Headwater"})]}),e(Q,{isOpen:t.value,onClose:()=>t.value=!1}),e("main",{id:"main",tabIndex:-1,children:e(w,{})}),
e($,{}),e(V,{}),e(h,{})]})}function ne(t){t.preventDefault(),document.getElementById("main")?.focus()}F();K();var S=document.getElementById("app");S&&(S.replaceChildren(),E(e(X,{}),S));

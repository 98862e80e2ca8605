import{a as S,b as K,c as x,e as p}from"./part-Y372XXNE.js";import{b as k}from"./part-LXXQPZQO.js";import{E as e,J as v,Q as b,R as I,T as w,d as i,
e as m,j as y,r as g,t as d,x as h}from"./part-7AGHQD6Q.js";function D(){k("Sign in");let[s,a]=i(null),r=()=>{a(null),K().catch(a)};m(r,[]);let n=S.value;return e("div",{class:"signin",children:e("section",{class:"card s\
ignin-card",children:e("div",{class:"card-body",children:[e("header",{class:"signin-head",children:[e("img",{src:"/console/favicon.svg",alt:"",width:"36",height:"\
36"}),e("h1",{children:"Sign in to Headwater"}),e("p",{class:"muted",children:window.location.host})]}),s?e(I,{error:s,onRetry:r}):n===null?e(b,{what:"the page"}):
n.authentication==="open"?e(A,{text:"This server is open to its own machine: nobody has to sign in."}):n.signedIn?e(A,{text:`You are signed in as ${n.signedIn.name}\
.`}):e(N,{})]})})})}function A({text:s}){return e("div",{class:"signin-form",children:[e("p",{children:s}),e("a",{class:"button is-primary",href:p(d("next")),children:"\
Go to the console"})]})}function N(){let[s,a]=i(""),[r,n]=i(""),[o,c]=i(""),[E,f]=i(!1),l=y(),B=async()=>{if(!s||!r){c("A key has an id and a secret; both are n\
eeded.");return}f(!0),c("");try{await x(s.trim(),r.trim()),g(p(d("next")),{replace:!0})}catch(t){c(t instanceof Error?t.message:String(t)),t instanceof h&&t.status===
401&&n(""),f(!1)}};return e("form",{class:"signin-form",noValidate:!0,onPaste:t=>{let u=P(t.clipboardData?.getData("text")??"");u&&(t.preventDefault(),a(u.accessKeyId),
n(u.secretAccessKey))},onSubmit:t=>{t.preventDefault(),B()},children:[e("label",{class:"field",children:[e("span",{children:"Access key ID"}),e("input",{type:"t\
ext",name:"username",autocomplete:"username",autocapitalize:"off",spellcheck:!1,autofocus:!0,value:s,placeholder:"HWAK…","aria-invalid":o!=="","aria-described\
by":o?l:void 0,onInput:t=>a(t.currentTarget.value)})]}),e("label",{class:"field",children:[e("span",{children:"Secret access key"}),e("input",{type:"password",name:"\
password",autocomplete:"current-password",value:r,"aria-invalid":o!=="","aria-describedby":o?l:void 0,onInput:t=>n(t.currentTarget.value)})]}),e("p",{class:"sig\
nin-problem",id:l,role:"alert",children:o}),e(v,{kind:"primary",type:"submit",isBusy:E,children:"Sign in"}),e("div",{class:"signin-help muted",children:[e("p",{
children:"No key yet? Make one where the server runs:"}),e(w,{children:"headwater keys create NAME"})]})]})}function P(s){try{let a=JSON.parse(s);if(typeof a!="\
object"||a===null)return null;let{accessKeyId:r,secretAccessKey:n}=a;return typeof r!="string"||typeof n!="string"?null:{accessKeyId:r,secretAccessKey:n}}catch{
return null}}export{D as default,P as readKey};

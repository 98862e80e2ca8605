import{a as w,b as x,c as A}from"./part-CTPG7ZVS.js";import{b as K}from"./part-JHBAWGFU.js";import{E as e,J as b,Q as I,R as S,T as k,d as i,e as y,
j as g,n as o,r as h,t as p,x as v}from"./part-HNNW76HX.js";function f(t){return(t===o||t.startsWith(`${o}/`)||t.startsWith(`${o}?`))&&!t.startsWith(`${o}/signin`)?t:o}function E(t){try{let r=JSON.parse(t);if(typeof r!="\
object"||r===null)return null;let{accessKeyId:a,secretAccessKey:s}=r;return typeof a!="string"||typeof s!="string"?null:{accessKeyId:a,secretAccessKey:s}}catch{
return null}}function P(){K("Sign in");let[t,r]=i(null),a=()=>{r(null),x().catch(r)};y(a,[]);let s=w.value;return e("div",{class:"signin",children:e("section",{class:"card s\
ignin-card",children:e("div",{class:"card-body",children:[e("header",{class:"signin-head",children:[e("img",{src:"/console/favicon.svg",alt:"",width:"36",height:"\
36"}),e("h1",{children:"Sign in to Headwater"}),e("p",{class:"muted",children:window.location.host})]}),t?e(S,{error:t,onRetry:a}):s===null?e(I,{what:"the page"}):
s.authentication==="open"?e(B,{text:"This server is open to its own machine: nobody has to sign in."}):s.signedIn?e(B,{text:`You are signed in as ${s.signedIn.name}\
.`}):e(T,{})]})})})}function B({text:t}){return e("div",{class:"signin-form",children:[e("p",{children:t}),e("a",{class:"button is-primary",href:f(p("next")),children:"\
Go to the console"})]})}function T(){let[t,r]=i(""),[a,s]=i(""),[c,l]=i(""),[N,m]=i(!1),u=g(),D=async()=>{if(!t||!a){l("A key has an id and a secret; both are n\
eeded.");return}m(!0),l("");try{await A(t.trim(),a.trim()),h(f(p("next")),{replace:!0})}catch(n){l(n instanceof Error?n.message:String(n)),n instanceof v&&n.status===
401&&s(""),m(!1)}};return e("form",{class:"signin-form",noValidate:!0,onPaste:n=>{let d=E(n.clipboardData?.getData("text")??"");d&&(n.preventDefault(),r(d.accessKeyId),
s(d.secretAccessKey))},onSubmit:n=>{n.preventDefault(),D()},children:[e("label",{class:"field",children:[e("span",{children:"Access key ID"}),e("input",{type:"t\
ext",name:"username",autocomplete:"username",autocapitalize:"off",spellcheck:!1,autofocus:!0,value:t,placeholder:"HWAK…","aria-invalid":c!=="","aria-described\
by":c?u:void 0,onInput:n=>r(n.currentTarget.value)})]}),e("label",{class:"field",children:[e("span",{children:"Secret access key"}),e("input",{type:"password",name:"\
password",autocomplete:"current-password",value:a,"aria-invalid":c!=="","aria-describedby":c?u:void 0,onInput:n=>s(n.currentTarget.value)})]}),e("p",{class:"sig\
nin-problem",id:u,role:"alert",children:c}),e(b,{kind:"primary",type:"submit",isBusy:N,children:"Sign in"}),e("div",{class:"signin-help muted",children:[e("p",{
children:"No key yet? Make one where the server runs:"}),e(k,{children:"headwater keys create NAME"})]})]})}export{P as default};

import{A as g,B as e,k as o,n as t,q as a,w as s}from"./part-7AGHQD6Q.js";var c=o(null);async function m(){c.value=await g("signin",{staysHere:!0})}async function p(n,r){let i=await e("POST","signin",{accessKeyId:n,secretAccessKey:r},
{staysHere:!0});s(i.csrfToken??""),c.value={authentication:i.authentication,signedIn:i.signedIn}}async function d(){await e("DELETE","signin",void 0,{staysHere:!0}),
s(""),window.location.assign(a("/signin"))}function l(n){return(n===t||n.startsWith(`${t}/`)||n.startsWith(`${t}?`))&&!n.startsWith(`${t}/signin`)?n:t}export{c as a,m as b,p as c,d,l as e};

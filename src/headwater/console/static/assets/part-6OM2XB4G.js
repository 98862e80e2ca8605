var h=class{droppedChars=0;#h=new TextDecoder("utf-8");#t=[];#s=0;#n=!1;#e=[];#i=0;#r="";#o="";feed(t){return this.#d(this.#h.decode(t,{stream:!0}))}close(){let t=this.#d(
this.#h.decode());return this.#t.length>0&&this.#f(this.#l(""),t),this.#g(t),t}#d(t){let e=[],s=0;for(this.#n&&t.length>0&&(this.#n=!1,t[0]===`
`&&(s=1));s<t.length;){let n=o(t,s);if(n<0){this.#a(t.slice(s));break}this.#f(this.#l(t.slice(s,n)),e),s=n+1,t[n]==="\r"&&(s===t.length?this.#n=!0:t[s]===`
`&&(s+=1))}return e}#a(t){if(t==="")return;let e=Math.max(0,4194304-this.#s);t.length>e&&(this.droppedChars+=t.length-e,t=t.slice(0,e)),t!==""&&(this.#t.push(t),
this.#s+=t.length)}#l(t){if(this.#t.length===0)return t;this.#a(t);let e=this.#t.join("");return this.#t=[],this.#s=0,e}#f(t,e){if(t===""){this.#g(e);return}let s=t.
indexOf(":"),n=s<0?t:t.slice(0,s),i=s<0?"":t.slice(t[s+1]===" "?s+2:s+1);n==="data"?this.#c(i):n==="event"?this.#r=i:n==="id"&&!i.includes("\0")&&(this.#o=i)}#c(t){
let e=Math.max(0,4194304-this.#i);t.length>e&&(this.droppedChars+=t.length-e,t=t.slice(0,e)),this.#e.push(t),this.#i+=t.length+1}#g(t){this.#e.length>0&&t.push(
{data:this.#e.join(`
`),event:this.#r||"message",id:this.#o}),this.#e=[],this.#i=0,this.#r=""}};function o(r,t){for(let e=t;e<r.length;e+=1){let s=r.charCodeAt(e);if(s===10||s===13)
return e}return-1}export{h as a};

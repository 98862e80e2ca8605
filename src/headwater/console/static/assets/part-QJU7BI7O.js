var p,Ze,Me,N,xe,ce,Ge,ue,Je,Se,ke,Et,K=Symbol.for("pv"),fe={},le=[],Ht=/^m(i|n|o|s|text|space)$/,Te=Array.isArray,Pe=le.slice,q=Object.assign;function I(t){t&&
t.parentNode&&t.remove()}function Ke(t,e,n){var o,r,i,s={},u=arguments.length;for(i in e)i=="key"?o=e[i]:i=="ref"&&typeof t!="function"?r=e[i]:s[i]=e[i];return u>
2&&(s.children=u>3?Pe.call(arguments,2):n),J(t,s,o,r,null)}function J(t,e,n,o,r){var i={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:K,__v:r||++Ze,__i:-1,__u:0};return!r&&p.vnode&&p.vnode(
i),i}function A(t){return t.children}function D(t,e){this.props=t,this.context=e,this.__g=0}function U(t,e){if(e==null)return t.__&&U(t.__,t.__i+1);for(var n;e<t.__k.
length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:U(t)}function Nt(t){var e,n=t.__v,o=n.__e,r=[],i=[],s=t.__P;s&&
((e=q({constructor:K},n)).__v=n.__v+1,p.vnode&&p.vnode(e),Ce(s,e,n,t.__n,s.namespaceURI,32&n.__u?[o]:null,r,o||U(n),32&n.__u,i),e.__v=n.__v,e.__.__k[e.__i]=e,nt(
r,e,i),n.__=n.__e=null,e.__e!=o&&Qe(e))}function Qe(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),Qe(t)}
function ze(t){(8&t.__g||(t.__g|=8,N.push(t),ce++))&&xe==p.debounceRendering||((xe=p.debounceRendering)||queueMicrotask)(Xe)}function Xe(){try{for(var t,e=1;N.length;)
N.length>e&&N.sort(Ge),t=N.shift(),e=N.length,8&t.__g&&Nt(t)}finally{(ce=N.length)&&(xe||queueMicrotask)(Xe)}}function Ye(t,e,n,o,r,i,s,u,c,f,_){var y,v,a,l,S,m,
b=o.__k||le,h=e.length;for(c=Ut(n,e,b,c,h),y=0;y<h;y++)(a=n.__k[y])!=null&&(v=~a.__i&&b[a.__i]||fe,a.__i=y,m=Ce(t,a,v,r,i,s,u,c,f,_),l=a.__e,(v.ref!=a.ref||8&v.
__u)&&(v.ref&&Ae(v.ref,null,a,v),a.ref&&_.push(a.ref,a.__c||l,a)),S=S||l,4&a.__u?(c=et(a,c,t,!v.__v),v.__e&&(v.__e=null)):typeof a.type=="function"&&m!==void 0?
c=m:l&&(c=l.nextSibling),a.__u&=-21);return n.__e=S,c}function Ut(t,e,n,o,r){var i,s,u,c,f,_,y,v,a,l=n.length,S=l,m=0,b=0,h=t.__k=Array(r);for(i=0;i<r;i++)(s=e[i])!=
null&&typeof s!="boolean"&&typeof s!="function"?(typeof s!="object"||s.constructor===String?s=h[i]=J(null,s):Te(s)?s=h[i]=J(A,{children:s}):s.constructor===K&&s.
__b?s=h[i]=J(s.type,s.props,s.key,s.ref,s.__v):h[i]=s,c=i+m,s.__=t,s.__b=t.__b+1,u=null,~(f=s.__i=$t(s,n,c,S))&&(S--,(u=n[f])&&(u.__u|=2)),u&&u.__v?(s.__u|=16,f==
c-1?m--:f==c+1?m++:f!=c&&(f>c?m--:m++,b=1)):(~f||(r>l?m--:r<l&&m++),typeof s.type!="function"&&(s.__u|=4))):h[i]=null;if(b){for(_=[],y=[],i=0;i<r;i++)if((s=h[i])&&
16&s.__u){for(m=0,v=_.length;m<v;)_[a=m+v>>1]<s.__i?m=a+1:v=a;_[m]=s.__i,y[i]=m+1}for(m=_.length;i--;)y[i]&&(y[i]==m?m--:h[i].__u|=4)}if(S)for(i=0;i<l;i++)!(u=n[i])||
2&u.__u||(u.__e==o&&(o=U(u)),Ee(u,u));return o}function et(t,e,n,o){var r,i,s,u;if(typeof t.type=="function"){if(t.props.__P)return e;if(r=t.__k)for(i=0;i<r.length;i++)
r[i]&&(r[i].__=t,e=et(r[i],e,n,!1));return e}for(e&&!e.parentNode&&(e=U(t))&&!e.parentNode&&(e=null),s=t.__e,u=e;u&&u.nodeType==8;)u=u.nextSibling;for(s!=u&&(!o&&
n.moveBefore&&s.parentNode?n.moveBefore(s,e):n.insertBefore(s,e||null)),e=s;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith("$s"););return e}function $t(t,e,n,o){var r,i=t.key,s=t.type,u=e[n],c=u&&!(2&u.__u);if(u===null&&i==null||c&&i==u.key&&s==u.type)return n;if(o>(c?1:0)){for(r=n-1;r>=0;r--)if((u=
e[r])&&!(2&u.__u)&&i==u.key&&s==u.type)return r;for(r=n+1;r<e.length;r++)if((u=e[r])&&!(2&u.__u)&&i==u.key&&s==u.type)return r}return-1}function We(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function ae(t,e,n,o,r){var i,s;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||We(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||We(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(s=ke[e]||(ke[e]=Rt(e)),(t.__a||(t.__a={}))[e]=Se,i=e!=(e=e.replace(Je,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,s,i):t.removeEventListener(e,s,i));else{if(r=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function Rt(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[ue]==null)e[ue]=Se++;else if(e[ue]<this.__a[t])return;return n(p.event?p.event(e):e)}}}function Ce(t,e,n,o,r,i,s,u,c,f){
var _,y,v,a,l,S,m,b,h,T,w,we,De,se,R,Fe,H,j,C=e.type;if(e.constructor!==K)return null;128&n.__u&&(c=32&n.__u,_=n.__c.__z)&&(e.__u|=c,y=i=[],_.nodeType==8?u=_e(_,
i):i.push(_),u=i[0]||u),(_=p.__b)&&_(e);e:if(typeof C=="function"){v=s.length;try{if(b=e.props,h=(_=C.prototype)&&_.render,T=(_=C.contextType)&&o[_.__c],w=_?T?T.
props.value:_.__:o,(a=n.__c)?(e.__c=a,2&a.__g&&(a.__g|=1)):(h?e.__c=a=new C(b,w):(e.__c=a=new D(b,w),a.constructor=C,a.render=It),T&&T.sub(a),a.state||(a.state=
{}),a.__n=o,a.__g|=8,a.__h=[],a.__k=[]),h&&(a.__s||(a.__s=a.state),C.getDerivedStateFromProps&&(a.__s==a.state&&(a.__s=q({},a.__s)),q(a.__s,C.getDerivedStateFromProps(
b,a.__s)))),l=a.props,S=a.state,a.__v=e,n.__c){if(b!==l&&h&&!C.getDerivedStateFromProps&&a.componentWillReceiveProps&&a.componentWillReceiveProps(b,w),e.__v==n.
__v&&!(8&a.__g)||!(4&a.__g)&&a.shouldComponentUpdate&&a.shouldComponentUpdate(b,a.__s,w)===!1){e.__v!=n.__v&&(a.props=b,a.state=a.__s,a.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(P){P&&(P.__=e)}),le.push.apply(a.__h,a.__k),a.__k=[],a.__h.length&&s.push(a),u=U(n);break e}a.componentWillUpdate&&a.componentWillUpdate(
b,a.__s,w),h&&a.componentDidUpdate&&a.__h.push(function(){a.componentDidUpdate(l,S,m)})}else h&&!C.getDerivedStateFromProps&&a.componentWillMount&&a.componentWillMount(),
h&&a.componentDidMount&&a.__h.push(a.componentDidMount);a.context=w,a.props=b,a.__P=t,a.__g&=-5,we=p.__r,De=h?25:0;do a.__g&=-9,we&&we(e),_=a.render(a.props,a.state=
a.__s,a.context);while(8&a.__g&&++De<25);h&&(le.push.apply(a.__h,a.__k),a.__k=[]),a.state=a.__s,a.getChildContext&&(o=q({},o,a.getChildContext())),h&&n.__c&&a.getSnapshotBeforeUpdate&&
(m=a.getSnapshotBeforeUpdate(l,S)),se=_&&_.type===A&&_.key==null?_.props.children:_,b.__P&&(_=u,r=(t=b.__P).namespaceURI,c=i=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(P){P&&Ee(P,P)}),n.__k=null),u=n.__k?U(n,0):null),u=Ye(t,Te(se)?se:[se],e,n,o,r,i,s,u,c,f),b.__P&&(e.__e=null,u=_),e.__u&=-161,y&&y.some(I),a.__h.length&&
s.push(a),1&a.__g&&(a.__g&=-4)}catch(P){if(s.length=v,e.__v=null,c||i)if(P&&P.then){if(e.__u|=128|c,i){for(~(H=i.indexOf(u||void 0))||(H=i.length);(j=i[H-1])&&j.
nodeType==8;)H--;for(;H<i.length;H++)if(j=i[H])if(i[H]=null,R){if(j==Fe)break}else{if(j.nodeType!=8)break;j.data.startsWith("$s")&&(Fe=_e(R=j))}}if(!R){for(;u&&
u.nodeType==8&&u.nextSibling;)u=u.nextSibling;R=u}(_=_e(R=e.__c.__z||(e.__c.__z=R)))?(e.__e=R,u=_):e.__e=u,u=u&&u.nextSibling}else i&&i.some(I);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),P&&P.then||tt(e),p.__e(P,e,n)}}else u=e.__e=jt(n.__e,e,n,o,r,i,s,c,f,t);return(_=p.diffed)&&_(e),u}function _e(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function tt(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(tt))}function nt(t,e,n){for(var o=0;o<n.length;)Ae(n[o++],n[o++],n[o++]);p.__c&&p.__c(e,t),t.some(
function(r){try{t=r.__h,r.__h=[],t.some(function(i){i.call(r)})}catch(i){p.__e(i,r.__v)}})}function jt(t,e,n,o,r,i,s,u,c,f){var _,y,v,a,l,S,m,b,h=n.props||fe,T=e.
props,w=e.type;if(w=="svg"?r="http://www.w3.org/2000/svg":w=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),i){for(_=0;_<i.
length;_++)if((l=i[_])&&(w?l.localName==w:l.nodeType==3)){t=l,i[_]=null;break}}if(!t){if(b=f.ownerDocument||document,!w)return b.createTextNode(T);t=b.createElementNS(
r,w,T.is?T:f),u&&(p.__m&&p.__m(e,i),u=!1),i=null}if(w){if(f=w=="template"&&t.content||t,i=w=="textarea"&&T.defaultValue!=null?null:i&&Pe.call(f.childNodes),!u&&
i)for(h={},_=0;_<t.attributes.length;_++)h[(l=t.attributes[_]).name]=l.value;for(_ in h)l=h[_],_=="dangerouslySetInnerHTML"?v=l:_=="children"||_ in T||_=="value"&&
"defaultValue"in T||_=="checked"&&"defaultChecked"in T||ae(t,_,null,l,r);for(_ in T)l=T[_],_=="children"?a=l:_=="dangerouslySetInnerHTML"?y=l:_=="value"?S=l:_==
"checked"?m=l:u&&typeof l!="function"||h[_]===l||ae(t,_,l,h[_],r);y?(u||v&&(y.__html==v.__html||y.__html==t.innerHTML)||(t.innerHTML=y.__html),e.__k=[]):(v&&(t.
textContent=""),(w=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&Ht.test(w))&&(r="http://www.w3.org/1999/xhtml"),Ye(f,Te(a)?a:[a],e,n,o,r,i,s,i?i[0]:
n.__k&&U(n,0),u,c),i&&i.some(I)),u&&w!="textarea"||(_="value",w=="progress"&&S==null?t.removeAttribute(_):S==null||S===t[_]&&(w!="progress"||S)||ae(t,_,S,h[_],r),
_="checked",m!=null&&m!=t[_]&&ae(t,_,m,h[_],r))}else h===T||u&&t.data==T||(t.data=T);return t}function Ae(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=
o.__c||o.__e)&&(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(r){p.__e(r,n)}}function Ee(t,e,n){var o,r,i,s;if(p.unmount&&p.unmount(
t),!(o=t.ref)||o.current&&o.current!=t.__e||Ae(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(u){p.__e(u,e)}o.__P=o.__n=null}
if(o=t.__k)for(s=0;s<o.length;s++)o[s]&&Ee(o[s],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(r=_e(o,i=[]))&&(o==t.__e&&i.some(I),I(r),
I(o)),n||I(t.__e),t.__e=t.__c=t.__=null}function It(t,e,n){return this.constructor(t,n)}function fn(t,e){var n,o,r,i;p.__&&p.__(t,e),e.nodeType==9&&(e=e.documentElement),
o=(n=t&&32&t.__u)?null:e.__k,e.__k=J(A,{children:[t]}),r=[],i=[],Ce(e,e.__k,o||fe,fe,e.namespaceURI,o?null:e.firstChild?Pe.call(e.childNodes):null,r,o?o.__e:e.firstChild,
n,i),nt(r,e.__k,i),e.__k.props.children=null}p={__e:function(t,e,n,o){for(var r,i,s;e=e.__;)if((r=e.__c)&&!(1&r.__g)){r.__g|=4;try{if((s=(i=r.constructor)&&i.getDerivedStateFromError)&&r.setState(i.getDerivedStateFromError(
t)),r.componentDidCatch&&(r.componentDidCatch(t,o||{}),s=1),s&&8&r.__g)return void(r.__g|=2)}catch(u){t=u}}throw ce=0,t}},Ze=0,Me=function(t){return t!=null&&t.
constructor===K},D.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=q({},this.state)),typeof t=="function"&&(t=t(q({},n),this.props)),
t&&(q(n,t),this.__v&&(e&&this.__k.push(e),ze(this)))},D.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),ze(this))},D.prototype.render=
A,N=[],ce=0,Ge=function(t,e){return t.__v.__b-e.__v.__b},ue=Symbol(),Je=/(PointerCapture)$|Capture$/i,Se=0,ke={},Et=0;var F,k,He,ot,Ne=Object.is,pe=0,lt=[],Ue=[],x=p,it=x.__b,rt=x.__r,st=x.diffed,at=x.__c,ut=x.unmount,_t=x.__;function he(t,e){x.__h&&x.__h(k,t,pe||e),pe=0;var n=k.
__H||(k.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function pt(t){return pe=1,qt(dt,t)}function qt(t,e,n){var o=he(F++,2);if(o.t=t,!o.__c&&
(o.__=[n?n(e):dt(void 0,e),function(i){var s=(o.__N||o.__)[0],u=o.t(s,i);Ne(s,u)||(o.__N=[u,o.__[1]],o.__c.setState({}))}],o.__c=k,!k.__f)){k.__f=!0;var r=k.shouldComponentUpdate;
k.shouldComponentUpdate=function(i,s,u){var c=this.__H;if(!c)return!0;var f=!1,_=this.props!=i;if(c.__.some(function(v){v.__N&&(f=!0,Ne(v.__[0],v.__N[0])||(_=!0))}),
r){var y=r.call(this,i,s,u);return f?y||_:y}return!f||_}}return o.__}function Re(t,e){var n=he(F++,3);!x.__s&&ht(n.__H,e)&&(n.__P=!0,n.__=t,n.u=e,k.__H.__h.push(
n))}function de(t){return pe=5,X(function(){return{current:t}},[])}function X(t,e){var n=he(F++,7);return ht(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function hn(){var t=he(F++,11);if(!t.__){for(var e=k.__v;!e.__m&&e.__;)e=e.__;var n=e.__m||(e.__m=[0,0]);t.__="P"+n[0]+"-"+n[1]++}return t.__}function Lt(){var t;
do{for(;t=Ue.shift();)try{Q(t)}catch(n){x.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=lt.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(Q),e.__h.some($e),e.__h=[]}catch(n){
e.__h=[],x.__e(n,t.__v)}}}while(Ue.length)}x.__b=function(t){k=null,it&&it(t)},x.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),_t&&_t(t,e)},x.__r=function(t){
rt&&rt(t),F=0;var e=(k=t.__c).__H;e&&(He==k?k.__h=[]:(e.__h.some(Q),e.__h.some($e),F=0),e.__h=[],e.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),He=
k},x.diffed=function(t){st&&st(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&ft(lt.push(e)),e.__H.__.some(function(n){n.u&&(n.__H=n.u)})),He=k=null},x.__c=function(t,e){
e.some(function(n){try{n.__h.some(Q),n.__h=n.__h.filter(function(o){return!o.__||$e(o)})}catch(o){n.__h=[function(){throw o}]}}),at&&at(t,e)},x.unmount=function(t){
ut&&ut(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=t.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,
ft(Ue.push(r))}else Q(r)}catch(i){e=i}}),o.__H=void 0,e&&x.__e(e,o.__v))};var ct=typeof requestAnimationFrame=="function";function Ot(t){var e,n=function(){clearTimeout(
o),ct&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);ct&&(e=requestAnimationFrame(n))}function ft(t){t!=1&&ot==x.requestAnimationFrame||((ot=x.requestAnimationFrame)||
Ot)(Lt)}function Q(t){var e=k,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),k=e}function $e(t){var e=k;t.__c=t.__(),k=e}function ht(t,e){return!t||t.length!=
e.length||e.some(function(n,o){return!Ne(n,t[o])})}function dt(t,e){return typeof e=="function"?e(t):e}var Bt=Symbol.for("preact-signals");function ge(){if(E>1)E--;else{var t,e=!1;for((function(){var r=me;for(me=void 0;r!==void 0;){var i=r.S;if(i.v===r.v)for(var s=i.
t;s!==void 0;s=s.x)s.i===r.i&&(s.i=i.i);r=r.o}})();ee!==void 0;){var n=ee;for(ee=void 0,ve++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&mt(n))try{n.
c()}catch(r){e||(t=r,e=!0)}n=o}}if(ve=0,E--,e)throw t}}function Ie(t){if(E>0)return t();je=++Vt,E++;try{return t()}finally{ge()}}var Y,g=void 0;function te(t){var e=g,
n=Y;g=void 0,Y=void 0;try{return t()}finally{g=e,Y=n}}var ee=void 0,E=0,ve=0,Vt=0,je=0,me=void 0,ye=0;function vt(t){if(g!==void 0){var e=t.n;if(e===void 0||e.t!==
g)return e={i:0,S:t,p:g.s,n:void 0,t:g,e:void 0,x:void 0,r:e},g.s!==void 0&&(g.s.n=e),g.s=e,t.n=e,32&g.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==void 0&&(e.n.p=
e.p,e.p!==void 0&&(e.p.n=e.n),e.p=g.s,e.n=void 0,g.s.n=e,g.s=e),e}}function M(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=e?.watched,this.
Z=e?.unwatched,this.name=e?.name}M.prototype.brand=Bt;M.prototype.h=function(){return!0};M.prototype.S=function(t){var e=this,n=this.t;n!==t&&t.e===void 0&&(t.x=
n,this.t=t,n!==void 0?n.e=t:te(function(){var o;(o=e.W)==null||o.call(e)}))};M.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.e,o=t.x;n!==void 0&&
(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&te(function(){var r;(r=e.Z)==null||r.call(e)}))}};M.prototype.subscribe=function(t){
var e=this;return B(function(){var n=e.value;te(function(){return t(n)})},{name:"sub"})};M.prototype.valueOf=function(){return this.value};M.prototype.toString=
function(){return this.value+""};M.prototype.toJSON=function(){return this.value};M.prototype.peek=function(){var t=this;return te(function(){return t.value})};
Object.defineProperty(M.prototype,"value",{get:function(){var t=vt(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.v){if(ve>100)throw new Error(
"Cycle detected");(function(n){E!==0&&ve===0&&n.l!==je&&(n.l=je,me={S:n,v:n.v,i:n.i,o:me})})(this),this.v=t,this.i++,ye++,E++;try{for(var e=this.t;e!==void 0;e=
e.x)e.t.N()}finally{ge()}}}});function $(t,e){return new M(t,e)}function mt(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.S.h()||e.S.i!==e.i)return!0;return!1}
function yt(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}function gt(t){for(var e=t.s,n=void 0;e!==
void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=void 0),e=o}t.s=n}function L(t,e){M.call(this,
void 0,e),this.x=t,this.s=void 0,this.g=ye-1,this.f=4}L.prototype=new M;L.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,
this.g===ye))return!0;if(this.g=ye,this.f|=1,this.i>0&&!mt(this))return this.f&=-2,!0;var t=g;try{yt(this),g=this;var e=this.x();(16&this.f||this.v!==e||this.i===
0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return g=t,gt(this),this.f&=-2,!0};L.prototype.S=function(t){if(this.t===void 0){this.
f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}M.prototype.S.call(this,t)};L.prototype.U=function(t){if(this.t!==void 0&&(M.prototype.U.call(this,t),this.t===
void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};L.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var t=this.t;t!==void 0;t=t.x)t.t.N()}};
Object.defineProperty(L.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=vt(this);if(this.h(),t!==void 0&&(t.i=this.i),16&this.
f)throw this.v;return this.v}});function O(t,e){return new L(t,e)}function bt(t){var e=t.j;if(t.j=void 0,typeof e=="function"){E++;var n=g;g=void 0;try{e()}catch(o){
throw t.f&=-2,t.f|=8,qe(t),o}finally{g=n,ge()}}}function qe(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,t.s=void 0,bt(t)}function Dt(t){if(g!==this)throw new Error(
"Out-of-order effect");gt(this),g=t,this.f&=-2;try{8&this.f&&qe(this)}finally{ge()}}function z(t,e){this.x=t,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,
this.name=e?.name,Y&&Y.push(this)}z.prototype.c=function(){var t=this.S();try{if(8&this.f||this.x===void 0)return;var e=this.x();typeof e=="function"&&(this.j=e)}finally{
t()}};z.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,bt(this),yt(this),E++;var t=g;return g=this,Dt.bind(this,t)};z.
prototype.N=function(){2&this.f||(this.f|=2,this.u=ee,ee=this)};z.prototype.d=function(){this.f|=8,1&this.f||qe(this)};z.prototype.dispose=function(){this.d()};
function B(t,e){var n=new z(t,e);try{n.c()}catch(r){throw n.d(),r}var o=n.d.bind(n);return o[Symbol.dispose]=o,o}var wt,oe,be,Ft=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var xt=[];B(function(){wt=this.N})();function W(t,e){p[t]=e.bind(null,p[t]||function(){})}function ne(t){if(be){var e=be;be=void 0,e()}be=t&&t.S()}function kt(t){
var e=this,n=t.data,o=Wt(n);o.name="ReactiveDom",o.value=n;var r=X(function(){for(var u=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var f=O(function(){var a=o.
value.value;return a===0?0:a===!0?"":a||""}),_=O(function(){return!Array.isArray(f.value)&&!Me(f.value)}),y=B(function(){if(this.N=Mt,_.value){var a=f.value;u.__v&&
u.__v.__e&&u.__v.__e.nodeType===3&&(u.__v.__e.data=a)}}),v=e.__$u.d;return e.__$u.d=function(){y(),v.call(this)},[_,f]},[]),i=r[0],s=r[1];return i.value?s.peek():
s.value}kt.displayName="ReactiveTextNode";Object.defineProperties(M.prototype,{constructor:{configurable:!0,value:Ke(A,null).constructor},type:{configurable:!0,
value:kt},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});W("__b",function(t,e){if(ne(),
oe=void 0,typeof e.type=="string"){var n,o=e.props;for(var r in o)if(r!=="children"){var i=o[r];i instanceof M&&(n||(e.__np=n={}),n[r]=i,o[r]=i.peek())}}t(e)});
W("__r",function(t,e){if(t(e),e.type!==A){ne();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(r,i){var s;return B(function(){s=this},{name:i}),
s.c=r,s})((function(r){return function(){var i;Ft&&((i=this.y)==null||i.call(this)),r.__$f|=1,r.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),oe=o,ne(n)}});W("__e",function(t,e,n,o){ne(),oe=void 0,t(e,n,o)});W("diffed",function(t,e){ne(),oe=void 0;var n;if(typeof e.type=="string"&&(n=
e.__e)){var o=e.__np,r=e.props,i=n.U;if(i)for(var s in i){var u=i[s];u===void 0||o&&s in o||(u.d(),i[s]=void 0)}if(o){i||(i={},n.U=i);for(var c in o){var f=i[c],
_=o[c];f===void 0?(f=zt(n,c,_,r),i[c]=f):f.o(_,r)}}}t(e)});function zt(t,e,n,o){var r=e in t&&t.ownerSVGElement===void 0,i=$(n);return{o:function(s,u){i.value=s,
o=u},d:B(function(){this.N=Mt;var s=i.value.value;o[e]!==s&&(o[e]=s,r?t[e]=s:s!=null&&(s!==!1||e[4]==="-")?t.setAttribute(e,s):t.removeAttribute(e))})}}W("unmou\
nt",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var r in o){var i=o[r];i&&i.d()}}}var s=e.__np;if(s){var u=e.props;
for(var c in s)u[c]=s[c]}e.__np=void 0}else{var f=e.__c;if(f){f.__$f|=8;var _=f.__$u;_&&(f.__$u=void 0,_.d())}}t(e)});W("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});D.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var r in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var i=2&this.__$f;if(!(o||i||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var s in t)if(s!==
"__source"&&t[s]!==this.props[s])return!0;for(var u in this.props)if(!(u in t))return!0;return!1};function Wt(t,e){return X(function(){return $(t,e)},[])}function xn(t,e){
var n=de(t);return n.current=t,oe.__$f|=4,X(function(){return O(function(){return n.current()},e)},[])}var Zt=function(t){queueMicrotask(function(){queueMicrotask(t)})};function Gt(){Ie(function(){for(var t;t=xt.shift();)wt.call(t)})}function Mt(){xt.push(this)===1&&(p.requestAnimationFrame||Zt)(Gt)}var Z="/console";function Le(){return Jt(window.location.pathname,window.location.search)}function Jt(t,e){return{path:`/${(t.startsWith(Z)?t.slice(Z.length):t).
replace(/^\/+|\/+$/g,"")}`,query:new URLSearchParams(e)}}var ie=$(typeof window>"u"?{path:"/",query:new URLSearchParams}:Le()),St=O(()=>ie.value.path);function Tt(t,...e){
let n=t==="/"?Z:Z+t;for(let o of e)typeof o=="string"?n+=`/${encodeURIComponent(o)}`:n+=Kt(o);return n}function Kt(t){let e=new URLSearchParams;for(let[o,r]of Object.
entries(t))r&&e.set(o,r);let n=e.toString();return n?`?${n}`:""}function Oe(t,{replace:e=!1}={}){e?window.history.replaceState(null,"",t):window.history.pushState(
null,"",t);let n=ie.value.path;ie.value=Le(),ie.value.path!==n&&!e&&window.scrollTo(0,0)}function Tn(t,e){let n=t.split("/"),o=e.split("/");if(n.length!==o.length)return null;let r={};for(let[i,s]of n.entries()){let u=o[i]??"";if(s.startsWith(":")){
if(u==="")return null;r[s.slice(1)]=Qt(u)}else if(s!==u)return null}return r}function Qt(t){try{return decodeURIComponent(t)}catch{return t}}function Pn(){window.
addEventListener("popstate",()=>ie.value=Le()),document.addEventListener("click",t=>{if(t.defaultPrevented||t.button!==0||t.metaKey||t.ctrlKey||t.shiftKey||t.altKey)
return;let e=t.target?.closest?.("a[href]");!e||e.target||e.hasAttribute("download")||e.origin!==window.location.origin||e.pathname!==Z&&!e.pathname.startsWith(
`${Z}/`)||e.hash&&e.pathname===window.location.pathname||(t.preventDefault(),Oe(e.pathname+e.search+e.hash))})}var Xt=Symbol.for("pv"),Yt=0;function d(t,e,n,o,r,i){e||(e={});var s,u,c=e;if("ref"in c&&typeof t!="function")for(u in c={},e)u=="ref"?s=e[u]:c[u]=e[u];var f={type:t,props:c,key:n,ref:s,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:Xt,__v:--Yt,__i:-1,__u:0};return(r||i)&&(f.__source=r,f.__self=i),p.vnode&&p.vnode(f),f}var en="/headwater/v1/",V=class extends Error{constructor(n,o,r,i){super(n);this.status=o;this.code=r;this.requestId=i;this.name="ApiError"}status;code;requestId};
function tn(t,e={}){let n=new URLSearchParams;for(let[r,i]of Object.entries(e))i!=null&&i!==""&&n.set(r,String(i));let o=n.toString();return(t.startsWith("/")?t:
en+t)+(o?`?${o}`:"")}async function nn(t,e,n={}){let o=await on(t,e,n);if(o.ok)return o;let r=await rn(o);throw o.status===401&&!n.staysHere&&sn(),r}async function on(t,e,n){
let o={accept:"application/json",...n.headers};t!=="GET"&&(o["x-headwater-csrf"]="1");let r={method:t,headers:o,credentials:"same-origin"};n.signal&&(r.signal=n.
signal),n.body!==void 0&&(n.body instanceof Uint8Array?r.body=n.body:(r.body=JSON.stringify(n.body),o["content-type"]??="application/json"));try{return await fetch(
tn(e,n.query),r)}catch(i){throw n.signal?.aborted?i:new V("The server cannot be reached",0,"Unreachable","")}}async function rn(t){let e=(t.headers.get("x-amzn-\
errortype")??"").split(":")[0]??"",n=t.headers.get("x-amzn-requestid")??"",o="";try{let r=await t.json();typeof r=="object"&&r!==null&&"message"in r&&(o=String(
r.message))}catch{}return new V(o||`The server answered ${t.status}`,t.status,e,n)}async function Un(t,e){return await(await nn("GET",t,e)).json()}function sn(){St.peek()!=="/signin"&&Oe(Tt("/signin",{next:window.location.pathname+window.location.search}),{replace:!0})}var an={overview:"M2 13V9m4 4V5m4 8V7m4 6V3",agents:"M4 6h8a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1ZM8 6V3M6 9v1.5m4-1.5v1.5M1.5 9v2m13-2v\
2",playground:"M2.5 3h11v8h-6l-3 2.5V11h-2zM5 6h6M5 8.3h4",sessions:"M2 4h12M2 8h12M2 12h8",traces:"M2 3.5h7M5 8h6M8 12.5h6",memory:"M3 4c0-2 10-2 10 0v8c0 2-10\
 2-10 0zM3 4c0 2 10 2 10 0M3 8c0 2 10 2 10 0",edge:"M8 1.5 13.5 4v4c0 3.5-2.5 5.5-5.5 6.5C5 13.5 2.5 11.5 2.5 8V4zM5.7 8l1.7 1.7 3-3.4",search:"M7 2.5a4.5 4.5 0\
 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.3 10.3 14 14",menu:"M2 4h12M2 8h12M2 12h12",close:"M3.5 3.5l9 9m0-9-9 9",sun:"M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM8 1v1.5M8 13.5V15\
M1 8h1.5M13.5 8H15M3 3l1 1m8 8 1 1M13 3l-1 1M4 12l-1 1",moon:"M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7Z",keyboard:"M2 4h12v8H2zM4.5 6.5h.01M7 6.5h.01M9.5 6.5h.\
01M11.7 6.5h.01M5 9.5h6",stop:"M4 4h8v8H4z",copy:"M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3",check:"M3 8.5l3.5 3.5L13 4.5",warning:"M8 2 14.5 13.5h-13zM8 6.5V10M8 11.8\
v.01",info:"M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM8 7.3v4M8 4.9v.01",down:"M4 6l4 4 4-4",right:"M6 4l4 4-4 4",refresh:"M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3",play:"M5 \
3l8 5-8 5z",pause:"M5 3v10M11 3v10",external:"M9 3h4v4M13 3 7.5 8.5M11 9v4H3V5h4",download:"M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11",table:"M2 3h12v10H2zM2 6.5h1\
2M6 6.5V13",filter:"M2 3h12L9.5 8.5V13l-3-1.5v-3z",lock:"M4 7.5h8V13H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",file:"M4 2h5l3 3v9H4zM9 2v3h3",clock:"M8 2a6 6 0 1 1 0 \
12A6 6 0 0 1 8 2ZM8 4.5V8l2.5 1.5",signout:"M6.5 3H3v10h3.5M6.5 8H14M11 5l3 3-3 3"};function G({name:t,size:e=16}){return d("svg",{class:"icon",viewBox:"0 0 16 \
16",width:e,height:e,"aria-hidden":"true",focusable:"false",children:d("path",{d:an[t]})})}var un={news:4e3,error:1e4},re=$([]),_n=0;function Be(t,e="news"){let n={id:++_n,text:t,kind:e};re.value=[...re.peek().slice(-3),n],setTimeout(()=>Pt(n.id),un[e])}function Pt(t){re.value=re.peek().filter(e=>e.id!==t)}function Ln(){return d("div",{class:"toasts",role:"status","aria-live":"polite",children:re.value.map(t=>d(
"div",{class:`toast is-${t.kind}`,children:[d("span",{children:t.text}),d(Ve,{icon:"close",label:"Dismiss",onClick:()=>Pt(t.id)})]},t.id))})}function Ct({icon:t,kind:e="plain",isBusy:n=!1,children:o,disabled:r,...i}){return d("button",{type:"button",...i,class:`button is-${e}`,disabled:r||n,"aria-bus\
y":n,children:[t&&d(G,{name:t}),o]})}function Ve({icon:t,label:e,...n}){return d("button",{type:"button",class:"icon-button",...n,"aria-label":e,title:e,children:d(
G,{name:t})})}function At({text:t,label:e="Copy"}){let[n,o]=pt(!1),r=de(0);Re(()=>()=>clearTimeout(r.current),[]);let i=async()=>{try{await navigator.clipboard.
writeText(typeof t=="string"?t:t()),o(!0),Be("Copied"),clearTimeout(r.current),r.current=window.setTimeout(()=>o(!1),1500)}catch{Be("The browser does not let th\
is page copy (it does on https and localhost)")}};return d(Ve,{icon:n?"check":"copy",label:e,onClick:()=>{i()}})}function Kn({what:t}){return d("p",{class:"loading",role:"status",children:[d("span",{class:"spinner","aria-hidden":"true"}),"Loading ",t,"…"]})}function Qn({
error:t,onRetry:e}){let n=t instanceof Error?t.message:String(t);return d("div",{class:"state is-error",role:"alert",children:[d(G,{name:"warning",size:24}),d("\
p",{class:"state-title",children:cn(t)}),d("p",{children:n}),t instanceof V&&t.requestId&&d("p",{class:"muted",children:["Request ",d("code",{children:t.requestId}),
" ",d(At,{text:t.requestId,label:"Copy the request's id"})]}),e&&d(Ct,{icon:"refresh",onClick:e,children:"Try again"})]})}function cn(t){return t instanceof V?t.
status===0?"No connection":t.status===403?"Not allowed":t.status===404?"Not found":t.status>=500?"The server failed":"The server refused this":"Something went w\
rong on this page"}function Xn({icon:t,title:e,children:n,level:o=2}){return d("div",{class:"state",children:[d(G,{name:t,size:24}),d(o===1?"h1":"h2",{class:"st\
ate-title",children:e}),n]})}export{A as a,D as b,fn as c,pt as d,Re as e,de as f,hn as g,$ as h,Wt as i,xn as j,St as k,Tt as l,Oe as m,Tn as n,Pn as o,d as p,G as q,Un as r,Ln as s,Ve as t,
Kn as u,Qn as v,Xn as w};

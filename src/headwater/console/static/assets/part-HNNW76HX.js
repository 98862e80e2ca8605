var h,Xe,Ce,U,Te,he,Ye,le,et,Ee,Pe,It,X=Symbol.for("pv"),de={},ve=[],$t=/^m(i|n|o|s|text|space)$/,Ae=Array.isArray,He=ve.slice,q=Object.assign;function j(t){t&&
t.parentNode&&t.remove()}function tt(t,e,n){var o,r,i,s={},u=arguments.length;for(i in e)i=="key"?o=e[i]:i=="ref"&&typeof t!="function"?r=e[i]:s[i]=e[i];return u>
2&&(s.children=u>3?He.call(arguments,2):n),Q(t,s,o,r,null)}function Q(t,e,n,o,r){var i={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:X,__v:r||++Xe,__i:-1,__u:0};return!r&&h.vnode&&h.vnode(
i),i}function E(t){return t.children}function W(t,e){this.props=t,this.context=e,this.__g=0}function N(t,e){if(e==null)return t.__&&N(t.__,t.__i+1);for(var n;e<t.__k.
length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:N(t)}function Rt(t){var e,n=t.__v,o=n.__e,r=[],i=[],s=t.__P;s&&
((e=q({constructor:X},n)).__v=n.__v+1,h.vnode&&h.vnode(e),Ue(s,e,n,t.__n,s.namespaceURI,32&n.__u?[o]:null,r,o||N(n),32&n.__u,i),e.__v=n.__v,e.__.__k[e.__i]=e,at(
r,e,i),n.__=n.__e=null,e.__e!=o&&nt(e))}function nt(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),nt(t)}
function Je(t){(8&t.__g||(t.__g|=8,U.push(t),he++))&&Te==h.debounceRendering||((Te=h.debounceRendering)||queueMicrotask)(ot)}function ot(){try{for(var t,e=1;U.length;)
U.length>e&&U.sort(Ye),t=U.shift(),e=U.length,8&t.__g&&Rt(t)}finally{(he=U.length)&&(Te||queueMicrotask)(ot)}}function it(t,e,n,o,r,i,s,u,c,l,_){var y,v,a,p,S,m,
b=o.__k||ve,d=e.length;for(c=jt(n,e,b,c,d),y=0;y<d;y++)(a=n.__k[y])!=null&&(v=~a.__i&&b[a.__i]||de,a.__i=y,m=Ue(t,a,v,r,i,s,u,c,l,_),p=a.__e,(v.ref!=a.ref||8&v.
__u)&&(v.ref&&Ne(v.ref,null,a,v),a.ref&&_.push(a.ref,a.__c||p,a)),S=S||p,4&a.__u?(c=rt(a,c,t,!v.__v),v.__e&&(v.__e=null)):typeof a.type=="function"&&m!==void 0?
c=m:p&&(c=p.nextSibling),a.__u&=-21);return n.__e=S,c}function jt(t,e,n,o,r){var i,s,u,c,l,_,y,v,a,p=n.length,S=p,m=0,b=0,d=t.__k=Array(r);for(i=0;i<r;i++)(s=e[i])!=
null&&typeof s!="boolean"&&typeof s!="function"?(typeof s!="object"||s.constructor===String?s=d[i]=Q(null,s):Ae(s)?s=d[i]=Q(E,{children:s}):s.constructor===X&&s.
__b?s=d[i]=Q(s.type,s.props,s.key,s.ref,s.__v):d[i]=s,c=i+m,s.__=t,s.__b=t.__b+1,u=null,~(l=s.__i=qt(s,n,c,S))&&(S--,(u=n[l])&&(u.__u|=2)),u&&u.__v?(s.__u|=16,l==
c-1?m--:l==c+1?m++:l!=c&&(l>c?m--:m++,b=1)):(~l||(r>p?m--:r<p&&m++),typeof s.type!="function"&&(s.__u|=4))):d[i]=null;if(b){for(_=[],y=[],i=0;i<r;i++)if((s=d[i])&&
16&s.__u){for(m=0,v=_.length;m<v;)_[a=m+v>>1]<s.__i?m=a+1:v=a;_[m]=s.__i,y[i]=m+1}for(m=_.length;i--;)y[i]&&(y[i]==m?m--:d[i].__u|=4)}if(S)for(i=0;i<p;i++)!(u=n[i])||
2&u.__u||(u.__e==o&&(o=N(u)),Ie(u,u));return o}function rt(t,e,n,o){var r,i,s,u;if(typeof t.type=="function"){if(t.props.__P)return e;if(r=t.__k)for(i=0;i<r.length;i++)
r[i]&&(r[i].__=t,e=rt(r[i],e,n,!1));return e}for(e&&!e.parentNode&&(e=N(t))&&!e.parentNode&&(e=null),s=t.__e,u=e;u&&u.nodeType==8;)u=u.nextSibling;for(s!=u&&(!o&&
n.moveBefore&&s.parentNode?n.moveBefore(s,e):n.insertBefore(s,e||null)),e=s;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith("$s"););return e}function qt(t,e,n,o){var r,i=t.key,s=t.type,u=e[n],c=u&&!(2&u.__u);if(u===null&&i==null||c&&i==u.key&&s==u.type)return n;if(o>(c?1:0)){for(r=n-1;r>=0;r--)if((u=
e[r])&&!(2&u.__u)&&i==u.key&&s==u.type)return r;for(r=n+1;r<e.length;r++)if((u=e[r])&&!(2&u.__u)&&i==u.key&&s==u.type)return r}return-1}function Qe(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function fe(t,e,n,o,r){var i,s;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||Qe(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||Qe(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(s=Pe[e]||(Pe[e]=Lt(e)),(t.__a||(t.__a={}))[e]=Ee,i=e!=(e=e.replace(et,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,s,i):t.removeEventListener(e,s,i));else{if(r=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function Lt(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[le]==null)e[le]=Ee++;else if(e[le]<this.__a[t])return;return n(h.event?h.event(e):e)}}}function Ue(t,e,n,o,r,i,s,u,c,l){
var _,y,v,a,p,S,m,b,d,T,w,Se,Ke,ce,$,Ge,H,R,C=e.type;if(e.constructor!==X)return null;128&n.__u&&(c=32&n.__u,_=n.__c.__z)&&(e.__u|=c,y=i=[],_.nodeType==8?u=pe(_,
i):i.push(_),u=i[0]||u),(_=h.__b)&&_(e);e:if(typeof C=="function"){v=s.length;try{if(b=e.props,d=(_=C.prototype)&&_.render,T=(_=C.contextType)&&o[_.__c],w=_?T?T.
props.value:_.__:o,(a=n.__c)?(e.__c=a,2&a.__g&&(a.__g|=1)):(d?e.__c=a=new C(b,w):(e.__c=a=new W(b,w),a.constructor=C,a.render=Bt),T&&T.sub(a),a.state||(a.state=
{}),a.__n=o,a.__g|=8,a.__h=[],a.__k=[]),d&&(a.__s||(a.__s=a.state),C.getDerivedStateFromProps&&(a.__s==a.state&&(a.__s=q({},a.__s)),q(a.__s,C.getDerivedStateFromProps(
b,a.__s)))),p=a.props,S=a.state,a.__v=e,n.__c){if(b!==p&&d&&!C.getDerivedStateFromProps&&a.componentWillReceiveProps&&a.componentWillReceiveProps(b,w),e.__v==n.
__v&&!(8&a.__g)||!(4&a.__g)&&a.shouldComponentUpdate&&a.shouldComponentUpdate(b,a.__s,w)===!1){e.__v!=n.__v&&(a.props=b,a.state=a.__s,a.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(P){P&&(P.__=e)}),ve.push.apply(a.__h,a.__k),a.__k=[],a.__h.length&&s.push(a),u=N(n);break e}a.componentWillUpdate&&a.componentWillUpdate(
b,a.__s,w),d&&a.componentDidUpdate&&a.__h.push(function(){a.componentDidUpdate(p,S,m)})}else d&&!C.getDerivedStateFromProps&&a.componentWillMount&&a.componentWillMount(),
d&&a.componentDidMount&&a.__h.push(a.componentDidMount);a.context=w,a.props=b,a.__P=t,a.__g&=-5,Se=h.__r,Ke=d?25:0;do a.__g&=-9,Se&&Se(e),_=a.render(a.props,a.state=
a.__s,a.context);while(8&a.__g&&++Ke<25);d&&(ve.push.apply(a.__h,a.__k),a.__k=[]),a.state=a.__s,a.getChildContext&&(o=q({},o,a.getChildContext())),d&&n.__c&&a.getSnapshotBeforeUpdate&&
(m=a.getSnapshotBeforeUpdate(p,S)),ce=_&&_.type===E&&_.key==null?_.props.children:_,b.__P&&(_=u,r=(t=b.__P).namespaceURI,c=i=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(P){P&&Ie(P,P)}),n.__k=null),u=n.__k?N(n,0):null),u=it(t,Ae(ce)?ce:[ce],e,n,o,r,i,s,u,c,l),b.__P&&(e.__e=null,u=_),e.__u&=-161,y&&y.some(j),a.__h.length&&
s.push(a),1&a.__g&&(a.__g&=-4)}catch(P){if(s.length=v,e.__v=null,c||i)if(P&&P.then){if(e.__u|=128|c,i){for(~(H=i.indexOf(u||void 0))||(H=i.length);(R=i[H-1])&&R.
nodeType==8;)H--;for(;H<i.length;H++)if(R=i[H])if(i[H]=null,$){if(R==Ge)break}else{if(R.nodeType!=8)break;R.data.startsWith("$s")&&(Ge=pe($=R))}}if(!$){for(;u&&
u.nodeType==8&&u.nextSibling;)u=u.nextSibling;$=u}(_=pe($=e.__c.__z||(e.__c.__z=$)))?(e.__e=$,u=_):e.__e=u,u=u&&u.nextSibling}else i&&i.some(j);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),P&&P.then||st(e),h.__e(P,e,n)}}else u=e.__e=Ot(n.__e,e,n,o,r,i,s,c,l,t);return(_=h.diffed)&&_(e),u}function pe(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function st(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(st))}function at(t,e,n){for(var o=0;o<n.length;)Ne(n[o++],n[o++],n[o++]);h.__c&&h.__c(e,t),t.some(
function(r){try{t=r.__h,r.__h=[],t.some(function(i){i.call(r)})}catch(i){h.__e(i,r.__v)}})}function Ot(t,e,n,o,r,i,s,u,c,l){var _,y,v,a,p,S,m,b,d=n.props||de,T=e.
props,w=e.type;if(w=="svg"?r="http://www.w3.org/2000/svg":w=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),i){for(_=0;_<i.
length;_++)if((p=i[_])&&(w?p.localName==w:p.nodeType==3)){t=p,i[_]=null;break}}if(!t){if(b=l.ownerDocument||document,!w)return b.createTextNode(T);t=b.createElementNS(
r,w,T.is?T:l),u&&(h.__m&&h.__m(e,i),u=!1),i=null}if(w){if(l=w=="template"&&t.content||t,i=w=="textarea"&&T.defaultValue!=null?null:i&&He.call(l.childNodes),!u&&
i)for(d={},_=0;_<t.attributes.length;_++)d[(p=t.attributes[_]).name]=p.value;for(_ in d)p=d[_],_=="dangerouslySetInnerHTML"?v=p:_=="children"||_ in T||_=="value"&&
"defaultValue"in T||_=="checked"&&"defaultChecked"in T||fe(t,_,null,p,r);for(_ in T)p=T[_],_=="children"?a=p:_=="dangerouslySetInnerHTML"?y=p:_=="value"?S=p:_==
"checked"?m=p:u&&typeof p!="function"||d[_]===p||fe(t,_,p,d[_],r);y?(u||v&&(y.__html==v.__html||y.__html==t.innerHTML)||(t.innerHTML=y.__html),e.__k=[]):(v&&(t.
textContent=""),(w=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&$t.test(w))&&(r="http://www.w3.org/1999/xhtml"),it(l,Ae(a)?a:[a],e,n,o,r,i,s,i?i[0]:
n.__k&&N(n,0),u,c),i&&i.some(j)),u&&w!="textarea"||(_="value",w=="progress"&&S==null?t.removeAttribute(_):S==null||S===t[_]&&(w!="progress"||S)||fe(t,_,S,d[_],r),
_="checked",m!=null&&m!=t[_]&&fe(t,_,m,d[_],r))}else d===T||u&&t.data==T||(t.data=T);return t}function Ne(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=
o.__c||o.__e)&&(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(r){h.__e(r,n)}}function Ie(t,e,n){var o,r,i,s;if(h.unmount&&h.unmount(
t),!(o=t.ref)||o.current&&o.current!=t.__e||Ne(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(u){h.__e(u,e)}o.__P=o.__n=null}
if(o=t.__k)for(s=0;s<o.length;s++)o[s]&&Ie(o[s],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(r=pe(o,i=[]))&&(o==t.__e&&i.some(j),j(r),
j(o)),n||j(t.__e),t.__e=t.__c=t.__=null}function Bt(t,e,n){return this.constructor(t,n)}function dn(t,e){var n,o,r,i;h.__&&h.__(t,e),e.nodeType==9&&(e=e.documentElement),
o=(n=t&&32&t.__u)?null:e.__k,e.__k=Q(E,{children:[t]}),r=[],i=[],Ue(e,e.__k,o||de,de,e.namespaceURI,o?null:e.firstChild?He.call(e.childNodes):null,r,o?o.__e:e.firstChild,
n,i),at(r,e.__k,i),e.__k.props.children=null}h={__e:function(t,e,n,o){for(var r,i,s;e=e.__;)if((r=e.__c)&&!(1&r.__g)){r.__g|=4;try{if((s=(i=r.constructor)&&i.getDerivedStateFromError)&&r.setState(i.getDerivedStateFromError(
t)),r.componentDidCatch&&(r.componentDidCatch(t,o||{}),s=1),s&&8&r.__g)return void(r.__g|=2)}catch(u){t=u}}throw he=0,t}},Xe=0,Ce=function(t){return t!=null&&t.
constructor===X},W.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=q({},this.state)),typeof t=="function"&&(t=t(q({},n),this.props)),
t&&(q(n,t),this.__v&&(e&&this.__k.push(e),Je(this)))},W.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),Je(this))},W.prototype.render=
E,U=[],he=0,Ye=function(t,e){return t.__v.__b-e.__v.__b},le=Symbol(),et=/(PointerCapture)$|Capture$/i,Ee=0,Pe={},It=0;var L,M,$e,ut,Re=Object.is,ee=0,mt=[],je=[],x=h,_t=x.__b,ct=x.__r,ft=x.diffed,lt=x.__c,pt=x.unmount,ht=x.__;function te(t,e){x.__h&&x.__h(M,t,ee||e),ee=0;var n=M.
__H||(M.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function Le(t){return ee=1,Vt(yt,t)}function Vt(t,e,n){var o=te(L++,2);if(o.t=t,!o.__c&&
(o.__=[n?n(e):yt(void 0,e),function(i){var s=(o.__N||o.__)[0],u=o.t(s,i);Re(s,u)||(o.__N=[u,o.__[1]],o.__c.setState({}))}],o.__c=M,!M.__f)){M.__f=!0;var r=M.shouldComponentUpdate;
M.shouldComponentUpdate=function(i,s,u){var c=this.__H;if(!c)return!0;var l=!1,_=this.props!=i;if(c.__.some(function(v){v.__N&&(l=!0,Re(v.__[0],v.__N[0])||(_=!0))}),
r){var y=r.call(this,i,s,u);return l?y||_:y}return!l||_}}return o.__}function ne(t,e){var n=te(L++,3);!x.__s&&Oe(n.__H,e)&&(n.__P=!0,n.__=t,n.u=e,M.__H.__h.push(
n))}function yn(t,e){var n=te(L++,4);!x.__s&&Oe(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,M.__h.push(n))}function oe(t){return ee=5,Z(function(){return{current:t}},[])}function Z(t,e){var n=te(L++,7);return Oe(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function gn(t,e){return ee=8,Z(function(){return t},e)}function bn(){var t=te(L++,11);if(!t.__){for(var e=M.__v;!e.__m&&e.__;)e=e.__;var n=e.__m||(e.__m=[0,0]);t.__="P"+n[0]+"-"+n[1]++}return t.__}function Dt(){var t;
do{for(;t=je.shift();)try{Y(t)}catch(n){x.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=mt.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(Y),e.__h.some(qe),e.__h=[]}catch(n){
e.__h=[],x.__e(n,t.__v)}}}while(je.length)}x.__b=function(t){M=null,_t&&_t(t)},x.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),ht&&ht(t,e)},x.__r=function(t){
ct&&ct(t),L=0;var e=(M=t.__c).__H;e&&($e==M?M.__h=[]:(e.__h.some(Y),e.__h.some(qe),L=0),e.__h=[],e.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),$e=
M},x.diffed=function(t){ft&&ft(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&vt(mt.push(e)),e.__H.__.some(function(n){n.u&&(n.__H=n.u)})),$e=M=null},x.__c=function(t,e){
e.some(function(n){try{n.__h.some(Y),n.__h=n.__h.filter(function(o){return!o.__||qe(o)})}catch(o){n.__h=[function(){throw o}]}}),lt&&lt(t,e)},x.unmount=function(t){
pt&&pt(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=t.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,
vt(je.push(r))}else Y(r)}catch(i){e=i}}),o.__H=void 0,e&&x.__e(e,o.__v))};var dt=typeof requestAnimationFrame=="function";function zt(t){var e,n=function(){clearTimeout(
o),dt&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);dt&&(e=requestAnimationFrame(n))}function vt(t){t!=1&&ut==x.requestAnimationFrame||((ut=x.requestAnimationFrame)||
zt)(Dt)}function Y(t){var e=M,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),M=e}function qe(t){var e=M;t.__c=t.__(),M=e}function Oe(t,e){return!t||t.length!=
e.length||e.some(function(n,o){return!Re(n,t[o])})}function yt(t,e){return typeof e=="function"?e(t):e}var Ft=Symbol.for("preact-signals");function be(){if(A>1)A--;else{var t,e=!1;for((function(){var r=ye;for(ye=void 0;r!==void 0;){var i=r.S;if(i.v===r.v)for(var s=i.
t;s!==void 0;s=s.x)s.i===r.i&&(s.i=i.i);r=r.o}})();re!==void 0;){var n=re;for(re=void 0,me++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&bt(n))try{n.
c()}catch(r){e||(t=r,e=!0)}n=o}}if(me=0,A--,e)throw t}}function Ve(t){if(A>0)return t();Be=++Wt,A++;try{return t()}finally{be()}}var ie,g=void 0;function se(t){
var e=g,n=ie;g=void 0,ie=void 0;try{return t()}finally{g=e,ie=n}}var re=void 0,A=0,me=0,Wt=0,Be=0,ye=void 0,ge=0;function gt(t){if(g!==void 0){var e=t.n;if(e===
void 0||e.t!==g)return e={i:0,S:t,p:g.s,n:void 0,t:g,e:void 0,x:void 0,r:e},g.s!==void 0&&(g.s.n=e),g.s=e,t.n=e,32&g.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==
void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=g.s,e.n=void 0,g.s.n=e,g.s=e),e}}function k(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=
e?.watched,this.Z=e?.unwatched,this.name=e?.name}k.prototype.brand=Ft;k.prototype.h=function(){return!0};k.prototype.S=function(t){var e=this,n=this.t;n!==t&&t.
e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:se(function(){var o;(o=e.W)==null||o.call(e)}))};k.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.e,
o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&se(function(){var r;(r=e.Z)==null||r.call(e)}))}};k.prototype.
subscribe=function(t){var e=this;return V(function(){var n=e.value;se(function(){return t(n)})},{name:"sub"})};k.prototype.valueOf=function(){return this.value};
k.prototype.toString=function(){return this.value+""};k.prototype.toJSON=function(){return this.value};k.prototype.peek=function(){var t=this;return se(function(){
return t.value})};Object.defineProperty(k.prototype,"value",{get:function(){var t=gt(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.v){
if(me>100)throw new Error("Cycle detected");(function(n){A!==0&&me===0&&n.l!==Be&&(n.l=Be,ye={S:n,v:n.v,i:n.i,o:ye})})(this),this.v=t,this.i++,ge++,A++;try{for(var e=this.
t;e!==void 0;e=e.x)e.t.N()}finally{be()}}}});function I(t,e){return new k(t,e)}function bt(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.S.h()||e.S.i!==e.
i)return!0;return!1}function wt(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}function xt(t){
for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=void 0),e=o}t.s=
n}function O(t,e){k.call(this,void 0,e),this.x=t,this.s=void 0,this.g=ge-1,this.f=4}O.prototype=new k;O.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;if((36&
this.f)==32||(this.f&=-5,this.g===ge))return!0;if(this.g=ge,this.f|=1,this.i>0&&!bt(this))return this.f&=-2,!0;var t=g;try{wt(this),g=this;var e=this.x();(16&this.
f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return g=t,xt(this),this.f&=-2,!0};O.prototype.S=function(t){if(this.
t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}k.prototype.S.call(this,t)};O.prototype.U=function(t){if(this.t!==void 0&&(k.prototype.U.call(
this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};O.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var t=this.t;t!==void 0;t=
t.x)t.t.N()}};Object.defineProperty(O.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=gt(this);if(this.h(),t!==void 0&&(t.
i=this.i),16&this.f)throw this.v;return this.v}});function B(t,e){return new O(t,e)}function Mt(t){var e=t.j;if(t.j=void 0,typeof e=="function"){A++;var n=g;g=void 0;
try{e()}catch(o){throw t.f&=-2,t.f|=8,De(t),o}finally{g=n,be()}}}function De(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,t.s=void 0,Mt(t)}function Zt(t){
if(g!==this)throw new Error("Out-of-order effect");xt(this),g=t,this.f&=-2;try{8&this.f&&De(this)}finally{be()}}function K(t,e){this.x=t,this.j=void 0,this.s=void 0,
this.u=void 0,this.f=32,this.name=e?.name,ie&&ie.push(this)}K.prototype.c=function(){var t=this.S();try{if(8&this.f||this.x===void 0)return;var e=this.x();typeof e==
"function"&&(this.j=e)}finally{t()}};K.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,Mt(this),wt(this),A++;var t=g;return g=
this,Zt.bind(this,t)};K.prototype.N=function(){2&this.f||(this.f|=2,this.u=re,re=this)};K.prototype.d=function(){this.f|=8,1&this.f||De(this)};K.prototype.dispose=
function(){this.d()};function V(t,e){var n=new K(t,e);try{n.c()}catch(r){throw n.d(),r}var o=n.d.bind(n);return o[Symbol.dispose]=o,o}var kt,ue,we,Kt=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var St=[];V(function(){kt=this.N})();function G(t,e){h[t]=e.bind(null,h[t]||function(){})}function ae(t){if(we){var e=we;we=void 0,e()}we=t&&t.S()}function Tt(t){
var e=this,n=t.data,o=Jt(n);o.name="ReactiveDom",o.value=n;var r=Z(function(){for(var u=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var l=B(function(){var a=o.
value.value;return a===0?0:a===!0?"":a||""}),_=B(function(){return!Array.isArray(l.value)&&!Ce(l.value)}),y=V(function(){if(this.N=Pt,_.value){var a=l.value;u.__v&&
u.__v.__e&&u.__v.__e.nodeType===3&&(u.__v.__e.data=a)}}),v=e.__$u.d;return e.__$u.d=function(){y(),v.call(this)},[_,l]},[]),i=r[0],s=r[1];return i.value?s.peek():
s.value}Tt.displayName="ReactiveTextNode";Object.defineProperties(k.prototype,{constructor:{configurable:!0,value:tt(E,null).constructor},type:{configurable:!0,
value:Tt},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});G("__b",function(t,e){if(ae(),
ue=void 0,typeof e.type=="string"){var n,o=e.props;for(var r in o)if(r!=="children"){var i=o[r];i instanceof k&&(n||(e.__np=n={}),n[r]=i,o[r]=i.peek())}}t(e)});
G("__r",function(t,e){if(t(e),e.type!==E){ae();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(r,i){var s;return V(function(){s=this},{name:i}),
s.c=r,s})((function(r){return function(){var i;Kt&&((i=this.y)==null||i.call(this)),r.__$f|=1,r.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),ue=o,ae(n)}});G("__e",function(t,e,n,o){ae(),ue=void 0,t(e,n,o)});G("diffed",function(t,e){ae(),ue=void 0;var n;if(typeof e.type=="string"&&(n=
e.__e)){var o=e.__np,r=e.props,i=n.U;if(i)for(var s in i){var u=i[s];u===void 0||o&&s in o||(u.d(),i[s]=void 0)}if(o){i||(i={},n.U=i);for(var c in o){var l=i[c],
_=o[c];l===void 0?(l=Gt(n,c,_,r),i[c]=l):l.o(_,r)}}}t(e)});function Gt(t,e,n,o){var r=e in t&&t.ownerSVGElement===void 0,i=I(n);return{o:function(s,u){i.value=s,
o=u},d:V(function(){this.N=Pt;var s=i.value.value;o[e]!==s&&(o[e]=s,r?t[e]=s:s!=null&&(s!==!1||e[4]==="-")?t.setAttribute(e,s):t.removeAttribute(e))})}}G("unmou\
nt",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var r in o){var i=o[r];i&&i.d()}}}var s=e.__np;if(s){var u=e.props;
for(var c in s)u[c]=s[c]}e.__np=void 0}else{var l=e.__c;if(l){l.__$f|=8;var _=l.__$u;_&&(l.__$u=void 0,_.d())}}t(e)});G("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});W.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var r in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var i=2&this.__$f;if(!(o||i||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var s in t)if(s!==
"__source"&&t[s]!==this.props[s])return!0;for(var u in this.props)if(!(u in t))return!0;return!1};function Jt(t,e){return Z(function(){return I(t,e)},[])}function Cn(t,e){
var n=oe(t);return n.current=t,ue.__$f|=4,Z(function(){return B(function(){return n.current()},e)},[])}var Qt=function(t){queueMicrotask(function(){queueMicrotask(t)})};function Xt(){Ve(function(){for(var t;t=St.shift();)kt.call(t)})}function Pt(){St.push(this)===1&&(h.requestAnimationFrame||Qt)(Xt)}var J="/console";function ze(){return Yt(window.location.pathname,window.location.search)}function Yt(t,e){return{path:`/${(t.startsWith(J)?t.slice(J.length):t).
replace(/^\/+|\/+$/g,"")}`,query:new URLSearchParams(e)}}var D=I(typeof window>"u"?{path:"/",query:new URLSearchParams}:ze()),Ct=B(()=>D.value.path);function Et(t,...e){
let n=t==="/"?J:J+t;for(let o of e)typeof o=="string"?n+=`/${encodeURIComponent(o)}`:n+=en(o);return n}function en(t){let e=new URLSearchParams;for(let[o,r]of Object.
entries(t))r&&e.set(o,r);let n=e.toString();return n?`?${n}`:""}function xe(t,{replace:e=!1}={}){e?window.history.replaceState(null,"",t):window.history.pushState(
null,"",t);let n=D.value.path;D.value=ze(),D.value.path!==n&&!e&&window.scrollTo(0,0)}function Un(t){let e=new URLSearchParams(D.value.query);for(let[o,r]of Object.
entries(t))r?e.set(o,r):e.delete(o);let n=e.toString();xe(window.location.pathname+(n?`?${n}`:""),{replace:!0})}function Nn(t){return D.value.query.get(t)??""}function In(t,e){
let n=t.split("/"),o=e.split("/");if(n.length!==o.length)return null;let r={};for(let[i,s]of n.entries()){let u=o[i]??"";if(s.startsWith(":")){if(u==="")return null;
r[s.slice(1)]=tn(u)}else if(s!==u)return null}return r}function tn(t){try{return decodeURIComponent(t)}catch{return t}}function $n(){window.addEventListener("po\
pstate",()=>D.value=ze()),document.addEventListener("click",t=>{if(t.defaultPrevented||t.button!==0||t.metaKey||t.ctrlKey||t.shiftKey||t.altKey)return;let e=t.target?.
closest?.("a[href]");!e||e.target||e.hasAttribute("download")||e.origin!==window.location.origin||e.pathname!==J&&!e.pathname.startsWith(`${J}/`)||e.hash&&e.pathname===
window.location.pathname||(t.preventDefault(),xe(e.pathname+e.search+e.hash))})}var Fe="headwater.csrf",We="";function At(){try{return window.localStorage.getItem(Fe)??We}catch{return We}}function jn(t){We=t;try{t?window.localStorage.setItem(
Fe,t):window.localStorage.removeItem(Fe)}catch{}}var nn="/headwater/v1/",z=class extends Error{constructor(n,o,r,i,s=""){super(n);this.status=o;this.code=r;this.requestId=i;this.invocationId=s;this.name="ApiEr\
ror"}status;code;requestId;invocationId};function on(t,e={}){let n=new URLSearchParams;for(let[r,i]of Object.entries(e))i!=null&&i!==""&&n.set(r,String(i));let o=n.
toString();return(t.startsWith("/")?t:nn+t)+(o?`?${o}`:"")}async function Ht(t,e,n={}){let o=await rn(t,e,n);if(o.ok)return o;let r=await sn(o);throw an(r)&&!n.
staysHere&&un(),r}async function rn(t,e,n){let o={accept:"application/json",...n.headers};t!=="GET"&&(o["x-headwater-csrf"]=At()||"1");let r={method:t,headers:o,
credentials:"same-origin"};n.signal&&(r.signal=n.signal),n.body!==void 0&&(n.body instanceof Uint8Array?r.body=n.body:(r.body=JSON.stringify(n.body),o["content-\
type"]??="application/json"));try{return await fetch(on(e,n.query),r)}catch(i){throw n.signal?.aborted?i:new z("The server cannot be reached",0,"Unreachable","")}}
async function sn(t){let e=(t.headers.get("x-amzn-errortype")??"").split(":")[0]??"",n=t.headers.get("x-amzn-requestid")??"",o="";try{let i=await t.json();typeof i==
"object"&&i!==null&&"message"in i&&(o=String(i.message))}catch{}let r=t.headers.get("headwater-invocation-id")??"";return new z(o||`The server answered ${t.status}`,
t.status,e,n,r)}async function Bn(t,e){return await(await Ht("GET",t,e)).json()}async function Vn(t,e,n,o={}){let i=await(await Ht(t,e,n===void 0?o:{...o,body:n})).
text();return i?JSON.parse(i):void 0}function Dn(t){return encodeURIComponent(t)}function an(t){return t.status===401||t.code==="MissingAuthenticationTokenExcep\
tion"}function un(){Ct.peek()!=="/signin"&&xe(Et("/signin",{next:window.location.pathname+window.location.search}),{replace:!0})}var _n=Symbol.for("pv"),cn=0;function f(t,e,n,o,r,i){e||(e={});var s,u,c=e;if("ref"in c&&typeof t!="function")for(u in c={},e)u=="ref"?s=e[u]:c[u]=e[u];var l={type:t,props:c,key:n,ref:s,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:_n,__v:--cn,__i:-1,__u:0};return(r||i)&&(l.__source=r,l.__self=i),h.vnode&&h.vnode(l),l}var fn={overview:"M2 13V9m4 4V5m4 8V7m4 6V3",agents:"M4 6h8a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1ZM8 6V3M6 9v1.5m4-1.5v1.5M1.5 9v2m13-2v\
2",playground:"M2.5 3h11v8h-6l-3 2.5V11h-2zM5 6h6M5 8.3h4",sessions:"M2 4h12M2 8h12M2 12h8",traces:"M2 3.5h7M5 8h6M8 12.5h6",memory:"M3 4c0-2 10-2 10 0v8c0 2-10\
 2-10 0zM3 4c0 2 10 2 10 0M3 8c0 2 10 2 10 0",edge:"M8 1.5 13.5 4v4c0 3.5-2.5 5.5-5.5 6.5C5 13.5 2.5 11.5 2.5 8V4zM5.7 8l1.7 1.7 3-3.4",search:"M7 2.5a4.5 4.5 0\
 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.3 10.3 14 14",menu:"M2 4h12M2 8h12M2 12h12",close:"M3.5 3.5l9 9m0-9-9 9",sun:"M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM8 1v1.5M8 13.5V15\
M1 8h1.5M13.5 8H15M3 3l1 1m8 8 1 1M13 3l-1 1M4 12l-1 1",moon:"M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7Z",keyboard:"M2 4h12v8H2zM4.5 6.5h.01M7 6.5h.01M9.5 6.5h.\
01M11.7 6.5h.01M5 9.5h6",stop:"M4 4h8v8H4z",copy:"M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3",check:"M3 8.5l3.5 3.5L13 4.5",warning:"M8 2 14.5 13.5h-13zM8 6.5V10M8 11.8\
v.01",info:"M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM8 7.3v4M8 4.9v.01",down:"M4 6l4 4 4-4",right:"M6 4l4 4-4 4",refresh:"M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3",play:"M5 \
3l8 5-8 5z",pause:"M5 3v10M11 3v10",external:"M9 3h4v4M13 3 7.5 8.5M11 9v4H3V5h4",download:"M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11",table:"M2 3h12v10H2zM2 6.5h1\
2M6 6.5V13",filter:"M2 3h12L9.5 8.5V13l-3-1.5v-3z",lock:"M4 7.5h8V13H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",file:"M4 2h5l3 3v9H4zM9 2v3h3",folder:"M2 4h4l1.5 2H14v\
7H2z",clock:"M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM8 4.5V8l2.5 1.5",terminal:"M2 3h12v10H2zM4.5 6l2 2-2 2M8.5 10h3",signout:"M6.5 3H3v10h3.5M6.5 8H14M11 5l3 3-3 3"};
function F({name:t,size:e=16}){return f("svg",{class:"icon",viewBox:"0 0 16 16",width:e,height:e,"aria-hidden":"true",focusable:"false",children:f("path",{d:fn[t]})})}function Ut({icon:t,kind:e="plain",isBusy:n=!1,children:o,disabled:r,...i}){return f("button",{type:"button",...i,class:`button is-${e}`,disabled:r||n,"aria-bus\
y":n,children:[t&&f(F,{name:t}),o]})}function Ze({icon:t,label:e,...n}){return f("button",{type:"button",class:"icon-button",...n,"aria-label":e,title:e,children:f(
F,{name:t})})}function ke({text:t,label:e="Copy"}){let[n,o]=Le(!1),r=oe(0);ne(()=>()=>clearTimeout(r.current),[]);let i=async()=>{try{await navigator.clipboard.
writeText(typeof t=="string"?t:t()),o(!0),Me("Copied"),clearTimeout(r.current),r.current=window.setTimeout(()=>o(!1),1500)}catch{Me("The browser does not let th\
is page copy (it does on https and localhost)")}};return f(Ze,{icon:n?"check":"copy",label:e,onClick:()=>{i()}})}function Yn({value:t,copies:e=!0}){return f("sp\
an",{class:"identifier",children:[f("code",{title:t,children:t}),e&&f(ke,{text:t,label:`Copy ${t}`})]})}function eo({label:t,value:e,onInput:n,placeholder:o}){let[
r,i]=Le(e),s=oe(0);ne(()=>i(e),[e]),ne(()=>()=>clearTimeout(s.current),[]);let u=(c,l)=>{i(c),clearTimeout(s.current),s.current=window.setTimeout(()=>n(c),l)};return f(
"label",{class:"search-box",children:[f(F,{name:"search"}),f("input",{type:"search","aria-label":t,placeholder:o??t,value:r,autocomplete:"off",spellcheck:!1,onInput:c=>u(
c.currentTarget.value,150),onKeyDown:c=>{c.key==="Escape"&&(r?u("",0):c.currentTarget.blur())}})]})}function to({label:t,value:e,options:n,onChange:o,isLabelHidden:r=!1}){
return f("label",{class:"select",children:[f("span",{class:r?"hidden":"select-label",children:t}),f("select",{value:e,onChange:i=>o(i.currentTarget.value),children:n.
map(([i,s])=>f("option",{value:i,children:s},i))})]})}function no({label:t,value:e,options:n,onChange:o}){return f("fieldset",{class:"segments",children:[f("leg\
end",{class:"hidden",children:t}),n.map(([r,i])=>f("label",{class:r===e?"is-chosen":void 0,children:[f("input",{type:"radio",name:t,checked:r===e,onChange:()=>o(
r)}),i]},r))]})}var ln={news:4e3,error:1e4},_e=I([]),pn=0;function Me(t,e="news"){let n={id:++pn,text:t,kind:e};_e.value=[..._e.peek().slice(-3),n],setTimeout(()=>Nt(n.id),ln[e])}
function ao(t){Me(t instanceof Error?t.message:String(t),"error")}function Nt(t){_e.value=_e.peek().filter(e=>e.id!==t)}function uo(){return f("div",{class:"toa\
sts",role:"status","aria-live":"polite",children:_e.value.map(t=>f("div",{class:`toast is-${t.kind}`,children:[f("span",{children:t.text}),f(Ze,{icon:"close",label:"\
Dismiss",onClick:()=>Nt(t.id)})]},t.id))})}function ho({what:t}){return f("p",{class:"loading",role:"status",children:[f("span",{class:"spinner","aria-hidden":"true"}),"Loading ",t,"…"]})}function vo({
error:t,onRetry:e}){let n=t instanceof Error?t.message:String(t);return f("div",{class:"state is-error",role:"alert",children:[f(F,{name:"warning",size:24}),f("\
p",{class:"state-title",children:hn(t)}),f("p",{children:n}),t instanceof z&&t.requestId&&f("p",{class:"muted",children:["Request ",f("code",{children:t.requestId}),
" ",f(ke,{text:t.requestId,label:"Copy the request's id"})]}),e&&f(Ut,{icon:"refresh",onClick:e,children:"Try again"})]})}function hn(t){return t instanceof z?t.
status===0?"No connection":t.status===403?"Not allowed":t.status===404?"Not found":t.status>=500?"The server failed":"The server refused this":"Something went w\
rong on this page"}function mo({icon:t,title:e,children:n,level:o=2}){return f("div",{class:"state",children:[f(F,{name:t,size:24}),f(o===1?"h1":"h2",{class:"st\
ate-title",children:e}),n]})}function yo({children:t}){return f("span",{class:"command",children:[f("code",{children:t}),f(ke,{text:t,label:"Copy the command"})]})}export{E as a,W as b,dn as c,Le as d,ne as e,yn as f,oe as g,Z as h,gn as i,bn as j,I as k,Jt as l,Cn as m,J as n,D as o,Ct as p,Et as q,xe as r,Un as s,Nn as t,
In as u,$n as v,jn as w,z as x,on as y,Ht as z,Bn as A,Vn as B,Dn as C,un as D,f as E,F,Me as G,ao as H,uo as I,Ut as J,Ze as K,ke as L,Yn as M,eo as N,to as O,
no as P,ho as Q,vo as R,mo as S,yo as T};

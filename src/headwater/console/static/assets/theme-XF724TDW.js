"use strict";(()=>{try{let e=localStorage.getItem("headwater-theme");(e==="light"||e==="dark")&&(document.documentElement.dataset.theme=e)}catch{}})();

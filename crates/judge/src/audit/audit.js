const form=document.querySelector("form"),all=[...document.querySelectorAll("article")],said=document.querySelector("output");
form.hidden=false;
function show(){const words=form.text.value.toLowerCase().split(/\s+/),want=["fate","record","model"];let n=0;
for(const one of all){const fits=want.every(k=>!form[k].value||one.dataset[k]===form[k].value)&&words.every(w=>one.textContent.toLowerCase().includes(w));one.hidden=!fits;n+=fits}
for(const part of document.querySelectorAll("section.part"))part.hidden=!part.querySelector("article:not([hidden])");said.textContent=n+" of "+all.length+" claims"}
form.addEventListener("input",show);form.addEventListener("submit",e=>e.preventDefault());show();

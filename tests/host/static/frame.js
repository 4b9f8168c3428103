// As Moodle does it: the frame gets what is left of the window, whatever its content would need.
const frame = document.getElementById("contentframe");
const footer = 50;
const fit = () => {
  const left = window.innerHeight - frame.getBoundingClientRect().top - window.scrollY - footer;
  frame.style.height = `${Math.max(left, 300)}px`;
};
window.addEventListener("resize", fit);
fit();

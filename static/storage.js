// Asks the host's page to keep one random value, or to give it back: LTI Platform Storage, for browsers that keep no
// cookie in a frame. An administrator's test asks for both. Only answers to our own question count, and only from the host's origins. Without an answer the
// page stays what it is without a script.

const PATIENCE_MS = 1500;
// The host's frame may still be loading when we first ask.
const AGAIN_MS = 250;

// A form; for a test the place where its result is shown.
const form = document.getElementById("ask-host");
const { subject, frame, key } = form.dataset;
const origins = form.dataset.origins.split(" ");
const binding = form.elements?.namedItem("binding");

function hostsFrame() {
  return frame === "_parent" ? window.parent : window.parent.frames[frame];
}

function answers(event, question) {
  const said = event.data;
  return (
    origins.includes(event.origin) &&
    typeof said === "object" &&
    said !== null &&
    said.subject === `${question.subject}.response` &&
    said.message_id === question.message_id
  );
}

function ask(question) {
  return new Promise((resolve, reject) => {
    const say = () => {
      // A message goes nowhere unless the frame really is at that origin.
      for (const origin of origins) hostsFrame().postMessage(question, origin);
    };
    const hear = (event) => {
      if (!answers(event, question)) return;
      stop();
      if (event.data.error) reject(new Error("refused"));
      else resolve(event.data.value);
    };
    const stop = () => {
      window.removeEventListener("message", hear);
      clearInterval(saying);
      clearTimeout(waiting);
    };
    const goWithout = () => {
      stop();
      reject(new Error("no answer"));
    };

    const saying = setInterval(say, AGAIN_MS);
    const waiting = setTimeout(goWithout, PATIENCE_MS);
    window.addEventListener("message", hear);
    try {
      say();
    } catch {
      goWithout();
    }
  });
}

// The login: what was kept is what the launch must show, so nothing but an exact echo will do.
async function keep(question) {
  const kept = await ask({ ...question, value: binding.value });
  if (kept !== binding.value) throw new Error("not kept");
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok) throw new Error("over");
  const { url } = await answer.json();
  window.location.replace(url);
}

// The launch: posted again with what was kept. Without it, it is posted all the same and refused with a reference.
async function giveBack(question) {
  const kept = await ask(question).catch(() => "");
  binding.value = typeof kept === "string" ? kept : "";
  form.submit();
}

function show(asking) {
  document.getElementById("asking").hidden = !asking;
  document.getElementById("unless-asked").hidden = asking;
}

// What was not kept is of no use any more, and nobody else's business.
function giveUp() {
  form.remove();
  show(false);
}

// The test: a value without meaning goes there and back. Each end of it has its words in the page.
async function tryOut() {
  if (window.parent === window) return "alone";
  const value = crypto.randomUUID();
  const put = { subject: "lti.put_data", key, value, message_id: crypto.randomUUID() };
  const get = { subject: "lti.get_data", key, message_id: crypto.randomUUID() };
  try {
    const found = (await ask(put)) === value && (await ask(get));
    return found === value ? "works" : "changed";
  } catch (error) {
    return error.message === "refused" ? "refused" : "silent";
  }
}

function tell(word) {
  for (const each of form.querySelectorAll("[data-shown]")) each.hidden = each.dataset.shown !== word;
}

if (subject === "try") {
  tell("trying");
  tryOut().then(tell);
} else {
  const question = { subject, key, message_id: crypto.randomUUID() };
  show(true);
  (subject === "lti.put_data" ? keep : giveBack)(question).catch(giveUp);
}

// The little that a page does with JavaScript on. With it off, every page still works.

import { createAll, Button, CharacterCount, ErrorSummary } from "./govuk-frontend.js";

const SHIFTS_TO_HIDE = 3;
const SHIFT_WINDOW_MS = 5000;
const WARN_SECONDS = 120;

const byId = (id) => document.getElementById(id);
const page = byId("page");
let covered = false;

// The heading tells somebody listening that the page has changed, and brings the host's page back to its top.
function focusOnWhatIsNew() {
  if ("firstView" in document.body.dataset) return;
  if (document.querySelector("[data-module='govuk-error-summary']")) return;
  const heading = document.querySelector("h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}

// In place of the page: one panel, and a title that says nothing.
function cover(panel) {
  covered = true;
  document.title = document.body.dataset.toolName;
  page.hidden = true;
  panel.hidden = false;
}

// "Hide this page": for a pupil at the elbow or a projector. It is not a lock, and says so.
class Hiding {
  constructor(button, panel) {
    this.button = button;
    this.panel = panel;
    this.title = document.title;
    this.shifts = [];
    this.seen = null;

    button.hidden = false;
    button.addEventListener("click", () => this.hide());
    byId("show").addEventListener("click", () => this.show());
    document.addEventListener("keydown", (event) => this.countShifts(event));
  }

  hide() {
    if (covered || document.querySelector("dialog[open]")) return;
    this.seen = document.activeElement;
    cover(this.panel);
    byId("show").focus();
  }

  show() {
    this.panel.hidden = true;
    page.hidden = false;
    document.title = this.title;
    covered = false;
    (this.seen || this.button).focus();
  }

  // Another key between them means that somebody is writing capital letters.
  countShifts(event) {
    if (event.repeat) return;
    const recent = this.shifts.filter((at) => event.timeStamp - at < SHIFT_WINDOW_MS);
    this.shifts = event.key === "Shift" ? [...recent, event.timeStamp] : [];
    if (this.shifts.length < SHIFTS_TO_HIDE) return;
    this.shifts = [];
    this.hide();
  }
}

// Every 15 seconds, then each second near the end: often enough to hear, not so often as to talk over the page.
function worthSaying(seconds) {
  return seconds % 15 === 0 || seconds <= 20;
}

function inWords(seconds) {
  if (seconds >= WARN_SECONDS) return "2 minutes";
  return seconds === 1 ? "1 second" : `${seconds} seconds`;
}

// Warns before the session ends, and leaves nothing on the screen once it has.
class TimeOut {
  constructor(dialog) {
    this.dialog = dialog;
    this.idle = Number(dialog.dataset.idleSeconds) * 1000;
    this.last = Date.now() + Number(dialog.dataset.leftSeconds) * 1000;
    this.dismissed = false;
    this.startAgain();

    this.ticking = setInterval(() => this.tick(), 1000);
    byId("time-out-stay").addEventListener("click", () => this.stay());
    dialog.addEventListener("cancel", (event) => this.escape(event));
  }

  startAgain() {
    this.ends = Math.min(Date.now() + this.idle, this.last);
  }

  tick() {
    const seconds = Math.round((this.ends - Date.now()) / 1000);
    if (seconds <= 0) this.end();
    else if (seconds <= WARN_SECONDS) this.warn(seconds);
  }

  warn(seconds) {
    if (!this.dialog.open && !this.dismissed) {
      byId("time-out-last").hidden = this.ends < this.last;
      byId("time-out-stay").hidden = this.ends >= this.last;
      this.dialog.showModal();
    }
    byId("time-out-left").textContent = inWords(seconds);
    if (worthSaying(seconds)) byId("time-out-said").textContent = inWords(seconds);
  }

  async stay() {
    this.dialog.close();
    try {
      const answer = await fetch(this.dialog.dataset.stayUrl, { cache: "no-store", redirect: "error" });
      if (answer.ok) this.startAgain();
      else this.end();
    } catch {
      // The network may be back before the session ends; the warning comes again if it is not.
    }
  }

  escape(event) {
    event.preventDefault();
    if (this.ends < this.last) {
      this.stay();
      return;
    }
    this.dismissed = true;
    this.dialog.close();
  }

  end() {
    clearInterval(this.ticking);
    this.dialog.close();
    const hidden = byId("cover");
    if (hidden) hidden.hidden = true;
    cover(byId("ended"));
    byId("ended").querySelector("h2").focus();
  }
}

// Hosts differ in the subject they listen for. A height is all that is ever said; nothing is listened to.
function tellTheHost() {
  const tell = (subject, rest) => window.parent.postMessage({ subject, ...rest }, "*");
  let told = 0;
  let waiting = 0;

  const tellHeight = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    // A hidden page keeps its frame, so that the host's page does not jump.
    if (covered || height === told) return;
    told = height;
    tell("lti.frameResize", { height });
    tell("org.imsglobal.lti.frameResize", { height });
  };

  new ResizeObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(tellHeight, 100);
  }).observe(document.body);
  if (!("firstView" in document.body.dataset)) tell("lti.scrollToTop");
}

function openForPrinting() {
  for (const closed of document.querySelectorAll("details:not([open])")) closed.open = true;
}

// In a host's frame the browser's own command prints the host's page.
function offerToPrint(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
createAll(ErrorSummary);
createAll(CharacterCount);
createAll(Button, { preventDoubleClick: true });
if (byId("hide")) new Hiding(byId("hide"), byId("cover"));
if (byId("time-out")) new TimeOut(byId("time-out"));
if (byId("print")) offerToPrint(byId("print"));
if (window.parent !== window) tellTheHost();
focusOnWhatIsNew();
window.addEventListener("beforeprint", openForPrinting);

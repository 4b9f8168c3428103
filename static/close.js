// The platform's page waits for this, and then closes ours (LTI Dynamic Registration 1.0, 3.7). It opened us in a frame,
// or in a window of our own. The message holds nothing, so it matters little who hears it.

const page = window.opener || window.parent;
if (page !== window) page.postMessage({ subject: "org.imsglobal.lti.close" }, "*");

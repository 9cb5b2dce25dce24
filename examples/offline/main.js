// A page that works offline once it has been opened, with all that it has used by then.
const show = (selector, text) => document.querySelector(selector).append(text);

// The service worker must be there before anything is fetched that it is to keep.
await navigator.serviceWorker.register("./service-worker.js");
await navigator.serviceWorker.ready;
if (navigator.serviceWorker.controller === null) {
  await new Promise((resolve) => {
    navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true });
  });
}

const { openSandbox } = await import("./fuelbox/fuelbox.js");
const sandbox = await openSandbox({
  onProgress: (message) => document.querySelector("#progress").replaceChildren(message),
});
for (const program of [
  { javascript: 'console.log("JavaScript")' },
  { python: 'print("Python")' },
  { shell: "echo shell" },
]) {
  const { stdout, stderr } = await sandbox.run(program);
  show("#output", stdout + stderr);
}
await sandbox.close();
document.body.dataset.state = "done";

import { hydrate, mount } from "svelte";
import App from "./App.svelte";

const target = document.getElementById("app");
const props = { endpoint: target.dataset.endpoint, jobs: target.dataset.jobs.split(" ") };
const start = target.firstElementChild ? hydrate : mount;
start(App, { target, props });

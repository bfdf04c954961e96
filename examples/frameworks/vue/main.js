import { createApp, createSSRApp } from "vue";
import App from "./App.vue";

const page = document.getElementById("app");
const create = page.firstElementChild ? createSSRApp : createApp;
create(App, { endpoint: page.dataset.endpoint, jobs: page.dataset.jobs.split(" ") }).mount(page);

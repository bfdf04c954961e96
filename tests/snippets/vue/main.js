import { createApp } from "vue";
import OwnBackend from "./own_backend/JobStatus.vue";
import Plain from "./plain/JobStatus.vue";
import Service from "./service/JobStatus.vue";

const all = { "#own_backend": OwnBackend, "#plain": Plain, "#service": Service };

createApp(all[location.hash]).mount("#app");

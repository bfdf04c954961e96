import { mount } from "svelte";
import OwnBackend from "./own_backend/JobStatus.svelte";
import Plain from "./plain/JobStatus.svelte";
import Service from "./service/JobStatus.svelte";

const all = { "#own_backend": OwnBackend, "#plain": Plain, "#service": Service };

mount(all[location.hash], { target: document.getElementById("app") });

import { bootstrapApplication } from "@angular/platform-browser";
import { JobStatus as OwnBackend } from "./own_backend/job-status";
import { JobStatus as Plain } from "./plain/job-status";
import { JobStatus as Service } from "./service/job-status";

const all = { "#own_backend": OwnBackend, "#plain": Plain, "#service": Service };
const shown = all[location.hash as keyof typeof all];

bootstrapApplication(shown).catch((problem) => console.error(problem));

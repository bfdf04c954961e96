import { createRoot } from "react-dom/client";
import { JobStatus as OwnBackend } from "./own_backend/JobStatus";
import { JobStatus as Plain } from "./plain/JobStatus";
import { JobStatus as Service } from "./service/JobStatus";

const all = { "#own_backend": OwnBackend, "#plain": Plain, "#service": Service };
const Shown = all[location.hash as keyof typeof all];

createRoot(document.getElementById("app")!).render(<Shown />);

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Encoding } from "./Encoding";

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <Encoding endpoint="http://127.0.0.1:8081/api/" job="JOB-ID" />
  </StrictMode>,
);
